public import SalesCore

extension PostgresStore {
    /// Adds a letter, or finds the one of its identifier.
    @discardableResult
    public func addLetter(_ draft: Letter.New) async throws(StoreError) -> Letter? {
        var id = Arguments()
        id.add(draft.id.rawValue)
        let results = try await run([
            Statement(LetterStatements.add, LetterRow.arguments(draft.letter)), Statement(LetterStatements.find, id),
            Statement(HostQueue.call),
        ])
        do {
            return try results[1].row(LetterRow.read)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Leases pending letters of some channels that are due, oldest first.
    public func claimLetters(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedLetter] {
        let size = pageSize(limit)
        let wanted = Set(channels).map(\.rawValue).sorted()
        var claimed: [ClaimedLetter] = []
        try await ClaimLooks(size: size).run { (room, width) async throws(StoreError) in
            var arguments = Arguments()
            arguments.add(now)
            arguments.add(wanted)
            arguments.add(width)
            arguments.add(lease)
            arguments.add(room)
            let looked = try await rows(LetterStatements.claim(looking: width), arguments, LetterStatements.readClaimed)
            let letters = looked.compactMap(\.letter)
            claimed += letters
            return (letters.count, looked.first?.refused ?? 0)
        }
        return claimed
    }

    /// Saves what came of attempts, each on its own.
    public func settleLetters(_ settlements: [LetterSettlement]) async throws(StoreError) -> [Bool] {
        guard !settlements.isEmpty else { return [] }
        // Of two for one lease the first counts, because it ends the lease.
        let results = try await run(settlements.map { LetterStatements.settle($0) })
        return results.map { $0.affected == 1 }
    }

    /// Removes letters that are not pending and were made before a moment.
    public func removeLetters(madeBefore time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(time)
        return try await run([Statement(LetterStatements.remove, arguments)])[0].affected
    }
}

/// The statements of letters.
enum LetterStatements {
    /// The letter of an identifier.
    static let find = "SELECT \(LetterRow.columns) FROM letters WHERE id = $1"

    /// Adds a letter, unless it is there or its person is not.
    static let add = """
        INSERT INTO letters (\(LetterRow.columns))
        SELECT $1, u.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM users u WHERE u.id = $2 FOR KEY SHARE OF u
        ON CONFLICT DO NOTHING
        """

    /// Leases the oldest letters of some channels that are due and that nobody works on, counts the attempt, and joins
    /// the person; expires those that may not be sent any more.
    static func claim(looking look: Int) -> String {
        LookClass.sql(of: claims, for: look)
    }

    private static let claims = LookClass.statements(claim)

    private static func claim(_ look: LookClass) -> String {
        """
        WITH due AS (
            SELECT l.* FROM \(LookClass.channels) CROSS JOIN LATERAL (SELECT * FROM (
                SELECT number, available_at, user_id, channel, address, kind FROM letters
                WHERE channel = c.channel AND status = 'pending' AND available_at <= \(PostgresStore.nowSQL)
                ORDER BY available_at, number LIMIT \(look.rawValue) FOR UPDATE SKIP LOCKED
            ) atmost LIMIT $3::bigint) l
            ORDER BY l.available_at, l.number LIMIT $3::bigint
        ),
        judged AS (
            SELECT d.number, d.available_at, u.id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM suppressions s
                WHERE s.digest = \(SuppressionStatements.digest(of: "d.address", on: "d.channel"))
                    AND s.kind IN (\(forbidding))
            ) AS may_be_sent
            FROM due d LEFT JOIN users u ON u.id = d.user_id
                AND (d.kind = '\(Letter.Kind.newAddress.rawValue)'
                    OR \(AddressKeySQL.key("d.address")) = \(AddressKeySQL.key(present)))
        ),
        firsts AS (
            SELECT * FROM judged WHERE may_be_sent ORDER BY available_at, number LIMIT $5::bigint
        ),
        leased AS (
            UPDATE letters l SET attempts = l.attempts + 1, lease_token = nextval('lease_tokens'),
                lease_until = \(PostgresStore.nowSQL) + $4::bigint * interval '1 millisecond'
            FROM firsts f WHERE l.number = f.number
            RETURNING l.*, f.available_at AS was_due_at
        ),
        refused AS (
            UPDATE letters l SET status = 'expired' FROM judged j
            WHERE l.number = j.number AND NOT j.may_be_sent RETURNING 1
        )
        SELECT (SELECT count(*) FROM refused), l.lease_token, \(letterColumns), \(userColumns)
        FROM (SELECT 1) AS always LEFT JOIN (leased l JOIN users u ON u.id = l.user_id) ON true
        ORDER BY l.was_due_at, l.number
        """
    }

    /// Reads a row of ``claim(looking:)``: how many were refused and, where something was leased, a letter.
    static func readClaimed(_ row: inout RowReader) throws -> (refused: Int, letter: ClaimedLetter?) {
        let refused = try row.count()
        guard let token = try row.numberOrNil() else { return (refused, nil) }
        let letter = try LetterRow.read(&row)
        return (refused, ClaimedLetter(letter: letter, token: token, recipient: try UserRow.read(&row)))
    }

    /// Writes what came of an attempt whose lease is the present one.
    static func settle(_ settlement: LetterSettlement) -> Statement {
        var arguments = Arguments()
        arguments.add(settlement.letterID.rawValue)
        arguments.add(settlement.token)
        let change: String
        switch settlement.outcome {
        case .accepted: change = "status = 'accepted', failure = NULL"
        case .retry(let time, let failure):
            change = "next_attempt_at = $3, failure = $4"
            arguments.add(time)
            arguments.add(failure)
        case .dead(let failure):
            change = "status = 'dead', failure = $3"
            arguments.add(failure)
        case .expired: change = "status = 'expired'"
        case .released: change = "attempts = attempts - 1"
        }
        let sql = """
            UPDATE letters SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = $1 AND lease_token = $2 AND status = 'pending'
            """
        return Statement(sql, arguments)
    }

    /// Removes those that are settled.
    static let remove = "DELETE FROM letters WHERE status <> 'pending' AND created_at < $1"

    /// The address that a person has now on a letter's channel.
    private static let present = "CASE d.channel WHEN 'email' THEN u.email WHEN 'sms' THEN u.phone END"

    /// The kinds of suppression that letters obey.
    private static let forbidding = Suppression.Kind.allCases.filter { !$0.allowsLetters }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    private static let letterColumns = LetterRow.columns.split(separator: ", ").map { "l.\($0)" }
        .joined(separator: ", ")
    private static let userColumns = UserRow.columns.split(separator: ", ").map { "u.\($0)" }.joined(separator: ", ")
}
