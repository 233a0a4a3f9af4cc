import SalesTesting
import Testing

@testable import SalesCore

@Suite("The progress of an archive")
struct ArchiveProgressTests {
    /// How many rows are done when each part is.
    private func sums(_ parts: [ArchiveManifest.Part]) -> [Int] {
        parts.reduce(into: []) { sums, part in sums.append((sums.last ?? 0) + part.rows) }
    }

    @Test("is told of each step of a run, in their order, part by part to the last row")
    func run() async throws {
        let rig = try await ArchiveRig(days: 2)
        let told = ToldProgress()
        let archive = rig.seen(partBytes: 400, progress: told.add)
        var expected: [ArchiveProgress] = []
        for manifest in try await archive.run(endedBy: rig.clock.now).finished {
            let run = manifest.run
            let done = sums(manifest.parts(of: .prices))
            #expect(done.count > 2 && done.last == 24)
            expected.append(ArchiveProgress(run: run, phase: .freezing, rows: 0, total: nil))
            expected += done.map { ArchiveProgress(run: run, phase: .writing, rows: $0, total: 24) }
            expected += done.map { ArchiveProgress(run: run, phase: .comparing, rows: $0, total: 24) }
            expected.append(ArchiveProgress(run: run, phase: .purging, rows: 0, total: 24))
        }
        #expect(told.take() == expected)
    }

    @Test("is told of each part that is checked, brought back or read for a history")
    func reading() async throws {
        let rig = try await ArchiveRig(days: 1)
        let told = ToldProgress()
        let archive = rig.seen(partBytes: 400, progress: told.add)
        let finished = try await archive.run(endedBy: rig.clock.now).finished
        let manifest = try #require(finished.first)
        let (run, prices) = (manifest.run, manifest.parts(of: .prices))
        let done = sums(prices)
        _ = told.take()

        _ = try await archive.verify()
        // The other tables come behind the last row.
        let checked = done + Array(repeating: 24, count: manifest.parts.count - prices.count)
        #expect(told.take() == checked.map { ArchiveProgress(run: run, phase: .verifying, rows: $0, total: 24) })

        let product = rig.products[1]
        var read: [ArchiveProgress] = []
        var found = 0
        for part in prices where part.numbers?.contains(product.rawValue) == true {
            read.append(ArchiveProgress(run: run, phase: .reading, rows: found, total: nil))
            let bytes = try await rig.archiver.read(part.key)
            let rows = try PartDecoder.rows(of: try #require(bytes), as: PricePoint.self)
            found += rows.filter { $0.productID == product }.count
        }
        _ = try await archive.prices(of: product, in: Sample.allTime)
        #expect(told.take() == read)
        #expect(read.count > 1)

        _ = try await archive.restore(run.day)
        #expect(told.take() == done.map { ArchiveProgress(run: run, phase: .restoring, rows: $0, total: 24) })
    }
}
