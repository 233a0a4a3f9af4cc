public import SalesCore

extension PostgresStore {
    /// What the store keeps of a kind.
    public func kept(_ kind: Retained) async throws(StoreError) -> KeptRows {
        let found = try await row(RetentionStatements.kept(kind)) { row in
            KeptRows(rows: try row.count(), oldest: try row.momentOrNil())
        }
        return found ?? KeptRows(rows: 0, oldest: nil)
    }

    /// Removes rows of a kind that have been over since before a moment.
    public func forget(_ kind: Retained, before moment: Timestamp, limit: Int) async throws(StoreError) -> Int {
        var arguments = Arguments()
        if kind == .dailyPrices {
            // A day that ended before a moment is before the day of the last millisecond before it.
            arguments.add(Self.dayWithinRange((moment - .milliseconds(1)).utcDay))
        } else {
            arguments.add(moment)
        }
        arguments.add(max(limit, 0))
        return try await run([Statement(RetentionStatements.forget(kind), arguments)]).first?.affected ?? 0
    }
}

/// The statements of what is kept for some time.
enum RetentionStatements {
    /// How many rows of a kind are over, and the moment of the oldest.
    static func kept(_ kind: Retained) -> String {
        switch kind {
        case .alerts: "SELECT count(*), min(created_at) FROM alerts WHERE status NOT IN ('pending', 'waiting')"
        case .events: "SELECT count(*), min(committed_at) FROM price_events WHERE is_expanded"
        case .dailyPrices: "SELECT count(*), (min(day) + 1)::timestamp AT TIME ZONE 'UTC' FROM daily_prices"
        case .robots: "SELECT count(*), min(fetched_at) FROM robots"
        }
    }

    /// Removes the oldest rows of a kind that are over; one that is of use again, since somebody retries it or fetched
    /// it anew, is left alone.
    static func forget(_ kind: Retained) -> String {
        switch kind {
        case .alerts:
            """
            WITH ended AS (
                SELECT number FROM alerts WHERE status NOT IN ('pending', 'waiting') AND created_at < $1::timestamptz
                ORDER BY created_at LIMIT $2::bigint
            )
            DELETE FROM alerts a USING ended WHERE a.number = ended.number AND a.status NOT IN ('pending', 'waiting')
            """
        case .events:
            """
            WITH ended AS (
                SELECT id FROM price_events WHERE is_expanded AND committed_at < $1::timestamptz
                ORDER BY committed_at LIMIT $2::bigint
            )
            DELETE FROM price_events e USING ended WHERE e.id = ended.id AND e.is_expanded
            """
        case .dailyPrices: days
        case .robots:
            """
            WITH ended AS (
                SELECT host FROM robots WHERE fetched_at < $1::timestamptz ORDER BY fetched_at LIMIT $2::bigint
            )
            DELETE FROM robots r USING ended WHERE r.host = ended.host AND r.fetched_at < $1::timestamptz
            """
        }
    }

    /// A day of which there are rows stays: nothing is reckoned anew for those that are read.
    ///
    /// The rows are asked for as a value, so that the server looks for each day by itself.
    private static let days = """
        WITH ended AS (
            SELECT d.product_id, d.day FROM daily_prices d
            WHERE d.day < DATE '1970-01-01' + $1::bigint::integer AND (
                SELECT true FROM all_prices p
                WHERE p.product_id = d.product_id AND p.observed_at >= d.day::timestamp AT TIME ZONE 'UTC'
                    AND p.observed_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC'
                LIMIT 1
            ) IS NULL
            ORDER BY d.day LIMIT $2::bigint
        )
        DELETE FROM daily_prices d USING ended WHERE d.product_id = ended.product_id AND d.day = ended.day
        """
}
