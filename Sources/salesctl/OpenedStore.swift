import Foundation
import SalesCore
import SalesPostgres
import SalesSQLite

/// The store that the settings name, opened.
struct OpenedStore {
    let store: any TrackingStore
    /// The clock that all workers on the store share.
    let time: any TimeSource
    let close: @Sendable () async -> Void

    /// Opens a store.
    ///
    /// - Parameter isReadOnly: whether the command only reads, so that a store that is not there is not made.
    static func open(_ settings: AppSettings, isReadOnly: Bool) async throws -> OpenedStore {
        switch settings.store {
        case .memory: return inMemory
        case .sqlite(let path):
            if isReadOnly, !FileManager.default.fileExists(atPath: path) {
                // Before anything is tracked the standard store is simply empty; a path that somebody wrote is a mistake.
                guard settings.isStoreNamed else { return inMemory }
                throw CommandFailure(
                    .notFound,
                    "There is no store at \(path). Is the path right? `salesctl track URL` makes one."
                )
            }
            let store = try await SQLiteStore(path: path, time: SystemTime())
            return OpenedStore(store: store, time: SystemTime(), close: { try? await store.close() })
        case .postgres(let address):
            var options = PostgresOptions()
            options.applicationName = "salesctl"
            let store = try await PostgresStore(address, creates: !isReadOnly, options: options)
            return OpenedStore(store: store, time: store.time, close: { await store.close() })
        }
    }

    private static var inMemory: OpenedStore {
        OpenedStore(store: MemoryStore(), time: SystemTime(), close: {})
    }
}
