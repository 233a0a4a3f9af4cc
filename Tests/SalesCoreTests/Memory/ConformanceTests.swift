import SalesCore
import SalesTesting
import Testing

@Suite("The memory store keeps its promises")
struct MemoryStoreConformance {
    let harness = StoreHarness { clock in
        TestedStore(MemoryStore(time: clock))
    }

    // A second handle on memory would be the same object.
    @Test("keeps every promise of a store", arguments: StorePromises.all.without(.secondHandle))
    func promise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of accounts", arguments: AccountPromises.all.without(.secondHandle))
    func accountPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of sessions", arguments: SessionPromises.all.without(.secondHandle))
    func sessionPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("keeps every promise of a store of request keys", arguments: KeyPromises.all.without(.secondHandle))
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

    @Test("keeps every promise of a store that can be archived", arguments: LedgerPromises.all.without(.secondHandle))
    func ledgerPromise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }

    @Test("archives each row with one day of its zone, that of the calendar", arguments: ZonedDays.all)
    func zone(_ days: ZonedDays) async throws {
        let calendar = try #require(ArchiveCalendar(named: days.zone))
        try await days.check(MemoryStore(time: ManualClock(), archive: calendar))
    }
}
