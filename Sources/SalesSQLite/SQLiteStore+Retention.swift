internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// What the store keeps of a kind.
    public func kept(_ kind: Retained) async throws(StoreError) -> KeptRows {
        try await read { db in
            let found = try db.row(RetentionStatements.kept(kind)) { row in
                (rows: try row.count(), oldest: try row.numberOrNil())
            }
            let oldest = found?.oldest.map { number in
                kind == .dailyPrices ? Timestamp.start(ofUTCDay: number + 1) : Timestamp(milliseconds: number)
            }
            return KeptRows(rows: found?.rows ?? 0, oldest: oldest)
        }
    }

    /// Removes rows of a kind that have been over since before a moment.
    public func forget(_ kind: Retained, before moment: Timestamp, limit: Int) async throws(StoreError) -> Int {
        // A day that ended before a moment is before the day of the last millisecond before it.
        let bound = kind == .dailyPrices ? (moment - .milliseconds(1)).utcDay : moment.milliseconds
        // SQLite takes a negative limit for none.
        let arguments = Arguments(bound, Int64(max(limit, 0)))
        return try await write { db, _ in try db.run(RetentionStatements.forget(kind), arguments) }
    }
}

/// The statements of what is kept for some time, whose plans are tested.
enum RetentionStatements {
    /// How many rows of a kind are over, and the moment or the day of the oldest.
    static func kept(_ kind: Retained) -> String {
        switch kind {
        case .alerts: "SELECT count(*), min(created_at) FROM alerts WHERE status NOT IN ('pending', 'waiting')"
        case .events: "SELECT count(*), min(committed_at) FROM price_events WHERE is_expanded = 1"
        case .dailyPrices: "SELECT count(*), min(day) FROM daily_prices"
        case .robots: "SELECT count(*), min(fetched_at) FROM robots"
        }
    }

    /// Removes the oldest rows of a kind that are over.
    static func forget(_ kind: Retained) -> String {
        switch kind {
        case .alerts:
            """
            DELETE FROM alerts WHERE number IN (
                SELECT number FROM alerts WHERE status NOT IN ('pending', 'waiting') AND created_at < ?
                ORDER BY created_at LIMIT ?
            )
            """
        case .events:
            """
            DELETE FROM price_events WHERE id IN (
                SELECT id FROM price_events WHERE is_expanded = 1 AND committed_at < ? ORDER BY committed_at LIMIT ?
            )
            """
        case .dailyPrices:
            """
            DELETE FROM daily_prices WHERE (product_id, day) IN (
                SELECT product_id, day FROM daily_prices WHERE day < ? ORDER BY day LIMIT ?
            )
            """
        case .robots:
            """
            DELETE FROM robots WHERE host IN (
                SELECT host FROM robots WHERE fetched_at < ? ORDER BY fetched_at LIMIT ?
            )
            """
        }
    }
}
