import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of a store of sessions catches the saboteurs that break it")
struct SessionSaboteurTests {
    static let pairs = SessionSabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "SESSION-\($0)") }
    }

    @Test("a saboteur is caught by each promise that it breaks", arguments: pairs)
    func isCaught(_ sabotage: SessionSabotage, number: String) async throws {
        let promise = try #require(SessionPromises.all.first { $0.number == number })
        let harness = SabotagedStore.harness(nil, sessions: sabotage)
        await #expect(throws: PromiseBroken.self) { try await promise.check(harness) }
    }

    @Test("the store that saboteurs wrap keeps every promise", arguments: SessionPromises.all)
    func isHonest(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(SabotagedStore.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let covered = Set(Self.pairs.map(\.1))
        #expect(SessionPromises.all.map(\.number).filter { !covered.contains($0) } == [])
    }
}
