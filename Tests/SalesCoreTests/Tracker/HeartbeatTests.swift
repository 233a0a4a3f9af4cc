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

    /// A worker, a product that is due, and a shop that lets it wait.
    private struct SlowBench {
        let bench: TrackerBench
        let shop: SlowShop
        let product: ProductID
        let tracker: Tracker

        init(heartbeat: Duration = Tracker.Settings().heartbeat) async throws {
            bench = try TrackerBench()
            bench.show(bench.page("49.99"))
            shop = SlowShop(bench.shop)
            let (url, now) = (bench.url, bench.clock.now)
            let new = Product.New(host: url.site, url: url, name: "Kettle", nextCheckAt: now, createdAt: now)
            product = try await bench.store.addProduct(new).product.id
            _ = try await bench.store.save(Sample.draft(to: product, at: now), expectedVersion: nil, dueAt: now)
            var settings = Tracker.Settings()
            settings.heartbeat = heartbeat
            tracker = Tracker(
                store: bench.store,
                fetcher: shop,
                settings: settings,
                time: bench.clock,
                random: .seeded(1)
            )
        }

        /// Lets seconds pass, each once all who keep something have slept through the one before.
        func pass(_ seconds: Int, sleepers: Int) async {
            for _ in 0..<seconds {
                await bench.clock.waitForSleepers(sleepers)
                bench.clock.advance(by: .seconds(1))
            }
            await bench.clock.waitForSleepers(sleepers)
        }
    }

    @Test("a check that takes longer than its lease is committed, because the lease is renewed")
    func longCheck() async throws {
        let slow = try await SlowBench()
        let (bench, shop) = (slow.bench, slow.shop)
        let worker = Task { await slow.tracker.run(concurrency: 1) }
        while shop.begun == 0 { await bench.passSecond() }
        // The one that looks for events, and the heartbeat once it has renewed what was due.
        await slow.pass(60, sleepers: 2)
        shop.open()
        while try await bench.store.product(slow.product)?.state.lastCheckAt == nil { await bench.passSecond() }
        worker.cancel()
        await worker.value
        #expect(shop.begun == 1)
    }

    @Test("without a heartbeat within the lease, the check is made again by whoever finds it")
    func silentWorker() async throws {
        let slow = try await SlowBench(heartbeat: .seconds(600))
        let worker = Task { await slow.tracker.run(concurrency: 2) }
        while slow.shop.begun < 2 { await slow.bench.passSecond() }
        worker.cancel()
        slow.shop.open()
        await worker.value
    }

    @Test("a check that somebody asked for is kept as well, however long the shop takes")
    func askedFor() async throws {
        let slow = try await SlowBench()
        let reports = Mutex<[CheckReport]>([])
        let check = Task {
            try await slow.tracker.check([slow.product]) { report in reports.withLock { $0.append(report) } }
        }
        while slow.shop.begun == 0 { await Task.yield() }
        await slow.pass(120, sleepers: 1)
        #expect(try await slow.bench.store.claimChecks(CheckRequest(limit: 1)).isEmpty)
        slow.shop.open()
        try await check.value
        #expect(reports.withLock { $0.map(\.problem) } == [nil])
    }

    @Test("a check that somebody asked for and left holds the product no longer than any other")
    func leftAlone() async throws {
        // As if the program had been killed.
        let slow = try await SlowBench(heartbeat: .seconds(600))
        let check = Task { try await slow.tracker.check([slow.product]) { _ in } }
        while slow.shop.begun == 0 { await Task.yield() }
        slow.bench.clock.advance(by: .milliseconds(14_999))
        #expect(try await slow.bench.store.claimChecks(CheckRequest(limit: 1)).isEmpty)
        slow.bench.clock.advance(by: .milliseconds(1))
        let claimed = try await slow.bench.store.claimChecks(CheckRequest(limit: 1))
        #expect(claimed.map(\.lease.productID) == [slow.product])
        slow.shop.open()
        try await check.value
    }

    @Test("what a worker that died was checking is taken up after fifteen seconds")
    func died() async throws {
        // As if the program had been killed.
        let slow = try await SlowBench(heartbeat: .seconds(600))
        let worker = Task { await slow.tracker.run(concurrency: 1) }
        while slow.shop.begun == 0 { await slow.bench.passSecond() }
        #expect(try await slow.bench.store.claimChecks(CheckRequest(limit: 1)).isEmpty)
        slow.bench.clock.advance(by: .seconds(15))
        let claimed = try await slow.bench.store.claimChecks(CheckRequest(limit: 1))
        #expect(claimed.map(\.lease.productID) == [slow.product])
        worker.cancel()
        slow.shop.open()
        await worker.value
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
}
