import SalesCore

/// What looks at the alerts that are due gave.
struct AlertClaim: Sendable {
    /// What was leased, a group's alerts one after the other.
    var leased: [ClaimedAlert] = []
    /// People on channels whose held alerts were leased.
    var groups: [(userID: UserID, channel: Channel)] = []

    /// The arguments of ``statement(looking:)``.
    func arguments(
        _ now: Timestamp?,
        _ channels: [String],
        room: Int,
        width: Int,
        lease: Duration,
        at time: Timestamp
    ) -> Arguments {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(channels)
        arguments.add(width)
        arguments.add(lease)
        arguments.add(time)
        arguments.add(room)
        arguments.addAll(groups.map(\.userID))
        arguments.addAll(groups.map(\.channel.rawValue))
        return arguments
    }

    /// Takes in the rows that a look gave, each as ``read(_:)`` reads it.
    ///
    /// - Returns: How many alerts stand for themselves or for a group, and how many were refused.
    mutating func add(_ rows: [(refused: Int, alert: ClaimedAlert?, isFirst: Bool)]) -> ClaimLooks.Found {
        var found: ClaimLooks.Found = (0, rows.first?.refused ?? 0)
        for row in rows {
            guard let claimed = row.alert else { continue }
            leased.append(claimed)
            guard row.isFirst else { continue }
            found.taken += 1
            if claimed.alert.isHeld { groups.append((claimed.alert.userID, claimed.alert.channel)) }
        }
        return found
    }

    /// Reads a row of ``statement(looking:)``.
    static func read(_ row: inout RowReader) throws -> (refused: Int, alert: ClaimedAlert?, isFirst: Bool) {
        let refused = try row.count()
        guard let token = try row.numberOrNil() else { return (refused, nil, false) }
        let isFirst = try row.flag()
        let alert = try AlertRow.read(&row)
        return (refused, ClaimedAlert(alert: alert, token: token, recipient: try UserRow.read(&row)), isFirst)
    }

    /// Leases the oldest alerts of some channels that are due and that nobody works on, counts the attempt, and joins
    /// the person as they are now; gives those that are refused the status of their refusal.
    ///
    /// Of a person's held alerts only the first is taken by its time, and brings the others: who locks the first has all
    /// of them, and whoever comes meanwhile sees that the others are not the first. An alert becomes one that waits for
    /// its address only under a lock on the person, so that ``PostgresStore/verify(_:on:of:at:)`` finds it afterwards;
    /// where that is just changing the person, the alert is left as it is.
    static func statement(looking look: Int) -> String {
        LookClass.sql(of: statements, for: look)
    }

    private static let statements = LookClass.statements(statement)

