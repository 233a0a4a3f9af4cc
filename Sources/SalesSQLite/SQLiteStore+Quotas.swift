internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Counts amounts against quotas, all of them or none.
    public func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota? {
        try await write { db, _ in
            var usedUp: Quota?
            try db.inSavepoint {
                for quota in quotas {
                    let key = QuotaStatements.key(quota, at: time)
                    let before = try db.row(QuotaStatements.used, key) { try $0.number() } ?? 0
                    guard let used = quota.used(with: before) else {
                        usedUp = quota
                        return .rollback
                    }
                    var arguments = key
                    arguments.add(quota.window(at: time).upperBound)
                    arguments.add(used)
                    try db.run(QuotaStatements.count, arguments)
                }
                return .commit
            }
            return usedUp
        }
    }

    /// Forgets windows that ended before a moment.
    public func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in try db.run(QuotaStatements.remove, Arguments(time.milliseconds)) }
    }
}

/// The statements of quotas.
enum QuotaStatements {
    /// What is used of a quota in a window.
    static let used = "SELECT used FROM quotas WHERE name = ? AND period_ms = ? AND starts_at = ?"

    /// Says what is used of it.
    static let count = """
        INSERT INTO quotas (name, period_ms, starts_at, ends_at, used) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name, period_ms, starts_at) DO UPDATE SET used = excluded.used
        """

    static let remove = "DELETE FROM quotas WHERE ends_at < ?"

    static func key(_ quota: Quota, at time: Timestamp) -> Arguments {
        var arguments = Arguments()
        arguments.add(quota.name)
        arguments.add(quota.period)
        arguments.add(quota.window(at: time).lowerBound)
        return arguments
    }
}
