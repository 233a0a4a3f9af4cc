internal import GRDB

extension Migration {
    /// Finds what one person was told of one product, and the products that most follow or that fail most often, at the
    /// same cost however much else there is.
    static let overviews = Migration(number: 11, name: "overviews", kind: .expand, oldestProgram: 8) { db, _ in
        try db.execute(
            sql: """
                CREATE INDEX alerts_user_product ON alerts (user_id, product_id);
                CREATE INDEX products_popular ON products (active_followers DESC) WHERE active_followers > 0;
                CREATE INDEX products_failing ON products (consecutive_failures DESC)
                    WHERE consecutive_failures > 0 OR broken_since IS NOT NULL
                """
        )
    }
}