    private static func statement(_ look: LookClass) -> String {
        """
        WITH due AS (
            SELECT a.* FROM \(LookClass.channels) CROSS JOIN LATERAL (SELECT * FROM (
                SELECT number, available_at, user_id, product_id, channel, is_held FROM alerts a
                WHERE channel = c.channel AND status = 'pending' AND available_at <= \(PostgresStore.nowSQL)
                    AND (NOT is_held OR NOT EXISTS (
                        SELECT 1 FROM alerts h
                        WHERE h.channel = a.channel AND h.user_id = a.user_id AND h.status = 'pending' AND h.is_held
                            AND h.available_at <= \(PostgresStore.nowSQL)
                            AND (h.available_at, h.number) < (a.available_at, a.number)
                    ) AND NOT EXISTS (
                        SELECT 1 FROM unnest($7::bigint[], $8::text[]) AS g(user_id, channel)
                        WHERE g.user_id = a.user_id AND g.channel = a.channel
                    ))
                ORDER BY available_at, number LIMIT \(look.rawValue) FOR UPDATE SKIP LOCKED
            ) atmost LIMIT $3::bigint) a
            ORDER BY a.available_at, a.number LIMIT $3::bigint
        ),
        judged AS (
            SELECT d.*, \(refusal) AS refusal FROM due d
            LEFT JOIN user_preferences p ON p.user_id = d.user_id AND p.product_id = d.product_id
            LEFT JOIN users u ON u.id = d.user_id
        ),
        firsts AS (
            SELECT * FROM judged WHERE refusal IS NULL ORDER BY available_at, number LIMIT $6::bigint
        ),
        others AS (
            SELECT o.number, o.available_at, f.number AS first_number, f.available_at AS first_at,
                CASE WHEN p.id IS NULL THEN '\(ClaimRefusal.unsubscribed.rawValue)'
                    WHEN p.is_paused THEN '\(ClaimRefusal.paused.rawValue)' END AS refusal
            FROM firsts f CROSS JOIN LATERAL (
                SELECT number, available_at, user_id, product_id FROM alerts
                WHERE f.is_held AND channel = f.channel AND user_id = f.user_id AND status = 'pending' AND is_held
                    AND available_at <= \(PostgresStore.nowSQL) AND number <> f.number
                ORDER BY available_at, number LIMIT \(maximumDigest - 1) FOR UPDATE SKIP LOCKED
            ) o
            LEFT JOIN user_preferences p ON p.user_id = o.user_id AND p.product_id = o.product_id
        ),
        leased AS (
            UPDATE alerts a SET attempts = a.attempts + 1, sent_at = $5::timestamptz,
                lease_token = nextval('lease_tokens'),
                lease_until = \(PostgresStore.nowSQL) + $4::bigint * interval '1 millisecond'
            FROM (
                SELECT number, available_at, number AS first_number, available_at AS first_at FROM firsts
                UNION ALL
                SELECT number, available_at, first_number, first_at FROM others WHERE refusal IS NULL
            ) c
            WHERE a.number = c.number RETURNING a.*, c.available_at AS was_due_at, c.first_number, c.first_at
        ),
        unproven AS (
            SELECT j.number FROM judged j JOIN users u ON u.id = j.user_id
            WHERE j.refusal = '\(unverified)' AND \(ofChannel("j", "u.email_verified_at", "u.phone_verified_at")) IS NULL
            FOR SHARE OF u SKIP LOCKED
        ),
        refused AS (
            UPDATE alerts a SET status = r.status, failure = coalesce(r.words, a.failure) FROM (
                SELECT number, '\(Alert.Status.suppressed.rawValue)' AS status, \(words) AS words FROM (
                    SELECT number, refusal FROM judged UNION ALL SELECT number, refusal FROM others
                ) j WHERE refusal <> '\(unverified)'
                UNION ALL SELECT number, '\(Alert.Status.waiting.rawValue)', NULL FROM unproven
            ) r
            WHERE a.number = r.number RETURNING 1
        )
        SELECT (SELECT count(*) FROM refused), l.lease_token, l.number = l.first_number, \(alertColumns), \(userColumns)
        FROM (SELECT 1) AS always LEFT JOIN (leased l JOIN users u ON u.id = l.user_id) ON true
        ORDER BY l.first_at, l.first_number, l.number <> l.first_number, l.was_due_at, l.number
        """
    }

    /// Why an alert `d` to a person `u` with a subscription `p` is refused, as ``ClaimRefusal`` decides it; null where it
    /// is not.
    private static let refusal = """
        CASE
            WHEN u.id IS NULL THEN '\(ClaimRefusal.unknownPerson.rawValue)'
            WHEN p.id IS NULL THEN '\(ClaimRefusal.unsubscribed.rawValue)'
            WHEN p.is_paused THEN '\(ClaimRefusal.paused.rawValue)'
            WHEN d.channel NOT IN ('email', 'sms') OR u.id = \(UserID.local.rawValue) THEN NULL
            WHEN \(ofChannel("d", "u.email", "u.phone")) IS NULL THEN '\(ClaimRefusal.withoutAddress.rawValue)'
            WHEN EXISTS (
                SELECT 1 FROM suppressions s
                WHERE s.digest = \(digest)
            ) THEN '\(ClaimRefusal.suppressedAddress.rawValue)'
            WHEN \(ofChannel("d", "u.email_verified_at", "u.phone_verified_at")) IS NULL THEN '\(unverified)'
        END
        """

    private static let digest =
        SuppressionStatements.digest(of: ofChannel("d", "u.email", "u.phone"), on: "d.channel")

    private static let unverified = ClaimRefusal.unverifiedAddress.rawValue

    /// One of two columns, by a row's channel.
    private static func ofChannel(_ row: String, _ email: String, _ phone: String) -> String {
        "CASE \(row).channel WHEN 'email' THEN \(email) WHEN 'sms' THEN \(phone) END"
    }

    /// A refusal in words.
    private static let words =
        "CASE refusal"
        + ClaimRefusal.allCases.map { " WHEN '\($0.rawValue)' THEN \($0.words.map { "'\($0)'" } ?? "NULL")" }.joined()
        + " END"

    private static let alertColumns = AlertRow.columns.split(separator: ", ").map { "l.\($0)" }.joined(separator: ", ")
    private static let userColumns = UserRow.columns.split(separator: ", ").map { "u.\($0)" }.joined(separator: ", ")
}
