import SalesSQLite
import SalesTesting
import Testing

@Suite("SalesSQLite as a store")
struct ConformanceTests {
    private let harness = StoreHarness { clock in
        let folder = try TestFolder()
        let path = folder.path("store.sqlite")
        let store = try await SQLiteStore(path: path, time: clock)
        return TestedStore(
            store,
            reopen: { try await SQLiteStore(path: path, time: clock) },
            dispose: { folder.remove() }
        )
    }

    @Test("keeps every promise of a store", arguments: StorePromises.all)
    func promise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of accounts", arguments: AccountPromises.all)
    func accountPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of sessions", arguments: SessionPromises.all)
    func sessionPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of request keys", arguments: KeyPromises.all)
    func keyPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of overviews", arguments: OverviewPromises.all)
    func overviewPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store that tells of an installation", arguments: InstallationPromises.all)
    func installationPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store that can be archived", arguments: LedgerPromises.all)
    func ledgerPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }
}
