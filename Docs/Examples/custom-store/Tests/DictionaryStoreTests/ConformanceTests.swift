import DictionaryStore
import SalesTesting
import Testing

@Suite("The dictionary store keeps its promises")
struct DictionaryStoreConformance {
    let harness = StoreHarness { clock in
        let store = DictionaryStore(time: clock)
        return TestedStore(store, addUser: { await store.addUser($0) })
    }

    // Another process cannot open what lives in this one's memory, and no export is taken over into it.
    @Test(
        "keeps every promise of a store",
        arguments: StorePromises.all.without(.secondHandle, .transfer, .renewal, .hostDemand)
    )
    func promise(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(harness)
    }
}
