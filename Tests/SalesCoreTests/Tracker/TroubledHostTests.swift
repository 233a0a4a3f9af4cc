import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Hosts that are dead, slow or ask for time")
struct TroubledHostTests {
    @Test(
        "60 products of a host that is dead for half an hour cost it at most 20 requests, others nothing (K3)",
        arguments: [true, false]
    )
    func dead(isPolite: Bool) async throws {
        let hosts = TroubledHosts(isPolite: isPolite, answerTime: .seconds(60))
        try await hosts.follow(60, at: TroubledHosts.troubled)
        try await hosts.follow(10, at: TroubledHosts.quick)
        await hosts.run(for: .seconds(1_800))
        #expect((5...20).contains(hosts.requests(to: TroubledHosts.troubled)))
        // 10 products, each once in 50 to 70 seconds.
        #expect(hosts.checks(of: TroubledHosts.quick).saved >= 10 * 1_800 / 75)
        let state = try await hosts.store.host(TroubledHosts.troubled)
        #expect(state.pausedUntil != nil)
    }

    @Test(
        "A host that answers more slowly than its turns come loses no check, and starves no other",
        arguments: [3, 6]
    )
    func slow(seconds: Int) async throws {
        let hosts = TroubledHosts(isPolite: true, answerTime: .seconds(seconds))
        try await hosts.follow(200, at: TroubledHosts.troubled)
        try await hosts.follow(10, at: TroubledHosts.quick)
        await hosts.run(for: .seconds(600))
        let slow = hosts.checks(of: TroubledHosts.troubled)
        #expect(slow.lost == 0)
        // Two connections: nearly all that they can bring is brought.
        #expect(slow.saved >= 600 * 2 / seconds * 3 / 4, "\(slow)")
        #expect(hosts.checks(of: TroubledHosts.quick).saved >= 10 * 600 / 75)
        #expect(try await hosts.store.host(TroubledHosts.troubled).consecutiveFailures == 0)
    }

    @Test("Checks that wait for their turn are given back when another was asked to wait (K1)")
    func askedMeanwhile() async throws {
        let hosts = TroubledHosts(isPolite: true, answerTime: .zero)
        let shop = ScriptedFetcher()
        let tracker = Tracker(store: hosts.store, fetcher: shop, time: hosts.clock, random: .seeded(1))
        try await hosts.follow(6, at: TroubledHosts.quick)
        for number in 0..<6 {
            let url = try PageURL("https://\(TroubledHosts.quick)/p/\(number)")
            shop.script(url, .page("", at: url, status: .tooManyRequests, fields: [.retryAfter: "120"]))
        }
        let claimed = try await hosts.store.claimChecks(CheckRequest(limit: 6))
        #expect(claimed.map(\.startAfter) == [0, 0, 1, 2, 3, 4].map { .seconds($0) })
        let waiting = claimed.dropFirst(2).map { check in Task { await tracker.perform(check) } }
        await hosts.clock.waitForSleepers(4)
        for check in claimed.prefix(2) { _ = await tracker.perform(check) }
        hosts.clock.advance(by: .seconds(4))
        for task in waiting {
            let report = await task.value
            #expect(report.look == nil)
            #expect(report.problem?.contains("no requests to quick.example until") == true)
        }
        #expect(shop.requests.count == 2)
        hosts.clock.advance(by: .seconds(115))
        #expect(try await hosts.store.claimChecks(CheckRequest(limit: 6, horizon: .zero)).isEmpty)
        hosts.clock.advance(by: .seconds(1))
        // They are due as before: the leases were given back, not run out.
        let again = try await hosts.store.claimChecks(CheckRequest(limit: 6, horizon: .zero))
        #expect(again.first?.product.state.lastCheckAt == nil)
    }

    @Test("A preview, and a product that is not tracked for it, leave a host alone that asks for time (K1)")
    func askedPreview() async throws {
        let bench = try TrackerBench()
        bench.show(.page("", at: bench.url, status: .serviceUnavailable, fields: [.retryAfter: "120"]))
        _ = await bench.tracker.look(at: bench.url)
        #expect(try await bench.store.host("shop.example").pausedUntil == .noon + .seconds(120))
        await #expect(throws: TrackingError.self) { try await bench.track() }
        #expect(bench.shop.requests.count == 1)
        bench.clock.advance(by: .seconds(120))
        await #expect(throws: TrackingError.self) { try await bench.track() }
        #expect(bench.shop.requests.count == 2)
        #expect(try await bench.store.host("shop.example").pausedUntil == .noon + .seconds(240))
    }

