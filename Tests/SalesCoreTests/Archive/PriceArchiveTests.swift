import Logging
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

/// A store of some days of prices, and its archive, in memory.
struct ArchiveRig {
    let clock = ManualClock(now: .noon)
    let store: MemoryStore
    let archiver: any Archiver
    let products: [ProductID]
    let rows: [PricePoint]

    /// - Parameter days: how many days before today have rows, yesterday among them.
    init(in archiver: any Archiver = MemoryArchiver(), days: Int = 3) async throws {
        self.archiver = archiver
        store = MemoryStore(time: clock, random: .seeded(3))
        var products: [ProductID] = []
        for number in 1...3 {
            products.append(try await store.addProduct(Sample.product(number, at: clock.now)).product.id)
        }
        _ = try await store.save(Sample.draft(to: products[0], at: clock.now), expectedVersion: nil, dueAt: clock.now)
        let today = Timestamp(milliseconds: clock.now.utcDay * Timestamp.millisecondsPerDay)
        let rows = products.flatMap { product in
            (0..<days * 8).map { number in
                Sample.row(
                    of: product,
                    Sample.pounds(1_000 + Int64(number)),
                    at: today - .seconds(10_800 * (number + 1))
                )
            }
        }
        #expect(try await store.importPrices(rows) == rows.count)
        self.products = products
        self.rows = rows.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
    }

    func archive(
        of store: (any PriceArchive.Store)? = nil,
        in archiver: (any Archiver)? = nil,
        takesEmptyPlace: Bool = false
    ) -> PriceArchive {
        var settings = PriceArchive.Settings()
        settings.takesEmptyPlace = takesEmptyPlace
        settings.plan = ArchivePlan(partBytes: 400)
        return PriceArchive(
            of: store ?? self.store,
            in: archiver ?? self.archiver,
            settings: settings,
            time: clock,
            logger: Logger(label: "archive") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// The rows that the archive's objects hold, each as often as it stands there.
    func archived() async throws -> [PricePoint] {
        var rows: [PricePoint] = []
        var token: PageToken?
        repeat {
            let page = try await archiver.list(prefix: "prices/", after: token, limit: 100)
            for key in page.elements {
                rows += try PartDecoder.rows(of: try #require(try await archiver.read(key)))
            }
            token = page.next
        } while token != nil
        return rows.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
    }

    /// The rows that are in the store.
    func living() async throws -> [PricePoint] {
        var rows: [PricePoint] = []
        for product in products {
            rows += try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 1_000).elements
        }
        return rows
    }
}

@Suite("The archive of a store")
struct PriceArchiveTests {
    @Test("takes every day that is over, oldest first, and leaves the store without them")
    func days() async throws {
        let rig = try await ArchiveRig()
        let report = try await rig.archive().run(endedBy: rig.clock.now)
        let today = rig.clock.now.utcDay
        #expect(report.finished.map(\.run.day.number) == [today - 3, today - 2, today - 1])
        #expect(report.finished.map(\.sequence) == [1, 2, 3])
        #expect(report.finished.allSatisfy { $0.rows == 24 })
        #expect(try await rig.archived() == rig.rows)
        #expect(try await rig.living().isEmpty)
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.isEmpty)
        #expect(try await rig.archive().verify().faults.isEmpty)
    }

    @Test("leaves today in the store")
    func today() async throws {
        let rig = try await ArchiveRig()
        let row = Sample.row(of: rig.products[0], at: rig.clock.now)
        _ = try await rig.store.importPrices([row])
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living() == [row])
    }

