import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of a store catches the saboteurs that break it")
struct StoreSaboteurTests {
    static let pairs = Sabotage.allCases.flatMap { sabotage in sabotage.breaks.map { (sabotage, "STORE-\($0)") } }

    @Test("a saboteur is caught by each promise that it breaks", arguments: pairs)
    func isCaught(_ sabotage: Sabotage, number: String) async throws {
        let promise = try #require(StorePromises.all.first { $0.number == number })
        await #expect(throws: PromiseBroken.self) { try await promise.check(SabotagedStore.harness(sabotage)) }
    }

    @Test("the store that saboteurs wrap keeps every promise", arguments: StorePromises.all)
    func isHonest(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(SabotagedStore.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let covered = Set(Self.pairs.map(\.1))
        #expect(StorePromises.all.map(\.number).filter { !covered.contains($0) } == [])
    }
}
