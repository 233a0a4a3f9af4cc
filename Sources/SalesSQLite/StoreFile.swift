import Foundation
internal import GRDB
import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of a store on its way to being open: made, looked at, brought up to date, and only then switched to
/// write-ahead mode, so that nobody else's file is ever changed.
struct StoreFile: Sendable {
    let path: String
    let options: SQLiteOptions
    /// The zone of the archive's days where the file has none yet; UTC for nil.
    var archiveZone: String?

    /// Opens the file on a thread of its own, since opening may wait for a lock.
    func connect(at time: any TimeSource) async throws(StoreError) -> OpenedPool {
        let opened: Result<OpenedPool, StoreError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(StoreError) in try connectWaiting(at: time) })
            }
        }
        return try opened.get()
    }

    /// Tries until the busy timeout is over: SQLite answers "busy" at once, without waiting, where two connections
    /// switch to write-ahead mode or start on a fresh log at the same time.
    private func connectWaiting(at time: any TimeSource) throws(StoreError) -> OpenedPool {
        let deadline = ContinuousClock.now + options.busyTimeout
        while true {
            do {
                return try connectOnce(at: time)
            } catch let error where error.code == .locked && ContinuousClock.now < deadline {
                Thread.sleep(forTimeInterval: Self.pauseBetweenTries)
            }
        }
    }

    /// In seconds.
    private static let pauseBetweenTries = 0.02

    private func connectOnce(at time: any TimeSource) throws(StoreError) -> OpenedPool {
        let file = OpenedFile(path: path, identity: try makeFile())
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            let versionBefore = try prepare(queue, at: time)
            // Opened while the queue still is, so that the log stays and the pool need not write one.
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // GRDB sets NORMAL with write-ahead mode, which may lose the last answers in a power cut.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA journal_size_limit = \(SQLiteOptions.maximumLogBytes)")
            }
            try file.check()
            return OpenedPool(pool, file, versionBefore: versionBefore)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Takes the steps that the file lacks, and answers the number of the newest before.
    private func prepare(_ queue: DatabaseQueue, at time: any TimeSource) throws -> Int64 {
        let found = try queue.read { db in try SchemaState.read(db) }
        guard try !found.isCurrent(path: path) else { return found.version }
        return try queue.writeWithoutTransaction { db in
            var before = found.version
            try db.inTransaction(.immediate) {
                // Another program may have done it while this one waited for the lock.
                let state = try SchemaState.read(db)
                before = state.version
                guard try !state.isCurrent(path: path) else { return .commit }
                try Migration.run(on: db, from: state, at: time.now)
                if let archiveZone, state.version < Migration.archivedDays.number { try db.setArchiveZone(archiveZone) }
                return .commit
            }
            return before
        }
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(options.busyTimeout.wholeMilliseconds) / 1_000)
        configuration.maximumReaderCount = max(1, options.maximumReaders)
        configuration.label = "SalesSQLite"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -\(SQLiteOptions.cacheKibibytes)")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // What is removed or changed is overwritten, so that nothing of an erased person stays in the file.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// Makes the file for its owner alone where it is not there, and finds out whether it can be written.
    ///
    /// - Returns: Which file it is.
    private func makeFile() throws(StoreError) -> FileIdentity {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StoreError(folder: folder, path: path, error)
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_size >= Self.smallestFile {
            // Never opened here: closing it would drop the locks of every connection that this process has to it
            // (https://www.sqlite.org/howtocorrupt.html §2.2). SQLite itself tells whether it is one of its files.
            guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError.notAFile(path: path) }
            guard access(path, R_OK | W_OK) == 0 else { throw StoreError(errno: errno, path: path) }
        } else {
            try makeSmallFile()
        }
        // The log and its index are files beside it.
        guard access(folder, W_OK | X_OK) == 0 else { throw StoreError(errno: errno, path: folder) }
        guard case .found(let identity) = FileIdentity.lookUp(path) else { throw StoreError.deleted(path: path) }
        return identity
    }

    /// Makes the file, or looks into one that is too small to be in use.
    private func makeSmallFile() throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError(errno: errno, path: path) }
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let isSQLite = status.st_size == 0 || Self.beginsAsSQLite(descriptor)
        _ = close(descriptor)
        guard isRegular else { throw StoreError.notAFile(path: path) }
        // A journal beside it can still make a whole file of one whose first page was cut off by a crash.
        guard isSQLite || access(path + "-journal", F_OK) == 0 else { throw StoreError.notSQLite(path: path) }
    }

    /// The size of the smallest SQLite file, one page, in bytes (https://www.sqlite.org/fileformat2.html §1.3.2).
    private static let smallestFile = 512

    /// Whether a file has the first bytes of a SQLite file (https://www.sqlite.org/fileformat2.html §1.2).
    ///
    /// SQLite asks for them only of files longer than a byte, and would write over a shorter one.
    private static func beginsAsSQLite(_ descriptor: Int32) -> Bool {
        let magic = Array("SQLite format 3\0".utf8)
        var bytes = [UInt8](repeating: 0, count: magic.count)
        return pread(descriptor, &bytes, bytes.count, 0) == bytes.count && bytes == magic
    }
}
