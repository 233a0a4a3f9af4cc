internal import GRDB
import SalesCore

/// What a SQLite file says of itself: whose it is and which migrations it has.
struct SchemaState: Sendable {
    /// Marks a file as a store of ours (https://www.sqlite.org/pragma.html#pragma_application_id): `SALE` in ASCII.
    static let applicationID: Int64 = 0x5341_4C45

    /// The file's mark; 0 where no program set one.
    let applicationID: Int64
    /// Whether it holds any table, index or view.
    let isEmpty: Bool
    /// The number of its newest migration; 0 where it says nothing.
    let version: Int64
    /// The oldest program, by the number of its newest migration, that can work with the tables as they are.
    let oldestProgram: Int64

    /// Reads what a file says of itself, without changing it.
    static func read(_ db: Database) throws -> SchemaState {
        let isOurs = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema")
        let versions: (version: Int64, oldest: Int64)? =
            isOurs == applicationID && names.contains("schema_migrations")
            ? try db.row("SELECT coalesce(max(number), 0), coalesce(max(oldest_program), 0) FROM schema_migrations") {
                (try $0.number(), try $0.number())
            } : nil
        return SchemaState(
            applicationID: isOurs,
            isEmpty: names.isEmpty,
            version: versions?.version ?? 0,
            oldestProgram: versions?.oldest ?? 0
        )
    }

    /// Whether nothing need be done to the file; false for an empty one and for one that lacks migrations.
    ///
    /// - Throws: what refuses the file: `.foreign`, `.tooNew` or `.corrupt`.
    func isCurrent(path: String, known: Int64 = Migration.newest) throws(StoreError) -> Bool {
        guard applicationID == Self.applicationID else {
            guard applicationID == 0, isEmpty else { throw .foreign(path: path) }
            return false
        }
        guard version > 0 else { throw .unversioned(path: path) }
        guard oldestProgram <= known else { throw .tooNew(path: path, found: version, known: known) }
        return version >= known
    }
}
