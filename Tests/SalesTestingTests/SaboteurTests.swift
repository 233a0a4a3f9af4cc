import SalesCore
import SalesTesting
import Testing

@Suite("Every promise of an archiver and a notifier catches the saboteurs that break it")
struct SaboteurTests {
    static let archivers = SabotagedArchiver.Sabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "ARCHIVE-\($0)") }
    }
    static let notifiers = SabotagedNotifier.Sabotage.allCases.flatMap { sabotage in
        sabotage.breaks.map { (sabotage, "NOTIFY-\($0)") }
    }

    @Test("a sabotaged archiver is caught by each promise that it breaks", arguments: archivers)
    func archiverIsCaught(_ sabotage: SabotagedArchiver.Sabotage, number: String) async throws {
        let promise = try #require(ArchiverPromises.all.first { $0.number == number })
        await #expect(throws: PromiseBroken.self) { try await promise.check(SabotagedArchiver.harness(sabotage)) }
    }

    @Test("the archiver that saboteurs wrap keeps every promise", arguments: ArchiverPromises.all)
    func archiverIsHonest(_ promise: Promise<ArchiverHarness>) async throws {
        try await promise.check(SabotagedArchiver.harness(nil))
    }

    @Test("a sabotaged notifier is caught by each promise that it breaks", arguments: notifiers)
    func notifierIsCaught(_ sabotage: SabotagedNotifier.Sabotage, number: String) async throws {
        let promise = try #require(NotifierPromises.all.first { $0.number == number })
        await #expect(throws: PromiseBroken.self) { try await promise.check(SabotagedNotifier.harness(sabotage)) }
    }

    @Test("the notifier that saboteurs wrap keeps every promise", arguments: NotifierPromises.all)
    func notifierIsHonest(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(SabotagedNotifier.harness(nil))
    }

    @Test("every promise has a saboteur that it catches")
    func isCovered() {
        let archived = Set(Self.archivers.map(\.1))
        #expect(ArchiverPromises.all.map(\.number).filter { !archived.contains($0) } == [])
        let notified = Set(Self.notifiers.map(\.1))
        #expect(NotifierPromises.all.map(\.number).filter { !notified.contains($0) } == [])
    }
}
