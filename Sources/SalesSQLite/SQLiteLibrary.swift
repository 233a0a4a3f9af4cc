internal import GRDB

/// The SQLite that this process uses.
public enum SQLiteLibrary {
    /// Its version, for example `3.40.1`.
    public static var version: String {
        let row = try? DatabaseQueue().read { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") }
        return row.flatMap(\.self) ?? "unknown"
    }
}
