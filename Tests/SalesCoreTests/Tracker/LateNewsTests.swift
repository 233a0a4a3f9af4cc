import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("What comes late is told only where it is news, and once", .timeLimit(.minutes(15)))
struct LateNewsTests {
    /// A bench with a confirmed fall to £39 that is committed and not expanded yet.
    private func fallen(_ rule: RuleRequest = .anyDrop) async throws -> (bench: TrackerBench, id: ProductID) {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track(rule).product.id
        bench.show(bench.page("39.00"))
        try await bench.check(times: 2)
        return (bench, id)
    }

    @Test(
        "An alert that waited is told where its price still holds, or has fallen further",
        arguments: ["39.00", "35.00"]
    )
    func stillTrue(_ price: String) async throws {
        let (bench, _) = try await fallen(.below("40.00"))
        try await bench.tracker.expandEvents()
        bench.show(bench.page(price))
        try await bench.check(times: 10)
        #expect(bench.clock.now > .noon + .seconds(400))
        try await bench.tracker.deliverAlerts()
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("An alert that waited until its price had risen again expires")
    func noLongerTrue() async throws {
        let (bench, _) = try await fallen(.below("40.00"))
        try await bench.tracker.expandEvents()
        bench.show(bench.page("49.99"))
        try await bench.check(times: 10)
        try await bench.tracker.deliverAlerts()
        #expect(bench.inbox.messages.isEmpty)
        #expect(try await bench.alerts().map(\.status) == [.expired])
    }

    @Test("A fall that nobody expanded for a day is no news any more")
    func lateExpansion() async throws {
        let (bench, _) = try await fallen()
        bench.clock.advance(by: .seconds(90_000))
        try await bench.tracker.expandEvents()
        try await bench.tracker.deliverAlerts()
        #expect(bench.inbox.messages.isEmpty)
        #expect(try await bench.alerts().map(\.status) == [.expired])
    }

    @Test("A worker that stood still after it took an alert gives it back instead of telling it")
    func stoodStill() async throws {
        let (bench, _) = try await fallen()
        try await bench.tracker.expandEvents()
        let hasStood = Mutex(false)
        bench.seam.intercept { hooks in
            hooks.leased = { [clock = bench.clock] in
                let isFirst = hasStood.withLock { was in
                    defer { was = true }
                    return !was
                }
                if isFirst { clock.advance(by: .seconds(11)) }
            }
        }
        let told = Mutex<[Bool]>([])
        try await bench.tracker.deliverAlerts { _, outcome in told.withLock { $0.append(outcome.isAccepted) } }
        #expect(told.withLock { $0 } == [false, true])
        #expect(bench.inbox.callCount == 1)
        #expect(try await bench.alerts().map(\.attempts) == [1])
    }

    @Test("An alert that was taken is recorded as soon as a busy store lets it, and not told again")
    func busyStore() async throws {
        let (bench, _) = try await fallen()
        try await bench.tracker.expandEvents()
        let busy = StoreError(.locked, advice: .later(after: nil), message: "busy")
        bench.seam.intercept { $0.settle = (busy, times: 3) }
        let hasEnded = Mutex(false)
        let delivery = Task {
            defer { hasEnded.withLock { $0 = true } }
            return try await bench.tracker.deliverAlerts()
        }
        while !hasEnded.withLock({ $0 }) { await bench.passSecond() }
        #expect(try await delivery.value == 1)
        bench.clock.advance(by: .seconds(60))
        #expect(try await bench.tracker.deliverAlerts() == 0)
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("Who resumes, or sets a new rule, after a fall is not told of it", arguments: [true, false])
    func begunAfterwards(isResumed: Bool) async throws {
        let (bench, id) = try await fallen()
        if isResumed { _ = try await bench.tracker.edit(id, Tracker.Edit(isPaused: true)) }
        _ = try await bench.tracker.edit(id, isResumed ? Tracker.Edit(isPaused: false) : Tracker.Edit(rule: .anyDrop))
        try await bench.tracker.expandEvents()
        #expect(try await bench.alerts().isEmpty)
        try await bench.settle("35.00")
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("A new product has its first reading before anybody else can check it")
    func firstReading() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let seen = Mutex<[Money?]>([])
        bench.seam.intercept { hooks in
            hooks.save = { store in
                let page = try await store.products(matching: .all, after: nil, limit: 10)
                seen.withLock { $0 = page.elements.map(\.state.price) }
            }
        }
        let tracked = try await bench.track(.below("45.00"))
        #expect(seen.withLock { $0 } == [.gbp(49_99)])
        #expect(tracked.product.state.price == .gbp(49_99))
        #expect(bench.shop.requests.count == 1)
    }

    @Test("Who asks with the look that confirms a fall begins at the new price, and is shown that it is below already")
    func confirmedByAsking() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("39.00"))
        try await bench.round()
        bench.clock.advance(by: .seconds(15))
        let other = try await bench.store.addPerson(at: .noon)
        let request = TrackRequest(url: bench.url.absoluteString, rule: .below("45.00"), userID: other.id)
        let tracked = try await bench.tracker.track(request)
        #expect(tracked.product.state.price == .gbp(39_00))
        #expect(tracked.isAlreadyMet)
        #expect(tracked.subscription.memory.reference == .gbp(39_00))
    }

    @Test("A reading that a clock put back makes older than the last leaves nothing that could hide a drop")
    func clockPutBack() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99", etag: "\"old\""))
        let id = try await bench.track().product.id
        let claimed = try #require(try await bench.dueChecks().first)
        var state = claimed.product.state
        state.lastCheckAt = bench.clock.now + .seconds(300)
        let now = bench.clock.now
        let ahead = CheckOutcome(lease: claimed.lease, state: state, nextCheckAt: now, decidedAt: now)
        _ = try await bench.store.commit([ahead])
        bench.show(bench.page("39.00", etag: "\"new\""))
        let report = try await bench.round()
        #expect(report.problem?.contains("clock") == true)
        #expect(try await bench.store.product(id)?.state.validators.etag == "\"old\"")
        bench.clock.advance(by: .seconds(301))
        for _ in 0..<2 { try await bench.round() }
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("A 304 that nobody asked for confirms nothing and refutes nothing")
    func strangeNotModified() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99", etag: "\"a\""))
        _ = try await bench.track()
        bench.show(bench.page("39.00", etag: "\"b\""))
        try await bench.round()
        bench.show(.response(FetchResponse(status: .notModified, url: bench.url)))
        #expect(try await bench.round().state.outcome == .failed)
        bench.show(bench.page("39.00", etag: "\"b\""))
        try await bench.round()
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("A pin that works is not left to the pace of the one that failed")
    func repairedPin() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track().product.id
        bench.show(.page("<title>Kettle</title><h1>Kettle</h1><p>Come back soon.</p>", at: bench.url))
        for _ in 0..<8 { try await bench.round() }
        bench.show(.page("<title>Kettle</title><h1>Kettle</h1><p class=now>£45.00</p>", at: bench.url))
        bench.clock.advance(by: .seconds(5))
        let pinned = try await bench.tracker.pin(id, to: Selection(text: "css:.now"))
        #expect(pinned.product.state.price == .gbp(45_00))
        #expect(pinned.product.nextCheckAt <= bench.clock.now + .seconds(70))
    }
}

extension TrackerBench {
    /// Checks what is due, a few times, and tells nobody.
    fileprivate func check(times: Int) async throws {
        for _ in 0..<times { for claimed in try await dueChecks() { _ = await tracker.perform(claimed) } }
    }
}