    @Test("writes rows that come late as a further part, and each row once")
    func lateRows() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let late = Sample.row(of: rig.products[1], Sample.pounds(7), at: rig.rows[0].observedAt + .seconds(5))
        _ = try await rig.store.importPrices([late])
        let report = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(report.finished.map(\.run.number) == [2])
        let keys = report.finished[0].parts.map(\.key)
        #expect(keys.count == 1 && keys[0].hasPrefix("prices/date="))
        let all = try await rig.archived()
        #expect(all.count == rig.rows.count + 1 && all.contains(late))
    }

    @Test(
        "goes on where it was stopped, wherever that was: every row is archived once, and in the store or the archive"
    )
    func stopsAnywhere() async throws {
        var isDone = false
        for limit in 1...400 where !isDone {
            let rig = try await ArchiveRig(days: 2)
            let countdown = Countdown(limit)
            let failing = StoppingArchiver(rig.archiver, countdown)
            let store = StoppingStore(rig.store, countdown)
            do {
                _ = try await rig.archive(of: store, in: failing).run(endedBy: rig.clock.now)
                isDone = true
            } catch ArchivingError.store, ArchivingError.archive {
                // Taken up below.
            }
            // As after a crash: the lease, which may not have been given back, runs out, and another takes over.
            rig.clock.advance(by: PriceArchive.Settings().lease + .seconds(1))
            let archived = try await rig.archived()
            let living = try await rig.living()
            #expect(Set(archived).union(living) == Set(rig.rows), "stopped at \(limit)")
            _ = try await rig.archive().run(endedBy: rig.clock.now)
            #expect(try await rig.archived() == rig.rows, "stopped at \(limit)")
            #expect(try await rig.living().isEmpty, "stopped at \(limit)")
            #expect(try await rig.archive().verify().faults.isEmpty, "stopped at \(limit)")
        }
        #expect(isDone)
    }

    @Test("purges nothing where something else stands under a key of its own")
    func foreign() async throws {
        let rig = try await ArchiveRig()
        let day = ArchiveDay(number: rig.clock.now.utcDay - 2)
        _ = try await rig.archiver.write([1, 2, 3], to: "prices/date=\(day)/part-00001.csv")
        let error = await #expect(throws: ArchivingError.self) { try await rig.archive().run(endedBy: rig.clock.now) }
        guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(words.code == .foreign && words.message.contains("part-00001.csv"))
        #expect(try await rig.living().count == 48)
        #expect(try await rig.archiver.read("prices/date=\(day)/part-00001.csv") == [1, 2, 3])
    }

    @Test("refuses a place that is another store’s")
    func anotherStore() async throws {
        let archiver = MemoryArchiver()
        let first = try await ArchiveRig(in: archiver)
        _ = try await first.archive().run(endedBy: first.clock.now)
        let store = MemoryStore(time: first.clock)
        let error = await #expect(throws: ArchivingError.self) {
            try await first.archive(of: store).run(endedBy: first.clock.now)
        }
        #expect(error?.description.contains("another store") == true)
    }

    @Test("is not worked on by two at once")
    func busy() async throws {
        let rig = try await ArchiveRig()
        let token = try #require(try await rig.store.claimArchive(lease: .seconds(60)))
        await #expect(throws: ArchivingError.busy) { try await rig.archive().run(endedBy: rig.clock.now) }
        try await rig.store.releaseArchive(token)
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.count == 3)
    }

    @Test("purges nothing where what is read back is not what the store holds", arguments: [0, 50, 399])
    func changedOnTheWay(byte: Int) async throws {
        let rig = try await ArchiveRig()
        let archive = rig.archive(in: AlteringArchiver(rig.archiver, byte: byte))
        let error = await #expect(throws: ArchivingError.self) { try await archive.run(endedBy: rig.clock.now) }
        guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(words.code == .corrupt)
        #expect(try await rig.living().count == rig.rows.count)
    }

    @Test("takes no part for written that is not read back as it was", arguments: ArchiveTable.allCases)
    func changedPart(of table: ArchiveTable) async throws {
        let rig = try await ArchiveRig()
        let damaged = AlteringArchiver(rig.archiver, byte: 30, below: "\(table.rawValue)/")
        let error = await #expect(throws: ArchivingError.self) {
            try await rig.archive(in: damaged).run(endedBy: rig.clock.now)
        }
        guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(words.code == .corrupt)
        #expect(try await rig.store.lastManifest() == nil)
        #expect(try await rig.living().count == rig.rows.count)
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.count == 3)
    }

    @Test("has manifests that name parts without rows, and are read as they were written")
    func emptyPart() throws {
        let run = ArchiveRun(
            id: ArchiveRun.ID(day: ArchiveDay(number: 20_000), number: 1),
            span: .start(ofUTCDay: 20_000)..<Timestamp.start(ofUTCDay: 20_001),
            plan: ArchivePlan(),
            step: .verified,
            rows: 2
        )
        var manifest = Sample.manifest(
            of: run,
            in: ArchiveIdentity(name: String(repeating: "a", count: 32), zone: "UTC")
        )
        manifest.parts.append(
            ArchiveManifest.Part(table: .websites, key: "websites/x.csv", rows: 0, bytes: 5, sha256: "ab", numbers: nil)
        )
        #expect(try ArchiveManifest(document: manifest.document) == manifest)
    }

    /// A rig whose only day was verified, by somebody who was stopped then.
    private func verifiedRig() async throws -> ArchiveRig {
        for limit in 1...100 {
            let rig = try await ArchiveRig(days: 1)
            _ = try? await rig.archive(of: StoppingStore(rig.store, Countdown(limit))).run(endedBy: rig.clock.now)
            rig.clock.advance(by: PriceArchive.Settings().lease + .seconds(1))
            let runs = try await rig.store.archiveRuns(of: ArchiveDay.shown, after: nil, limit: 1).elements
            if runs.first?.step == .verified { return rig }
        }
        throw ArchivingError.found(.other, "no run was stopped when it was verified")
    }

    @Test("purges nothing that was verified and is no longer as it was, or not in this place", arguments: [0, 50])
    func changedSince(byte: Int) async throws {
        let rig = try await verifiedRig()
        #expect(try await rig.archive().verify().faults.isEmpty, "its manifest is not written yet")
        for archiver in [MemoryArchiver(), AlteringArchiver(rig.archiver, byte: byte)] as [any Archiver] {
            let error = await #expect(throws: ArchivingError.self) {
                try await rig.archive(in: archiver, takesEmptyPlace: true).run(endedBy: rig.clock.now)
            }
            guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(words.code == .corrupt && words.message.contains("nothing was purged"), "\(words.message)")
            #expect(try await rig.living().count == rig.rows.count)
        }
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.count == 1)
        #expect(try await rig.living().isEmpty)
        #expect(try await rig.archived() == rig.rows)
    }

    @Test("goes on in no place that is empty, as a folder whose disk is gone, unless it is told to")
    func emptyPlace() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now - .seconds(86_400))
        let other = MemoryArchiver()
        let living = try await rig.living()
        let error = await #expect(throws: ArchivingError.self) {
            try await rig.archive(in: other).run(endedBy: rig.clock.now)
        }
        guard case .archive(let words) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(words.code == .foreign && words.message.contains("This place is empty"), "\(words.message)")
        #expect(try await other.list(prefix: "", after: nil, limit: 10).elements.isEmpty)
        #expect(try await rig.living() == living)
        let last = ArchiveDay(number: rig.clock.now.utcDay - 1)
        let report = try await rig.archive(in: other, takesEmptyPlace: true).run(endedBy: rig.clock.now)
        #expect(report.finished.map(\.run.day) == [last])
        // It is this store's from then on.
        #expect(try await rig.archive(in: other).run(endedBy: rig.clock.now).finished.isEmpty)
    }

    @Test("and the store are one history")
    func history() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now - .seconds(86_400))
        let own = rig.rows.filter { $0.productID == rig.products[1] }
        #expect(try await rig.archive().prices(of: rig.products[1], in: Sample.allTime) == own)
        let some = own[5].observedAt..<own[20].observedAt
        #expect(try await rig.archive().prices(of: rig.products[1], in: some) == Array(own[5..<20]))
    }

    @Test("gives a day back, which is not archived again and goes after its time")
    func restore() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let day = ArchiveDay(number: rig.clock.now.utcDay - 2)
        let restoration = try await rig.archive().restore(day)
        #expect(restoration.rows == 24 && restoration.runs.map(\.day) == [day])
        let ofDay = rig.rows.filter { $0.observedAt.utcDay == day.number }
        #expect(try await rig.living() == ofDay)
        #expect(try await rig.archive().restore(day).present.map(\.day) == [day])
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.isEmpty)
        #expect(try await rig.living() == ofDay)
        rig.clock.advance(by: .seconds(7 * 86_400 + 1))
        let damaged = rig.archive(in: AlteringArchiver(rig.archiver, byte: 60))
        await #expect(throws: ArchivingError.self) { try await damaged.run(endedBy: rig.clock.now) }
        #expect(try await rig.living() == ofDay, "what may be the last copy")
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living().isEmpty)
        #expect(try await rig.archived() == rig.rows)
    }

    @Test("gives a day back of which a row came in again, once and as it is told later")
    func restoreOfTwoRuns() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let day = ArchiveDay(number: rig.clock.now.utcDay - 2)
        let ofDay = rig.rows.filter { $0.observedAt.utcDay == day.number }
        var later = ofDay[5]
        later.price = Sample.pounds(1)
        #expect(try await rig.store.importPrices([later]) == 1)
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living().isEmpty)
        let restoration = try await rig.archive().restore(day)
        #expect(restoration.runs.map(\.number) == [2, 1])
        #expect(restoration.rows == 24 && restoration.superseded == 1)
        #expect(try await rig.living() == ofDay.map { $0 == ofDay[5] ? later : $0 })
        rig.clock.advance(by: .seconds(7 * 86_400 + 1))
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        #expect(try await rig.living().isEmpty)
    }

    @Test("names what was changed in it")
    func verify() async throws {
        let rig = try await ArchiveRig()
        let manifests = try await rig.archive().run(endedBy: rig.clock.now).finished
        let whole = try await rig.archive().verify()
        #expect(whole.runs == 3 && whole.rows == 72 && whole.faults.isEmpty)
        #expect(whole.objects == manifests.reduce(0) { $0 + $1.parts.count + 1 })
        let copy = MemoryArchiver()
        let nameless = try await rig.archive(in: copy).verify().faults
        #expect(nameless.first?.contains(ArchiveKeys.identity) == true, "\(nameless)")
        let damaged = rig.archive(in: AlteringArchiver(rig.archiver, byte: 60))
        let faults = try await damaged.verify().faults
        #expect(faults.count >= whole.objects)
        #expect(faults.contains { $0.contains("part-00000.csv") } && faults.contains { $0.contains("run-00001.json") })
    }

    @Test("says nothing of people but pseudonyms")
    func pseudonyms() async throws {
        let rig = try await ArchiveRig()
        let report = try await rig.archive().run(endedBy: rig.clock.now)
        let part = try #require(report.finished[0].parts(of: .preferences).first)
        let rows: [ArchivedPreference] = try PartDecoder.rows(of: try #require(try await rig.archiver.read(part.key)))
        #expect(rows.map(\.productID) == [rig.products[0]])
        #expect(rows.allSatisfy { $0.pseudonym.utf8.count == ArchivedPreference.pseudonymLength })
    }
}
