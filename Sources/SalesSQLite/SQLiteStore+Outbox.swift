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
            let numbers = try db.dueAlerts(of: wanted, limit: size, at: now)
            guard !numbers.isEmpty else { return [] }
            var token = try db.newLeaseTokens(numbers.count)
            let until = (now + lease).milliseconds
            var claimed: [ClaimedAlert] = []
            for number in numbers {
                let arguments = Arguments(time.milliseconds, token, until, number)
                guard let alert = try db.row(AlertStatements.lease, arguments, AlertRow.read) else { continue }
                let recipient = try db.row(AlertStatements.recipient, Arguments(alert.userID.rawValue), UserRow.read)
                claimed.append(ClaimedAlert(alert: alert, token: token, recipient: recipient))
                token += 1
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

    /// The alerts of a channel that nobody works on and that are due, oldest first.
    static let waiting = """
        SELECT next_attempt_at, number FROM alerts INDEXED BY alerts_waiting
        WHERE channel = ? AND status = 'pending' AND lease_until IS NULL AND next_attempt_at <= ?
        ORDER BY next_attempt_at, number LIMIT ?
        """

    /// Leases one alert, counts the attempt and reads it.
    static let lease = """
        UPDATE alerts SET attempts = attempts + 1, sent_at = ?, lease_token = ?, lease_until = ?
        WHERE number = ? RETURNING \(AlertRow.columns)
        """

    /// The person as they are now.
    static let recipient = "SELECT \(UserRow.columns) FROM users WHERE id = ?"

    /// Makes every dead alert pending again.
    static let retryAll =
        "UPDATE alerts SET status = 'pending', attempts = 0, next_attempt_at = ? WHERE status = 'dead'"
}

extension Database {
    /// The numbers of the oldest due alerts of all these channels: each channel's own oldest, merged.
    fileprivate func dueAlerts(of channels: [Channel], limit: Int, at now: Timestamp) throws -> [Int64] {
        var due: [(dueAt: Int64, number: Int64)] = []
        for channel in channels {
            var arguments = Arguments()
            arguments.add(channel.rawValue)
            arguments.add(now)
            arguments.add(limit)
            due += try rows(AlertStatements.waiting, arguments) { (try $0.number(), try $0.number()) }
        }
        return due.sorted { $0 < $1 }.prefix(limit).map(\.number)
    }

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
