import SalesTesting
import Testing

@testable import SalesCore

@Suite("One day of an archive")
struct OneDayTests {
    /// The day so many days before the rig's own.
    private func day(_ before: Int64, of rig: ArchiveRig) -> ArchiveDay {
        ArchiveDay(number: rig.clock.now.utcDay - before)
    }

    @Test("is archived alone, and not again")
    func alone() async throws {
        let rig = try await ArchiveRig()
        let report = try await rig.archive().run(day(2, of: rig), endedBy: rig.clock.now)
        #expect(report.finished.map(\.run.day) == [day(2, of: rig)] && report.forgotten.isEmpty)
        #expect(try await rig.living().count == 48)
        #expect(try await rig.archive().run(day(2, of: rig), endedBy: rig.clock.now).finished.isEmpty)
        #expect(try await rig.archive().run(day(9, of: rig), endedBy: rig.clock.now).finished.isEmpty)
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.count == 2)
        #expect(try await rig.archived() == rig.rows)
    }

    @Test("goes on with rows that came late, and with a run that is open")
    func late() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(day(1, of: rig), endedBy: rig.clock.now)
        let late = Sample.row(of: rig.products[1], Sample.pounds(7), at: rig.clock.now - .seconds(86_399))
        _ = try await rig.store.importPrices([late])
        let token = try #require(try await rig.store.claimArchive(lease: .seconds(60)))
        _ = try await rig.store.openArchiveRun(of: day(1, of: rig), plan: ArchivePlan(), token: token)
        _ = try await rig.store.freeze(.init(day: day(1, of: rig), number: 2), token: token)
        try await rig.store.releaseArchive(token)
        let report = try await rig.archive().run(day(1, of: rig), endedBy: rig.clock.now)
        #expect(report.finished.map(\.run) == [.init(day: day(1, of: rig), number: 2)])
    }

    @Test("that is not over is refused before anything is done, with when it is over")
    func notOver() async throws {
        let rig = try await ArchiveRig()
        let end = Timestamp(milliseconds: (rig.clock.now.utcDay + 1) * Timestamp.millisecondsPerDay)
        await #expect(throws: ArchivingError.notOver(day(0, of: rig), until: end)) {
            try await rig.archive().run(day(0, of: rig), endedBy: end - .milliseconds(1))
        }
        #expect(try await rig.archiver.list(prefix: "", after: nil, limit: 9).elements.isEmpty)
        #expect(try await rig.living().count == rig.rows.count)
        #expect(try await rig.store.archiveRuns(of: ArchiveDay.shown, after: nil, limit: 9).elements.isEmpty)
    }

    @Test("needs a place of which is known whose it is, without writing there")
    func placeOwner() async throws {
        let rig = try await ArchiveRig()
        #expect(try await rig.archive().placeOwner() == .nobody)
        #expect(try await rig.archiver.list(prefix: "", after: nil, limit: 9).elements.isEmpty)
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.archive().placeOwner() == .own)
        let other = rig.archive(of: MemoryStore(time: rig.clock))
        let error = await #expect(throws: ArchivingError.self) { try await other.placeOwner() }
        #expect(error?.description.contains("another store") == true)
    }
}
