internal import GRDB
public import SalesCore

extension SQLiteStore: InstallationStore {
    /// How much of everything there is, and how much was told since a moment.
    public func totals(since time: Timestamp) async throws(StoreError) -> InstallationTotals {
        try await read { db in
            InstallationTotals(
                try db.rows(InstallationStatements.totals, Arguments(time.milliseconds)) { row in
                    (word: try row.text(), count: try row.count())
                }
            )
        }
    }

    /// Products with an active follower, those with the most first.
    public func popularProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        try await ranked(.popular, after: token, limit: limit)
    }

    /// Products that failed or are broken, those that failed most often first.
    public func failingProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        try await ranked(.failing, after: token, limit: limit)
    }

    /// The newest events of all products, the newest first.
    public func latestEvents(limit: Int) async throws(StoreError) -> [LatestEvent] {
        try await read { db in
            try db.rows(InstallationStatements.latest, Arguments(Int64(pageSize(limit)))) { row in
                LatestEvent(event: try EventRow.read(&row), product: try ProductRow.read(&row))
            }
        }
    }

    private func ranked(
        _ ranking: ProductRanking,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        let size = pageSize(limit)
        var arguments = Arguments(Int64(size + 1))
        if let token {
            let start = try RankedPosition(token, in: ranking)
            arguments.add(start.value)
            arguments.add(start.number)
        }
        let sql = InstallationStatements.ranked(ranking, hasStart: token != nil)
        return try await read { [arguments] db in
            Page(try db.rows(sql, arguments, ProductRow.read), size: size, in: ranking)
        }
    }
}

/// The statements about an installation, whose plans are tested.
enum InstallationStatements {
    /// How much there is of each thing, one a row; what was made since a moment is found by its age or its being open.
    static let totals =
        counts.map { "SELECT '\($0.word.rawValue)', count(*) FROM \($0.rows)" }
        .joined(separator: " UNION ALL ") + alerts.map { " UNION ALL SELECT status, count(*) FROM \($0)" }.joined()

    private static let counts: [(word: InstallationTotals.Word, rows: String)] = [
        (.people, "users"),
        (.verified, "users WHERE email_verified_at IS NOT NULL OR phone_verified_at IS NOT NULL"),
        (.products, "products"),
        (.followed, "products WHERE active_followers > 0"),
        (.subscriptions, "user_preferences"),
        (.active, "user_preferences WHERE is_paused = 0 AND interval_ms IS NULL"),
        (.active, "user_preferences WHERE is_paused = 0 AND interval_ms IS NOT NULL"),
        (.events, "price_events WHERE is_expanded = 1 AND committed_at >= ?1"),
        (.events, "price_events WHERE is_expanded = 0 AND committed_at >= ?1"),
    ]

    /// The newest events by their numbers, which say when they were committed, with their products.
    static let latest = """
        SELECT event_id, event_product, change, \(ProductRow.columns)
        FROM (
            SELECT id AS event_id, product_id AS event_product, change FROM price_events ORDER BY id DESC LIMIT ?1
        ) CROSS JOIN products ON id = event_product
        ORDER BY event_id DESC
        """

    private static let alerts = [
        "status NOT IN ('pending', 'waiting')", "status = 'waiting'", "status = 'pending' AND lease_until IS NULL",
        "status = 'pending' AND lease_until IS NOT NULL",
    ].map { "alerts WHERE \($0) AND created_at >= ?1 GROUP BY status" }

    /// The best of a ranking, behind a position where there is one: those that are as good, and those that are less so.
    static func ranked(_ ranking: ProductRanking, hasStart: Bool) -> String {
        let value =
            switch ranking {
            case .popular: "active_followers"
            case .failing: "consecutive_failures"
            }
        let parts = hasStart ? ["AND \(value) = ?2 AND id > ?3", "AND \(value) < ?2"] : [""]
        return parts.map { part in
            """
            SELECT * FROM (
                SELECT \(ProductRow.columns) FROM products INDEXED BY products_\(ranking.rawValue)
                WHERE \(included(in: ranking)) \(part) ORDER BY \(value) DESC, id LIMIT ?1
            )
            """
        }.joined(separator: " UNION ALL ")
    }

    /// What the index of a ranking holds.
    private static func included(in ranking: ProductRanking) -> String {
        switch ranking {
        case .popular: "active_followers > 0"
        case .failing: "(consecutive_failures > 0 OR broken_since IS NOT NULL)"
        }
    }
}
