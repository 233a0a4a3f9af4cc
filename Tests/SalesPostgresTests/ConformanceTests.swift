import PostgresServer
import SalesPostgres
import SalesTesting
import Testing

@Suite("SalesPostgres as a store")
struct ConformanceTests {
    private let harness = StoreHarness { clock in
        let database = try await StoreBed.freshDatabase()
        let address = try PostgresAddress(database.url)
        let store = try await PostgresStore(address, time: clock)
        return TestedStore(
            store,
            reopen: { try await PostgresStore(address, time: clock) },
            dispose: { await database.drop() }
        )
    }

    @Test("keeps every promise of a store", arguments: StorePromises.all)
    func promise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store of accounts", arguments: AccountPromises.all)
    func accountPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store of sessions", arguments: SessionPromises.all)
    func sessionPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store of request keys", arguments: KeyPromises.all)
    func keyPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store of overviews", arguments: OverviewPromises.all)
    func overviewPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store that tells of an installation", arguments: InstallationPromises.all)
    func installationPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }

    @Test("keeps every promise of a store that can be archived", arguments: LedgerPromises.all)
    func ledgerPromise(_ promise: Promise<StoreHarness>) async throws {
        try await PrivatePostgres.shared().tests.pass { try await promise.check(harness) }
    }
}
