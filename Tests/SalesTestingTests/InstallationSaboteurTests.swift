import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of a store that tells of an installation catches the saboteurs that break it")
struct InstallationSaboteurTests {
    static let pairs = InstallationSabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "INSTALLATION-\($0)") }
    }

    @Test("a saboteur is caught by each promise that it breaks", arguments: pairs)
    func isCaught(_ sabotage: InstallationSabotage, number: String) async throws {
        let promise = try #require(InstallationPromises.all.first { $0.number == number })
        let harness = SabotagedStore.harness(nil, installation: sabotage)
        await #expect(throws: PromiseBroken.self) { try await promise.check(harness) }
    }

    @Test("the store that saboteurs wrap keeps every promise", arguments: InstallationPromises.all)
    func isHonest(_ promise: Promise<StoreHarness>) async throws {
        try await promise.check(SabotagedStore.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let covered = Set(Self.pairs.map(\.1))
        #expect(InstallationPromises.all.map(\.number).filter { !covered.contains($0) } == [])
    }
}
