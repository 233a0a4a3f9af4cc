public import SalesCore

extension PostgresStore: InstallationStore {
    /// How much of everything there is, and how much was told since a moment.
    public func totals(since time: Timestamp) async throws(StoreError) -> InstallationTotals {
        var arguments = Arguments()
        arguments.add(time)
        return InstallationTotals(
            try await rows(InstallationStatements.totals, arguments) { row in
                (word: try row.text(), count: try row.count())
            }
        )
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
        var arguments = Arguments()
        arguments.add(pageSize(limit))
        // Planned anew each time: a plan for any limit would read a tenth of all products.
        return try await rows(Statement(once: InstallationStatements.latest, arguments)) { row in
            LatestEvent(event: try EventRow.read(&row), product: try ProductRow.read(&row))
        }
    }

    private func ranked(
        _ ranking: ProductRanking,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        let size = pageSize(limit)
        var start: RankedPosition?
        if let token { start = try RankedPosition(token, in: ranking) }
        let statement = InstallationStatements.ranked(ranking, after: start, limit: size + 1)
        return Page(try await rows(statement, ProductRow.read), size: size, in: ranking)
    }
}

/// The statements about an installation.
enum InstallationStatements {
    /// How much there is of each thing, one a row; what was made since a moment is found by its age or its being open.
    static let totals =
        counts.map { "SELECT '\($0.word.rawValue)' AS word, count(*) FROM \($0.rows)" }
        .joined(separator: " UNION ALL ") + alerts.map { " UNION ALL SELECT status, count(*) FROM \($0)" }.joined()

    private static let counts: [(word: InstallationTotals.Word, rows: String)] = [
        (.people, "users"),
        (.verified, "users WHERE email_verified_at IS NOT NULL OR phone_verified_at IS NOT NULL"),
        (.products, "products"),
        (.followed, "check_queue WHERE active_followers > 0"),
        (.subscriptions, "user_preferences"),
        (.active, "user_preferences WHERE NOT is_paused AND interval_ms IS NULL"),
        (.active, "user_preferences WHERE NOT is_paused AND interval_ms IS NOT NULL"),
        (.events, "price_events WHERE is_expanded AND committed_at >= $1"),
        (.events, "price_events WHERE NOT is_expanded AND committed_at >= $1"),
    ]

    /// The newest events by their numbers, which say when they were committed, with their products.
    static let latest = """
        SELECT e.id, e.product_id, e.change, \(ProductRow.columns)
        FROM (SELECT id, product_id, change FROM price_events ORDER BY id DESC LIMIT $1) e
        JOIN (\(ProductRow.tables)) ON p.id = e.product_id
        ORDER BY e.id DESC
        """

    private static let alerts = ["status NOT IN ('pending', 'waiting')", "status = 'pending'", "status = 'waiting'"]
        .map { "alerts WHERE \($0) AND created_at >= $1 GROUP BY status" }

    /// The best of a ranking, behind a position where there is one.
    static func ranked(_ ranking: ProductRanking, after start: RankedPosition?, limit: Int) -> Statement {
        var arguments = Arguments()
        arguments.add(limit)
        if let start {
            arguments.add(start.value)
            arguments.add(start.number)
        }
        let parts =
            switch ranking {
            case .popular: popular(after: start)
            case .failing: failing(hasStart: start != nil)
            }
        let sql = """
            SELECT \(ProductRow.columns) FROM (\(parts.map { "(\($0) LIMIT $1)" }.joined(separator: " UNION ALL "))) r
            JOIN (\(ProductRow.tables)) ON p.id = r.product_id
            """
        // Planned anew each time: a plan for any limit would read for a tenth of all products.
        return Statement(once: sql, arguments)
    }

    /// Those with several followers by an index of their own, and those with one by their numbers: rows of the queue
    /// change all the time, and most products have one follower, whose rows that index does not hold.
    private static func popular(after start: RankedPosition?) -> [String] {
        let several = "SELECT product_id FROM check_queue WHERE active_followers > 1"
        let order = "ORDER BY active_followers DESC, product_id"
        let one = "SELECT product_id FROM check_queue WHERE active_followers = 1"
        guard let start else { return ["\(several) \(order)", "\(one) ORDER BY product_id"] }
        guard start.value > 1 else { return ["\(one) AND $2::bigint = 1 AND product_id > $3 ORDER BY product_id"] }
        return [
            "\(several) AND active_followers = $2 AND product_id > $3 ORDER BY product_id",
            "\(several) AND active_followers < $2 \(order)", "\(one) ORDER BY product_id",
        ]
    }

    private static func failing(hasStart: Bool) -> [String] {
        let rows = """
            SELECT product_id FROM product_states WHERE (consecutive_failures > 0 OR broken_since IS NOT NULL)
            """
        let order = "ORDER BY consecutive_failures DESC, product_id"
        guard hasStart else { return ["\(rows) \(order)"] }
        return [
            "\(rows) AND consecutive_failures = $2 AND product_id > $3 ORDER BY product_id",
            "\(rows) AND consecutive_failures < $2 \(order)",
        ]
    }
}
