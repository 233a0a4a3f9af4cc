import SalesCore
import SalesTesting
import Testing

@Suite("The memory store keeps its promises")
struct MemoryStoreConformance {
    let harness = StoreHarness { clock in
        let store = MemoryStore(time: clock)
        return TestedStore(store, addUser: { await store.addUser($0) })
    }

    // A second handle on memory would be the same object.
    @Test("keeps every promise of a store", arguments: StorePromises.all.without(.secondHandle))
    func promise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }
}
