import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("A worker that is alive keeps what it works on")
struct HeartbeatTests {
    /// A shop that answers when the test says so.
    private final class SlowShop: Fetcher {
        private struct State {
            var begun = 0
            var waiting: [CheckedContinuation<Void, Never>] = []
            var isOpen = false
        }

        private let state = Mutex(State())
        let answer: ScriptedFetcher

        init(_ answer: ScriptedFetcher) { self.answer = answer }

        var begun: Int { state.withLock { $0.begun } }

        func open() {
            let waiting = state.withLock { state in
                state.isOpen = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    state.begun += 1
                    if !state.isOpen { state.waiting.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
            return try await answer.fetch(request)
        }
    }

    @Test("a check that takes longer than its lease is committed, because the lease is renewed")
    func longCheck() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let shop = SlowShop(bench.shop)
        let product = try await dueProduct(bench)
        let tracker = Tracker(store: bench.store, fetcher: shop, time: bench.clock, random: .seeded(1))
        let worker = Task { await tracker.run(concurrency: 1) }
        while shop.begun == 0 { await bench.passSecond() }
        for _ in 0..<60 {
            // The one that looks for events, and the heartbeat once it has renewed what was due.
            await bench.clock.waitForSleepers(2)
            bench.clock.advance(by: .seconds(1))
        }
        shop.open()
        while try await bench.store.product(product)?.state.lastCheckAt == nil { await bench.passSecond() }
        worker.cancel()
        await worker.value
        #expect(shop.begun == 1)
    }

    @Test("without a heartbeat within the lease, the check is made again by whoever finds it")
    func silentWorker() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let shop = SlowShop(bench.shop)
        _ = try await dueProduct(bench)
        var settings = Tracker.Settings()
        settings.heartbeat = .seconds(600)
        let tracker = Tracker(store: bench.store, fetcher: shop, settings: settings, time: bench.clock)
        let worker = Task { await tracker.run(concurrency: 2) }
        while shop.begun < 2 { await bench.passSecond() }
        worker.cancel()
        shop.open()
        await worker.value
    }

    @Test("a check that somebody asked for is kept as well, however long the shop takes")
    func askedFor() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let shop = SlowShop(bench.shop)
        let product = try await dueProduct(bench)
        let tracker = Tracker(store: bench.store, fetcher: shop, time: bench.clock, random: .seeded(1))
        let reports = Mutex<[CheckReport]>([])
        let check = Task { try await tracker.check([product]) { report in reports.withLock { $0.append(report) } } }
        while shop.begun == 0 { await Task.yield() }
        for _ in 0..<120 {
            await bench.clock.waitForSleepers()
            bench.clock.advance(by: .seconds(1))
        }
        await bench.clock.waitForSleepers()
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 1)).isEmpty)
        shop.open()
        try await check.value
        #expect(reports.withLock { $0.map(\.problem) } == [nil])
    }

    @Test("a check that somebody asked for and left holds the product no longer than any other")
    func leftAlone() async throws {
        let bench = try TrackerBench()
        let shop = SlowShop(bench.shop)
        let product = try await dueProduct(bench)
        var settings = Tracker.Settings()
        // As if the program had been killed.
        settings.heartbeat = .seconds(600)
        let tracker = Tracker(store: bench.store, fetcher: shop, settings: settings, time: bench.clock)
        let check = Task { try await tracker.check([product]) { _ in } }
        while shop.begun == 0 { await Task.yield() }
        bench.clock.advance(by: .seconds(30))
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 1)).map(\.lease.productID) == [product])
        shop.open()
        try await check.value
    }

    @Test("a check that never ends is kept for ten minutes, and then left to run out")
    func endlessCheck() async {
        let held = HeldChecks()
        let lease = CheckLease(productID: ProductID(rawValue: 1), token: 1)
        await held.begin([lease], at: .noon)
        #expect(await held.longer(than: .seconds(5), at: .noon + .seconds(4)).isEmpty)
        #expect(await held.longer(than: .seconds(5), at: .noon + .seconds(600)) == [lease])
        #expect(await held.longer(than: .seconds(5), at: .noon + .seconds(601)).isEmpty)
    }

    private func dueProduct(_ bench: TrackerBench) async throws -> ProductID {
        let new = Product.New(
            host: bench.url.site,
            url: bench.url,
            name: "Kettle",
            nextCheckAt: bench.clock.now,
            createdAt: bench.clock.now
        )
        let product = try await bench.store.addProduct(new).product
        let draft = Sample.draft(to: product.id, at: bench.clock.now)
        _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
        return product.id
    }
}
