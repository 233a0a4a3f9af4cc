import Logging
import SalesCore
import SalesTesting
import Testing

private let roundCount = 6

@Suite("A change around midnight, while the day before is archived and leaves the store (RELIABILITY P4)")
struct MidnightTests {
    @Test("is told once where it is a drop, before whichever round the archive runs", arguments: 0..<roundCount)
    func drop(archivedBefore first: Int) async throws {
        let bench = try TrackerBench(confirmations: 2)
        bench.show(bench.page("50.00"))
        try await track(bench)
        try await bench.settle("50.00")
        let midnight = Self.comeNear(bench)
        bench.show(bench.page("40.00"))
        let archiver = MemoryArchiver()
        let archived = try await rounds(bench, in: archiver, from: first)
        #expect(bench.inbox.messages.count == 1)
        #expect(archived.map(\.run.day.number) == [midnight.utcDay - 1])
        // What is left of the history begins with the new day, and the archive has what went.
        let product = try #require(try await bench.products().first)
        let living = try await bench.store.prices(of: product.id, in: Sample.allTime, after: nil, limit: 100).elements
        #expect(!living.isEmpty && living.allSatisfy { $0.observedAt >= midnight })
        #expect(archived.first?.rows ?? 0 > 0)
        #expect(product.state.price == Sample.pounds(4_000))
    }

    @Test("tells nothing where it is the first price of all", arguments: 0..<roundCount)
    func firstReading(archivedBefore first: Int) async throws {
        let bench = try TrackerBench()
        _ = Self.comeNear(bench)
        bench.show(bench.page("40.00"))
        try await track(bench)
        _ = try await rounds(bench, in: MemoryArchiver(), from: first)
        #expect(bench.inbox.messages.isEmpty)
    }

    /// Sets the clock to ten seconds before midnight; answers when that is.
    private static func comeNear(_ bench: TrackerBench) -> Timestamp {
        let midnight = Timestamp(milliseconds: (bench.clock.now.utcDay + 1) * Timestamp.millisecondsPerDay)
        bench.clock.set(to: midnight - .seconds(10))
        return midnight
    }

    private func track(_ bench: TrackerBench) async throws {
        let url = bench.url.absoluteString
        _ = try await bench.tracker.track(TrackRequest(url: url, rule: .anyDrop, interval: .seconds(60)))
    }

    /// Goes through rounds of checks, from one on with a run of the archive before each; answers what was archived.
    private func rounds(
        _ bench: TrackerBench,
        in archiver: MemoryArchiver,
        from first: Int
    ) async throws -> [ArchiveManifest] {
        let archive = PriceArchive(
            of: bench.store,
            in: archiver,
            time: bench.clock,
            logger: Logger(label: "archive") { _ in SwiftLogNoOpLogHandler() }
        )
        var archived: [ArchiveManifest] = []
        for number in 0..<roundCount {
            if number >= first { archived += try await archive.run(endedBy: bench.clock.now).finished }
            try await bench.round()
        }
        return archived + (try await archive.run(endedBy: bench.clock.now).finished)
    }
}
