import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of a store of request keys catches the saboteurs that break it")
struct KeySaboteurTests {
    static let pairs = KeySabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "KEY-\($0)") }
    }

    @Test("a saboteur is caught by each promise that it breaks", arguments: pairs)
    func isCaught(_ sabotage: KeySabotage, number: String) async throws {
        let promise = try #require(KeyPromises.all.first { $0.number == number })
        let harness = SabotagedStore.harness(nil, keys: sabotage)
        await #expect(throws: PromiseBroken.self) { try await promise.check(harness) }
    }

    @Test("the store that saboteurs wrap keeps every promise", arguments: KeyPromises.all)
    func isHonest(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(SabotagedStore.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let covered = Set(Self.pairs.map(\.1))
        #expect(KeyPromises.all.map(\.number).filter { !covered.contains($0) } == [])
    }
}