    @Test("One request that failed counts once, however many products shared it")
    func sharedFailure() async throws {
        let bench = AdapterBench()
        let url = PinnedProductTests.url
        bench.answer(url, PinnedProductTests.page("19.99", member: "17.50"))
        for pin in ["", "css:.member", "css:h1 + .member"] { _ = try await bench.track(url, pin) }
        bench.answer(url, "", status: .forbidden)
        let count = bench.shop.requests.count
        #expect(try await bench.roundTogether().map(\.state.outcome) == [.blocked, .blocked, .blocked])
        #expect(bench.shop.requests.count == count + 1)
        let host = try await bench.store.host("shop.example")
        #expect(host.consecutiveFailures == 1)
        #expect(host.pausedUntil == nil)
    }

    @Test("A check whose host has no room for it is given back, and says nothing of the product")
    func busy() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let before = try await bench.track().product.state
        bench.show(.failure(FetchError(.busy, message: "shop.example is slow to answer.")))
        let report = try await bench.round()
        #expect(report.problem?.contains("slow") == true)
        #expect(try await bench.products().first?.state == before)
        #expect(try await bench.dueChecks().count == 1)
    }
}

@Suite("What is known of hosts")
struct HostWatchTests {
    /// A store in which something happens between reading a host and writing it.
    private struct Interposed: HostStore {
        let inner: MemoryStore
        let meanwhile: @Sendable () async -> Void

        func host(_ name: String) async throws(StoreError) -> HostState {
            let state = try await inner.host(name)
            await meanwhile()
            return state
        }

        func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
            try await inner.updateHost(name, change)
        }

        func reserveSlot(at name: String, limits: HostLimits, horizon: Duration) async throws(StoreError) -> Duration? {
            try await inner.reserveSlot(at: name, limits: limits, horizon: horizon)
        }
    }

    private let store = MemoryStore(time: ManualClock(now: .noon))

    @Test("Failures that end at the same time all count")
    func parallel() async throws {
        let slow = Interposed(inner: store) { for _ in 0..<20 { await Task.yield() } }
        let watch = HostWatch(store: slow, breaker: CircuitBreaker())
        await withTaskGroup { group in
            for _ in 0..<5 { group.addTask { _ = try? await watch.note(.failed, at: "a.example", now: .noon) } }
        }
        let state = try await store.host("a.example")
        #expect(state.consecutiveFailures == 5)
        #expect(state.pausedUntil == .noon + .seconds(120))
    }

    @Test("An answer does not end a pause that another worker's request has earned meanwhile")
    func pausedMeanwhile() async throws {
        let pause = HostChange.Pause(until: .noon + .seconds(120), reason: "asked")
        let other = Interposed(inner: store) { [store] in
            try? await store.updateHost("a.example", HostChange(pause: .some(pause)))
        }
        try await store.updateHost("a.example", HostChange(consecutiveFailures: 1))
        let watch = HostWatch(store: other, breaker: CircuitBreaker())
        _ = try await watch.note(.fine, at: "a.example", now: .noon)
        let state = try await store.host("a.example")
        #expect(state.pausedUntil == pause.until)
        #expect(state.consecutiveFailures == 0)
    }

    @Test("A host is full while its connections are taken and the first request takes long, or when far too many wait")
    func loads() throws {
        let loads = HostLoads()
        let limits = HostLimits()
        let first = try #require(loads.enter("a.example", limits: limits, now: .noon))
        #expect(!loads.isFull("a.example", limits: limits, now: .noon + .seconds(20)))
        for _ in 1..<16 { #expect(loads.enter("a.example", limits: limits, now: .noon + .seconds(4)) != nil) }
        #expect(loads.enter("a.example", limits: limits, now: .noon + .seconds(4)) == nil)
        loads.leave(first)
        #expect(!loads.isFull("a.example", limits: limits, now: .noon + .seconds(8)))
        #expect(loads.isFull("a.example", limits: limits, now: .noon + .seconds(9)))
        #expect(!loads.isFull("b.example", limits: limits, now: .noon + .seconds(9)))
    }
}
