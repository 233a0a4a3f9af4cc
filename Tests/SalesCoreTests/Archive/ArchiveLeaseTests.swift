import SalesTesting
import Testing

@testable import SalesCore

@Suite("The archive’s lease")
struct ArchiveLeaseTests {
    /// The keys that were written, but for the name of whose place it is.
    private func writes(_ calls: [ArchiveCall]) -> [String] {
        calls.compactMap { call in
            guard case .write(let key) = call, key != ArchiveKeys.identity else { return nil }
            return key
        }
    }

    /// - Parameter underWay: how many writes may still come: of parts, one that is written and one that waits for it.
    @Test(
        "that another took over ends the work at once, wherever that was: nothing but parts under way is written",
        arguments: [(1, 2), (ArchiveRig.manyBytes, 0)]
    )
    func takenOver(partBytes: Int, underWay: Int) async throws {
        let whole = try await ArchiveRig(days: 1)
        let undisturbed = Usurper(of: whole, after: nil)
        _ = try await whole.seen(partBytes: partBytes, done: undisturbed.see).run(endedBy: whole.clock.now)
        for number in 1..<undisturbed.calls {
            let rig = try await ArchiveRig(days: 1)
            let now = rig.clock.now
            let usurper = Usurper(of: rig, after: number)
            let archive = rig.seen(partBytes: partBytes, done: usurper.see)
            await #expect(throws: ArchivingError.busy, "taken over after \(number)") {
                try await archive.run(endedBy: now)
            }
            let later = usurper.later
            #expect(writes(later).count <= underWay, "taken over after \(number): \(later)")
            let isChanged = later.contains { $0 == .freeze || $0 == .purge || $0 == .forget }
            #expect(!isChanged, "taken over after \(number): \(later)")
            // Whoever took over completes it.
            try await rig.store.releaseArchive(try #require(usurper.token))
            _ = try await rig.archive().run(endedBy: now)
            #expect(try await rig.archived() == rig.rows, "taken over after \(number)")
            #expect(try await rig.living().isEmpty, "taken over after \(number)")
        }
    }

    @Test("that another took over ends bringing back at once")
    func takenOverRestoring() async throws {
        let whole = try await ArchiveRig(days: 1)
        let day = ArchiveDay(number: whole.clock.now.utcDay - 1)
        _ = try await whole.seen(partBytes: 1).run(endedBy: whole.clock.now)
        let undisturbed = Usurper(of: whole, after: nil)
        _ = try await whole.seen(partBytes: 1, done: undisturbed.see).restore(day)
        for number in 1...undisturbed.calls {
            let rig = try await ArchiveRig(days: 1)
            _ = try await rig.seen(partBytes: 1).run(endedBy: rig.clock.now)
            let usurper = Usurper(of: rig, after: number)
            let archive = rig.seen(partBytes: 1, done: usurper.see)
            await #expect(throws: ArchivingError.busy, "taken over after \(number)") { try await archive.restore(day) }
            #expect(!usurper.later.contains(.restore), "taken over after \(number): \(usurper.later)")
        }
    }

    /// How far an attempt came before the one that is slow.
    enum Attempt: CaseIterable {
        case nothing
        /// All parts were written.
        case written
        /// They were read back too, and the manifest was written.
        case verified
    }

    /// A minute for each object, and longer for the two long steps of a store: a few of them are more than a lease.
    private func slowness(by clock: ManualClock) -> ArchiveHook {
        { call in
            switch call {
            case .write, .read: clock.advance(by: .seconds(60))
            case .freeze, .purge: clock.advance(by: .seconds(160))
            default: break
            }
        }
    }

    @Test("is kept as long as the work goes on, however slow the place is", arguments: Attempt.allCases)
    func slowPlace(after attempt: Attempt) async throws {
        let rig = try await ArchiveRig(days: 2)
        let now = rig.clock.now
        for number in 4...12 { _ = try await rig.store.addProduct(Sample.product(number, at: now)) }
        switch attempt {
        case .nothing: break
        case .written:
            let altering = rig.seen(in: AlteringArchiver(rig.archiver, byte: 0), partBytes: 1)
            await #expect(throws: ArchivingError.self) { try await altering.run(endedBy: now) }
        case .verified:
            let late = rig.seen(partBytes: 1) { call in
                guard case .write(let key) = call, key.hasPrefix(ArchiveKeys.manifests) else { return }
                rig.clock.advance(by: PriceArchive.Settings().lease + .seconds(1))
            }
            await #expect(throws: ArchivingError.busy) { try await late.run(endedBy: now) }
        }
        let slow = rig.seen(partBytes: 1, done: slowness(by: rig.clock))
        #expect(try await slow.run(endedBy: now).finished.count == 2)
        #expect(try await rig.archived() == rig.rows)
        #expect(try await rig.living().isEmpty)
    }

    @Test("is kept while days come back and go again, however slow the place is")
    func slowRestoring() async throws {
        let rig = try await ArchiveRig(days: 1)
        _ = try await rig.seen(partBytes: 1).run(endedBy: rig.clock.now)
        let slow = rig.seen(partBytes: 1, done: slowness(by: rig.clock))
        let day = ArchiveDay(number: rig.rows[0].observedAt.utcDay)
        #expect(try await slow.restore(day).rows == rig.rows.count)
        #expect(try await rig.living() == rig.rows)
        rig.clock.advance(by: .seconds(8 * 86_400))
        _ = try await slow.run(endedBy: rig.clock.now)
        #expect(try await rig.living().isEmpty)
    }

    @Test("is kept while rows are read that fill no part, however slow the store is")
    func slowStore() async throws {
        let rig = try await ArchiveRig(days: 2)
        let slow = rig.seen(partBytes: ArchiveRig.manyBytes) { call in
            switch call {
            case .rows, .snapshot: rig.clock.advance(by: .seconds(70))
            default: break
            }
        }
        #expect(try await slow.run(endedBy: rig.clock.now).finished.count == 2)
        #expect(try await rig.archived() == rig.rows)
    }
}
