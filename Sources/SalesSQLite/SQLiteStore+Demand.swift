internal import GRDB
public import SalesCore

extension SQLiteStore: HostDemandStore {
    /// How many followed products of each host ask for which interval.
    public func hostDemands(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<HostDemand> {
        let size = pageSize(limit)
        let start = try token?.position ?? 0
        return try await read { db in
            let rows = try db.rows(DemandStatements.count, Arguments(start, Int64(size + 1))) {
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
}

/// The statement that counts what is asked of hosts.
enum DemandStatements {
    /// The counts of a page of websites.
    ///
    /// The cross join keeps SQLite from walking all products for each page.
    static let count = """
        WITH page AS MATERIALIZED (
            SELECT id, host FROM websites w WHERE id > ? AND EXISTS (
                SELECT 1 FROM products p WHERE p.website_id = w.id AND p.active_followers > 0
            ) ORDER BY id LIMIT ?
        )
        SELECT page.id, page.host, products.interval_ms, \(ProductRow.hasDefaultFollower) AS has_default, count(*)
        FROM page CROSS JOIN products ON products.website_id = page.id WHERE products.active_followers > 0
        GROUP BY page.id, products.interval_ms, has_default ORDER BY page.id
        """
}
