import Foundation
import SalesCore
import SalesPostgres
import SalesSQLite

/// What a command does with a store.
enum StoreUse {
    /// It only reads, so that a file that is not there is not made.
    case reading
    /// It changes something.
    case changing
    /// It checks and tells, so that a server where it could not is refused before anything is fetched or begun.
    case working
}

/// The store that the settings name, opened.
struct OpenedStore {
    let store: any TrackingStore
    /// The clock that all workers on the store share.
    let time: any TimeSource
    /// The same store where it is on a server.
    let server: PostgresStore?
    let close: @Sendable () async -> Void

    private init(
        _ store: any TrackingStore,
        time: any TimeSource,
        server: PostgresStore? = nil,
        close: @escaping @Sendable () async -> Void = {}
    ) {
        (self.store, self.time, self.server, self.close) = (store, time, server, close)
    }

    /// Opens a store.
    static func open(_ settings: AppSettings, for use: StoreUse) async throws -> OpenedStore {
        switch settings.store {
        case .memory: return inMemory
        case .sqlite(let path):
            if use == .reading, !FileManager.default.fileExists(atPath: path) {
                // Before anything is tracked the standard store is simply empty; a path that somebody wrote is a mistake.
                guard settings.isStoreNamed else { return inMemory }
                throw CommandFailure(
                    .notFound,
                    "There is no store at \(path). Is the path right? `salesctl track URL` makes one."
                )
            }
            let store = try await SQLiteStore(path: path, time: SystemTime())
            return OpenedStore(store, time: SystemTime(), close: { try? await store.close() })
        case .postgres(let address):
            // Only `migrate` makes a store: its zone is fixed for good, and a mistyped database must not become one.
            let store = try await PostgresStore(address, creates: false, options: settings.postgresOptions)
            do {
                if use == .working, let obstacle = try await store.report().obstacle { throw obstacle }
            } catch {
                await store.close()
                throw error
            }
            return OpenedStore(store, time: store.time, server: store, close: { await store.close() })
        }
    }

    private static var inMemory: OpenedStore {
        OpenedStore(MemoryStore(), time: SystemTime())
    }
}
