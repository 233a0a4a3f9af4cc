internal import GRDB

extension Migration {
    /// Finds what one person was told of one product, at the same cost however many others were told and however much
    /// else they were.
    static let overviews = Migration(number: 11, name: "overviews", kind: .expand, oldestProgram: 8) { db, _ in
        try db.execute(sql: "CREATE INDEX alerts_user_product ON alerts (user_id, product_id)")
    }
}
