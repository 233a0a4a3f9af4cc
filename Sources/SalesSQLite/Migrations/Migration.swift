internal import GRDB
import SalesCore

/// One step from the tables of one version to those of the next.
///
/// Steps are appended, and never changed once they are released.
struct Migration: Sendable {
    /// What a step does to programs that do not know it.
    enum Kind: String, Sendable {
        /// Adds what older programs need not know; they go on working.
        case expand
        /// Changes or removes what older programs use; they must be gone before.
        case contract
    }

    /// Its place in the line, from 1.
    let number: Int64
    /// What it does, in a word or two.
    let name: String
    /// What it does to older programs.
    let kind: Kind
    /// The oldest program, by the number of its newest migration, that can work with the tables after this step.
    let oldestProgram: Int64
    /// The statements.
    let steps: @Sendable (Database, Timestamp) throws -> Void

    /// All steps in their order.
    static let all: [Migration] = [
        .first, .defaultFollowers, .ruleBeginnings, .rules, .people, .digests, .reportTimes, .archivedDays, .sessions,
        .sessionScopes, .overviews, .origins,
    ]

    /// The number of the newest step that this program knows.
    static var newest: Int64 { all.last?.number ?? 0 }

    /// Takes the steps that a file lacks.
    ///
    /// The caller holds the write lock, and commits all of them or none.
    static func run(_ steps: [Migration] = all, on db: Database, from state: SchemaState, at now: Timestamp) throws {
        if state.applicationID == 0 {
            try db.execute(sql: "PRAGMA application_id = \(SchemaState.applicationID)")
            try db.execute(
                sql: """
                    CREATE TABLE schema_migrations (
                        number INTEGER PRIMARY KEY,
                        name TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        oldest_program INTEGER NOT NULL,
                        applied_at INTEGER NOT NULL
                    ) STRICT
                    """
            )
        }
        for migration in steps where migration.number > state.version {
            try migration.steps(db, now)
            var arguments = Arguments(migration.number)
            arguments.add(migration.name)
            arguments.add(migration.kind.rawValue)
            arguments.add(migration.oldestProgram)
            arguments.add(now)
            try db.run("INSERT INTO schema_migrations VALUES (?, ?, ?, ?, ?)", arguments)
            // For people and tools; this program goes by the table.
            try db.execute(sql: "PRAGMA user_version = \(migration.number)")
        }
    }
}
