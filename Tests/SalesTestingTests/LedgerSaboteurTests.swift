import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of a store that can be archived catches the saboteurs that break it")
struct LedgerSaboteurTests {
    static let pairs = LedgerSabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "LEDGER-\($0)") }
    }

    @Test("a saboteur is caught by each promise that it breaks", arguments: pairs)
    func isCaught(_ sabotage: LedgerSabotage, number: String) async throws {
        let promise = try #require(LedgerPromises.all.first { $0.number == number })
        let harness = SabotagedStore.harness(nil, ledger: sabotage)
        await #expect(throws: PromiseBroken.self) { try await promise.check(harness) }
    }

    @Test("the store that saboteurs wrap keeps every promise", arguments: LedgerPromises.all)
    func isHonest(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(SabotagedStore.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let covered = Set(Self.pairs.map(\.1))
        #expect(LedgerPromises.all.map(\.number).filter { !covered.contains($0) } == [])
    }
}
