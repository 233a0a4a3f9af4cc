public import SalesCore

extension PostgresStore: HostDemandStore {
    /// How many followed products of each host ask for which interval.
    public func hostDemands(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<HostDemand> {
        let size = pageSize(limit)
        let arguments = Arguments(try token?.position ?? 0, Int64(size + 1))
        let rows = try await rows(DemandStatements.count, arguments) {
            HostDemand.Row(
                number: try $0.number(),
                host: try $0.text(),
                interval: HostDemand.Interval(named: try $0.durationOrNil(), hasDefaultFollower: try $0.flag()),
                products: try $0.count()
            )
        }
        return HostDemand.page(of: rows, size: size)
    }
}

/// The statement that counts what is asked of hosts.
enum DemandStatements {
    /// The counts of a page of websites.
    static let count = """
        WITH page AS (
            SELECT w.id, w.host FROM websites w WHERE w.id > $1 AND EXISTS (
                SELECT 1 FROM check_queue q WHERE q.website_id = w.id AND q.active_followers > 0
            ) ORDER BY w.id LIMIT $2
        ),
        asked AS (
            SELECT page.id, page.host, q.interval_ms, EXISTS (
                SELECT 1 FROM user_preferences d
                WHERE d.product_id = q.product_id AND NOT d.is_paused AND d.interval_ms IS NULL
            ) AS has_default
            FROM page JOIN check_queue q ON q.website_id = page.id WHERE q.active_followers > 0
        )
        SELECT id, host, interval_ms, has_default, count(*) FROM asked
        GROUP BY id, host, interval_ms, has_default ORDER BY id
        """
}
