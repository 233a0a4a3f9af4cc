internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Leases pending alerts of some channels that are due, oldest first.
    public func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedAlert] {
        let size = pageSize(limit)
        let wanted = Set(channels).sorted()
        return try await write { db, now in
            try db.run(AlertStatements.freeRunOut, Arguments(now.milliseconds))
            let attempt = Attempt(until: now + lease, sentAt: time)
            var claimed: [ClaimedAlert] = []
            var groups: Set<DigestGroup> = []
            var (count, refused, hasRefused) = (0, 0, true)
            while hasRefused, count < size, refused < ClaimRefusal.maximumInOneClaim {
                hasRefused = false
                let due = try db.dueAlerts(of: wanted, limit: size - count, at: now)
                for alert in due where alert.group.map({ !groups.contains($0) }) ?? true {
                    guard let first = try db.lease([alert.number], attempt).first else {
                        refused += 1
                        hasRefused = true
                        continue
                    }
                    count += 1
                    claimed.append(first)
                    guard let group = alert.group else { continue }
                    groups.insert(group)
                    claimed += try db.lease(db.heldAlerts(of: group, at: now), attempt)
                }
            }
            return claimed
        }
    }

    /// Saves what came of attempts, each on its own.
    public func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool] {
        try await write { db, _ in
            try settlements.map { try db.settle($0) }
        }
    }

    /// Alerts, newest first.
    public func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Alert> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("user_id = ?", filter.userID)
        condition.add("product_id = ?", filter.productID)
        if let statuses = filter.statuses {
            let words = statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            condition.add("status IN (\(words))") { _ in }
        }
        if let last = try token?.position { condition.add("number < ?") { $0.add(last) } }
        let sql = """
            SELECT \(AlertRow.columns), number FROM alerts \(condition.clause) ORDER BY number DESC LIMIT \(size + 1)
            """
        let arguments = condition.arguments
        return try await read { db in
            let rows = try db.rows(sql, arguments) { (alert: try AlertRow.read(&$0), number: try $0.number()) }
            return Page(rows, size: size) { $0.number }.map(\.alert)
        }
    }

    /// Makes dead alerts pending again.
    public func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in
            guard let ids else { return try db.run(AlertStatements.retryAll, Arguments(time.milliseconds)) }
            var count = 0
            for id in ids {
                var arguments = Arguments(time.milliseconds)
                arguments.add(id.rawValue)
                count += try db.run(AlertStatements.retryAll + " AND id = ?", arguments)
            }
            return count
        }
    }
}

/// The statements of alerts that run often, whose plans are tested.
enum AlertStatements {
    /// Frees the alerts whose lease ran out.
    ///
    /// The token stays, so that who was slow may still say what came of it.
    static let freeRunOut = "UPDATE alerts SET lease_until = NULL WHERE lease_until <= ?"

    /// The alerts of a channel that nobody works on and that are due, oldest first; of a person's held ones the first.
    static let waiting = """
        SELECT next_attempt_at, number, is_held, user_id, channel FROM alerts a INDEXED BY alerts_waiting
        WHERE channel = ? AND status = 'pending' AND lease_until IS NULL AND next_attempt_at <= ?
            AND (is_held = 0 OR NOT EXISTS (
                SELECT 1 FROM alerts h INDEXED BY alerts_held
                WHERE h.channel = a.channel AND h.user_id = a.user_id AND h.status = 'pending' AND h.lease_until IS NULL
                    AND h.is_held = 1 AND (h.next_attempt_at, h.number) < (a.next_attempt_at, a.number)
            ))
        ORDER BY next_attempt_at, number LIMIT ?
        """

    /// A person's held alerts of a channel that nobody works on and that are due, oldest first.
    static let held = """
        SELECT number FROM alerts INDEXED BY alerts_held
        WHERE channel = ? AND user_id = ? AND status = 'pending' AND lease_until IS NULL AND is_held = 1
            AND next_attempt_at <= ?
        ORDER BY next_attempt_at, number LIMIT ?
        """

    /// Over which channel an alert is to be told, whether the person's subscription is paused, where there is one, and the
    /// person as they are now, where there is one.
    static let addressee = """
        SELECT a.channel, s.is_paused, u.id IS NOT NULL, \(userColumns) FROM alerts a
        LEFT JOIN user_preferences s ON s.user_id = a.user_id AND s.product_id = a.product_id
        LEFT JOIN users u ON u.id = a.user_id
        WHERE a.number = ?
        """

    private static let userColumns = UserRow.columns.split(separator: ", ").map { "u.\($0)" }.joined(separator: ", ")

    /// Gives an alert the status of what refuses it.
    static let refuse = "UPDATE alerts SET status = ?, failure = coalesce(?, failure) WHERE number = ?"

    /// Leases one alert, counts the attempt and reads it.
    static let lease = """
        UPDATE alerts SET attempts = attempts + 1, sent_at = ?, lease_token = ?, lease_until = ?
        WHERE number = ? RETURNING \(AlertRow.columns)
        """

    /// Makes every dead alert pending again.
    static let retryAll =
        "UPDATE alerts SET status = 'pending', attempts = 0, next_attempt_at = ?, is_held = 1 WHERE status = 'dead'"
}

extension Database {
    /// Writes what came of one attempt; answers whether its lease was the present one.
    fileprivate func settle(_ settlement: Settlement) throws -> Bool {
        var arguments = Arguments()
        let change: String
        switch settlement.outcome {
        case .accepted(let time, let receipt):
            change = "status = 'accepted', accepted_at = ?, receipt = ?, failure = NULL"
            arguments.add(time)
            arguments.add(receipt)
        case .retry(let time, let failure):
            change = "next_attempt_at = ?, failure = ?"
            arguments.add(time)
            arguments.add(failure)
        case .dead(let failure):
            change = "status = 'dead', failure = ?"
            arguments.add(failure)
        case .expired: change = "status = 'expired'"
        case .suppressed(let reason):
            change = "status = 'suppressed', failure = ?"
            arguments.add(reason)
        case .released: change = "attempts = attempts - 1"
        case .held(let time, let reason):
            change = "attempts = attempts - 1, is_held = 1, next_attempt_at = ?, failure = ?"
            arguments.add(time)
            arguments.add(reason)
        }
        arguments.add(settlement.alertID.rawValue)
        arguments.add(settlement.token)
        return try run(
            """
            UPDATE alerts SET \(change), lease_token = NULL, lease_until = NULL
            WHERE id = ? AND lease_token = ? AND status = 'pending'
            """,
            arguments
        ) == 1
    }
}
