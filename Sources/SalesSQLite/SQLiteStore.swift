import Foundation
internal import GRDB
public import SalesCore

/// A store in one SQLite file, for one machine: several programs may have it open at once.
///
/// Writes go one at a time through immediate transactions in write-ahead mode with `synchronous=FULL`, so that what was
/// answered survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous); reads go side by side. Due
/// times, leases and turns are measured by the time source given to it, read after the write lock was got.
///
/// A file that is deleted or replaced while it is open is noticed by the next request, which fails with `.replaced` and
/// changes nothing; so does each one after it, until the file is back at its path.
public final class SQLiteStore: TrackingStore, AccountStore, SessionStore, IdempotencyStore, ArchiveStore {
    /// Where the file is, as a whole path.
    public let path: String

    private let time: any TimeSource
    private let pool: OpenedPool

    /// Opens the file, makes it (mode 0600) and its folders where they are not there, and brings its tables up to date.
    ///
    /// Of several programs that do so at once, one makes the change and the others wait for it.
    /// - Parameters:
    ///   - path: the file, in the present folder unless the path is whole. A store in memory is `MemoryStore`.
    ///   - time: the clock that leases, due times and turns are measured by.
    ///   - options: how the file is used.
    /// - Throws: `.foreign` for a file that is no store of ours, which is left as it is; `.tooNew` for one of a newer
    ///   program; `.locked`, `.readOnly`, `.full`, `.corrupt`, or `.unavailable` where it cannot be opened at all.
    /// - Note: the days of a file that this makes are those of UTC; ``migrate(path:archiveZone:time:options:)`` takes
    ///   another zone.
    public convenience init(
        path: String,
        time: any TimeSource = SystemTime(),
        options: SQLiteOptions = SQLiteOptions()
    ) async throws(StoreError) {
        try await self.init(path: path, time: time, options: options, archiveZone: nil)
    }

    /// - Parameter archiveZone: the zone of a store that has none yet.
    init(
        path: String,
        time: any TimeSource,
        options: SQLiteOptions,
        archiveZone: String?
    ) async throws(StoreError) {
        // Whole, so that no name is one of SQLite's own, as `:memory:` and `file:` are.
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        self.path = whole
        self.time = time
        pool = try await StoreFile(path: whole, options: options, archiveZone: archiveZone).connect(at: time)
    }

    /// The number of the newest step that the file had before it was opened; 0 for one that was made.
    var versionBefore: Int64 { pool.versionBefore }

    /// Waits for the requests that run, writes the log back into the file and lets go of it.
    ///
    /// Requests that come later fail with `.unavailable`.
    public func close() async throws(StoreError) {
        do {
            try pool.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// The number of the newest migration that the file has.
    public func schemaVersion() async throws(StoreError) -> Int64 {
        try await read { db in try SchemaState.read(db).version }
    }

    /// What SQLite's own check of the whole file finds wrong, foreign keys included; empty where all is well.
    ///
    /// It takes long on a large file. Source: https://www.sqlite.org/pragma.html#pragma_integrity_check
    public func integrityProblems() async throws(StoreError) -> [String] {
        try await read { db in
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            return found + (orphans.isEmpty ? [] : ["\(orphans.count) rows refer to rows that are not there"])
        }
    }

    /// Reads in a snapshot of its own, beside other readers and the writer.
    func read<Answer: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await pool.checked().read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Writes in one immediate transaction, whole or not at all.
    ///
    /// The moment is the store's clock under the lock.
    func write<Answer: Sendable>(
        _ body: @escaping @Sendable (Database, Timestamp) throws -> Answer
    ) async throws(StoreError) -> Answer {
        let time = self.time
        do {
            return try await pool.checked().write { [file = pool.file] db in
                // Waiting for the lock may have taken long.
                try file.check()
                return try body(db, time.now)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs outside of any transaction on the connection that writes.
    func onWriter<Answer: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            return try await pool.checked().writeWithoutTransaction(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension Database {
    /// The first of so many lease tokens that were never given before, for any row of any table.
    func newLeaseTokens(_ count: Int) throws -> Int64 {
        let last = try row(
            "UPDATE lease_tokens SET last = last + ? RETURNING last",
            Arguments(Int64(count))
        ) { try $0.number() }
        guard let last else { throw RowReader.Unreadable(column: "lease_tokens.last", expected: "the last token") }
        return last - Int64(count) + 1
    }
}
