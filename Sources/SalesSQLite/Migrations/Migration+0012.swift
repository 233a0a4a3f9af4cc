internal import GRDB

extension Migration {
    /// Keeps where a product's prices were found.
    static let origins = Migration(number: 12, name: "origins", kind: .expand, oldestProgram: 8) { db, _ in
        try db.execute(sql: "ALTER TABLE products ADD COLUMN origins TEXT")
    }
}
