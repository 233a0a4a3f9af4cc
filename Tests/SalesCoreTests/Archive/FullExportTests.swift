import SalesTesting
import Testing

@testable import SalesCore

@Suite("An export with the archive")
struct FullExportTests {
    private func tracker(of rig: ArchiveRig) -> Tracker {
        Tracker(store: rig.store, fetcher: ScriptedFetcher(), time: rig.clock, random: .seeded(1))
    }

    private func lines(of rig: ArchiveRig, with archive: PriceArchive? = nil) async throws -> [String] {
        var lines: [String] = []
        try await tracker(of: rig).export(with: archive) { lines.append(try $0.line()) }
        return lines
    }

    /// What rows are in an export, in the order of product and time.
    private func expected(_ rows: [PricePoint]) -> [TransferRecord.PriceRecord] {
        rows.map { TransferRecord.PriceRecord($0, ordinal: Int($0.productID.rawValue)) }.inOrder
    }

    /// The rows of an export during which something happens at a record.
    ///
    /// - Parameters:
    ///   - rowsBetweenLooks: how often the ledger is looked at.
    ///   - event: is told how many records came before.
    private func rows(
        of rig: ArchiveRig,
        rowsBetweenLooks: Int,
        _ event: (Int) async throws -> Void
    ) async throws -> [TransferRecord.PriceRecord] {
        var rows: [TransferRecord.PriceRecord] = []
        var count = 0
        let archived = try await ArchivedRest(of: rig.archive(), rowsBetweenLooks: rowsBetweenLooks)
        _ = try await tracker(of: rig).exportRecords(of: .local, beside: archived) { record in
            try await event(count)
            count += 1
            if case .price(let row) = record { rows.append(row) }
        }
        return rows.inOrder
    }

    @Test("is that which was taken before anything was archived, line by line; without it days are missing")
    func same() async throws {
        let rig = try await ArchiveRig()
        let today = Sample.row(of: rig.products[1], at: rig.clock.now)
        _ = try await rig.store.importPrices([today])
        let before = try await lines(of: rig)
        #expect(try await rig.store.daysOutOfStore().isEmpty)
        let days = try await rig.archive().run(endedBy: rig.clock.now).finished.map(\.run.day)
        #expect(try await lines(of: rig, with: rig.archive()).sorted() == before.sorted())
        #expect(try await lines(of: rig).count == before.count - rig.rows.count)
        #expect(try await rig.store.daysOutOfStore() == days)
    }

    @Test("comes back elsewhere as the same history")
    func elsewhere() async throws {
        let rig = try await ArchiveRig()
        let before = try await lines(of: rig)
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let copy = MemoryStore(time: rig.clock)
        var importer = Importer(into: copy, time: rig.clock)
        for line in try await lines(of: rig, with: rig.archive()) { try await importer.take(line) }
        try await importer.finish()
        var lines: [String] = []
        try await Tracker(store: copy, fetcher: ScriptedFetcher(), time: rig.clock).export {
            lines.append(try $0.line())
        }
        #expect(lines == before)
    }

    @Test("holds a row once where its day was brought back, is frozen or verified, or got rows late")
    func twoPlaces() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now - .seconds(86_400))
        _ = try await rig.archive().restore(ArchiveDay(number: rig.clock.now.utcDay - 3))
        let late = Sample.row(of: rig.products[2], Sample.pounds(7), at: rig.rows[0].observedAt + .seconds(5))
        _ = try await rig.store.importPrices([late])
        // The rest is stopped on its way, again and again until it is done.
        for limit in 1...60 {
            rig.clock.advance(by: PriceArchive.Settings().lease + .seconds(1))
            let stopping = StoppingStore(rig.store, Countdown(limit))
            _ = try? await rig.archive(of: stopping).run(endedBy: rig.clock.now)
            let found = try await rows(of: rig, rowsBetweenLooks: 1) { _ in }
            #expect(found == expected(rig.rows + [late]), "stopped at \(limit)")
        }
        #expect(try await rig.store.daysToArchive(endedBy: rig.clock.now, limit: 10).isEmpty)
    }

    @Test("holds each row once where days are archived while it runs, at whatever record", arguments: [1, 20, 65_536])
    func archivedMeanwhile(rowsBetweenLooks: Int) async throws {
        for moment in 0..<80 {
            let rig = try await ArchiveRig()
            let found = try await rows(of: rig, rowsBetweenLooks: rowsBetweenLooks) { count in
                if count == moment { _ = try await rig.archive().run(endedBy: rig.clock.now) }
            }
            #expect(found == expected(rig.rows), "archived at \(moment)")
        }
    }

    @Test("holds each row once where days come back while it runs, and go again", arguments: [1, 20, 65_536])
    func restoredMeanwhile(rowsBetweenLooks: Int) async throws {
        for moment in 0..<80 {
            let rig = try await ArchiveRig()
            _ = try await rig.archive().run(endedBy: rig.clock.now - .seconds(86_400))
            let found = try await rows(of: rig, rowsBetweenLooks: rowsBetweenLooks) { count in
                if count == moment {
                    _ = try await rig.archive().restore(ArchiveDay(number: rig.clock.now.utcDay - 2))
                }
                if count == moment + 25 {
                    rig.clock.advance(by: .seconds(8 * 86_400))
                    _ = try await rig.archive().run(endedBy: rig.clock.now)
                }
            }
            #expect(found == expected(rig.rows), "brought back at \(moment)")
        }
    }

    @Test("holds a row once that was archived again after an import, as the later run has it")
    func archivedTwice() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let first = try #require(rig.rows.first)
        let again = Sample.row(of: first.productID, Sample.pounds(7), at: first.observedAt)
        #expect(try await rig.store.importPrices([again]) == 1)
        #expect(try await rig.archive().run(endedBy: rig.clock.now).finished.map(\.run.number) == [2])
        let found = try await rows(of: rig, rowsBetweenLooks: 1) { _ in }
        #expect(found == expected([again] + rig.rows.dropFirst()))
        let history = try await rig.archive().prices(of: first.productID, in: Sample.allTime)
        #expect(history.first == again)
    }

    @Test("counts the prices of products that were removed, which have no place in it")
    func removed() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        try await rig.store.removeProduct(rig.products[2])
        var prices = 0
        let report = try await tracker(of: rig).export(with: rig.archive()) { record in
            if case .price = record { prices += 1 }
        }
        #expect(report.pricesOfRemovedProducts == 24 && prices == 48)
    }

    @Test("ends where an object is not what was written")
    func damaged() async throws {
        let rig = try await ArchiveRig()
        _ = try await rig.archive().run(endedBy: rig.clock.now)
        let damaged = rig.archive(in: AlteringArchiver(rig.archiver, byte: 60))
        let error = await #expect(throws: ArchivingError.self) {
            try await tracker(of: rig).export(with: damaged) { _ in }
        }
        #expect(error?.description.contains("prices/date=") == true)
    }
}

extension [TransferRecord.PriceRecord] {
    fileprivate var inOrder: Self { sorted { ($0.product, $0.at) < ($1.product, $1.at) } }
}
