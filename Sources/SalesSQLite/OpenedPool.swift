internal import GRDB
import SalesCore
import Synchronization

/// The connections to a store's file, which know whether the file is still the one at its path.
final class OpenedPool: Sendable {
    let file: OpenedFile
    /// The number of the newest step that the file had before it was opened.
    let versionBefore: Int64
    private let pool: DatabasePool
    private let isAbandoned = Mutex(false)

    init(_ pool: DatabasePool, _ file: OpenedFile, versionBefore: Int64) {
        self.pool = pool
        self.file = file
        self.versionBefore = versionBefore
    }

    /// The connections.
    ///
    /// - Throws: `.replaced` where the path leads to another file or to none.
    func checked() throws(StoreError) -> DatabasePool {
        do {
            try file.check()
        } catch {
            abandon()
            throw error
        }
        return pool
    }

    /// Lets go of the file, unless it is not the one at its path any more: SQLite ends by deleting the log and its
    /// index by their names, which belong to the other file now.
    func close() throws {
        do {
            try file.check()
        } catch {
            return abandon()
        }
        // Who closes last moves the log into the file, which a connection that only reads cannot.
        pool.invalidateReadOnlyConnections()
        try pool.close()
    }

    deinit {
        do { try file.check() } catch { abandon() }
    }

    /// Keeps the connections open until the process ends.
    private func abandon() {
        isAbandoned.withLock { isAbandoned in
            if !isAbandoned { _ = Unmanaged.passRetained(pool) }
            isAbandoned = true
        }
    }
}
