public import SalesCore

extension PostgresStore {
    /// Counts amounts against quotas, all of them or none.
    public func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota? {
        guard !quotas.isEmpty else { return nil }
        let windows = Set(quotas.map { QuotaWindow($0, at: time) }).sorted()
        return try await transaction { transaction in
            let keys = QuotaWindow.arguments(windows)
            let found = try await transaction.run([
                Statement(QuotaStatements.prepare, keys), Statement(QuotaStatements.hold, keys),
            ])
            let places = try found[1].rows { (place: try $0.count(), used: try $0.number()) }
            var used: [QuotaWindow: Int64] = [:]
            for (place, before) in places where windows.indices.contains(place - 1) {
                used[windows[place - 1]] = before
            }
            for quota in quotas {
                let window = QuotaWindow(quota, at: time)
                guard let sum = quota.used(with: used[window] ?? 0) else {
                    // Nor is a window kept in which nothing was counted.
                    await transaction.rollBack()
                    return quota
                }
                used[window] = sum
            }
            var arguments = keys
            arguments.addAll(windows.map { used[$0] ?? 0 })
            try await transaction.commit([Statement(QuotaStatements.count, arguments)])
            return nil
        }
    }

    /// Forgets windows that ended before a moment.
    public func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(time)
        return try await run([Statement(QuotaStatements.remove, arguments)])[0].affected
    }
}

/// A window of a quota; the order is that in which they are locked.
private struct QuotaWindow: Hashable, Comparable {
    let name: String
    let period: Int64
    let window: Range<Timestamp>

    init(_ quota: Quota, at time: Timestamp) {
        name = quota.name
        period = quota.period.wholeMilliseconds
        window = quota.window(at: time)
    }

    static func < (lhs: QuotaWindow, rhs: QuotaWindow) -> Bool {
        (lhs.name, lhs.period, lhs.window.lowerBound) < (rhs.name, rhs.period, rhs.window.lowerBound)
    }

    static func arguments(_ windows: [QuotaWindow]) -> Arguments {
        var arguments = Arguments()
        arguments.addAll(windows.map(\.name))
        arguments.addAll(windows.map(\.period))
        arguments.addAll(windows.map(\.window.lowerBound))
        arguments.addAll(windows.map(\.window.upperBound))
        return arguments
    }
}

/// The statements of quotas.
enum QuotaStatements {
    private static let windows = """
        unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::timestamptz[])
            WITH ORDINALITY AS w(name, period_ms, starts_at, ends_at, place)
        """

    private static let same = "q.name = w.name AND q.period_ms = w.period_ms AND q.starts_at = w.starts_at"

    /// Makes the rows that are not there, so that there is something to lock.
    static let prepare = """
        INSERT INTO quotas (name, period_ms, starts_at, ends_at, used)
        SELECT name, period_ms, starts_at, ends_at, 0 FROM \(windows) ORDER BY place ON CONFLICT DO NOTHING
        """

    /// Holds the rows and reads them.
    static let hold = """
        SELECT w.place, q.used FROM quotas q JOIN \(windows) ON \(same) ORDER BY w.place FOR NO KEY UPDATE OF q
        """

    /// Says what is used.
    static let count = """
        UPDATE quotas q SET used = u.used
        FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::bigint[])
            AS u(name, period_ms, starts_at, ends_at, used)
        WHERE q.name = u.name AND q.period_ms = u.period_ms AND q.starts_at = u.starts_at
        """

    static let remove = "DELETE FROM quotas WHERE ends_at < $1"
}
