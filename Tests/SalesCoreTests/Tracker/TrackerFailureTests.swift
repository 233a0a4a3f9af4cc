import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("What goes wrong around a tracker loses and repeats nothing")
struct TrackerFailureTests {
    private static let broken = StoreError(.corrupt, message: "broken")

    @Test("An edit beside an alert keeps what the rule remembers, so that nothing is told twice")
    func editBesideAlert() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track(.below("40.00")).product.id
        bench.show(bench.page("39.00"))
        for _ in 0..<2 { for claimed in try await bench.dueChecks() { _ = await bench.tracker.perform(claimed) } }
        // The event is expanded between the edit's reading of the subscription and its writing.
        let isFirst = Mutex(true)
        bench.seam.intercept { hooks in
            hooks.save = { [tracker = bench.tracker] _ in
                guard
                    isFirst.withLock({
                        let was = $0; $0 = false; return was
                    })
                else { return }
                try await tracker.expandEvents()
            }
        }
        let edited = try await bench.tracker.edit(id, Tracker.Edit(interval: .seconds(30)))
        #expect(edited.interval == .seconds(30))
        #expect(!edited.memory.isArmed)
        #expect(edited.memory.toldPrice == .gbp(39_00))
        try await bench.settle("45.00")
        try await bench.settle("39.00")
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("Following again beside an alert keeps what the rule remembers")
    func followAgainBesideAlert() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track(.below("40.00"))
        bench.show(bench.page("39.00"))
        for _ in 0..<2 { for claimed in try await bench.dueChecks() { _ = await bench.tracker.perform(claimed) } }
        let isFirst = Mutex(true)
        bench.seam.intercept { hooks in
            hooks.save = { [tracker = bench.tracker] _ in
                guard
                    isFirst.withLock({
                        let was = $0; $0 = false; return was
                    })
                else { return }
                try await tracker.expandEvents()
            }
        }
        bench.clock.advance(by: .seconds(5))
        let again = try await bench.tracker.track(TrackRequest(url: bench.url.absoluteString, interval: .seconds(30)))
        #expect(again.subscription.memory.toldPrice == .gbp(39_00))
    }

    @Test("A subscription that never holds still is not changed, and there is none to a product that goes")
    func contention() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track().product.id
        bench.seam.intercept { hooks in
            hooks.save = { store in
                guard let row = try await store.subscription(of: .local, to: id) else { return }
                let draft = Subscription.Draft(
                    userID: .local,
                    productID: id,
                    rule: row.rule,
                    memory: row.memory,
                    createdAt: row.createdAt
                )
                _ = try await store.save(draft, expectedVersion: nil, dueAt: .noon)
            }
        }
        await #expect {
            try await bench.tracker.edit(id, Tracker.Edit(isPaused: true))
        } throws: { error in
            if case TrackingError.store(let error) = error { error.code == .locked } else { false }
        }
        bench.seam.intercept { $0.save = { try await $0.removeProduct(id) } }
        await #expect {
            try await bench.tracker.edit(id, Tracker.Edit(isPaused: true))
        } throws: { error in
            if case TrackingError.noProduct(id) = error { true } else { false }
        }
    }

    @Test("An event that the store cannot expand holds up no other")
    func poisonedEvent() async throws {
        let bench = try TrackerBench()
        let other = try PageURL("https://shop.example/lamp")
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        let second = try await bench.addProduct(other)
        try await bench.addEvents(to: [try #require(try await bench.products().first).id, second])
        bench.seam.intercept { hooks in
            hooks.expand = { (expansion) throws(StoreError) in
                if expansion.eventID.rawValue == 1 { throw Self.broken }
            }
        }
        await #expect(throws: Self.broken) { try await bench.tracker.expandEvents() }
        #expect(try await bench.alerts().map(\.productID) == [second])
        bench.seam.intercept { $0.expand = nil }
        bench.clock.advance(by: .seconds(30))
        try await bench.tracker.expandEvents()
        #expect(try await bench.alerts().count == 2)
    }

    @Test("A drop of a product with more followers than a page holds is told to each of them once")
    func manyFollowers() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track().product.id
        for _ in 0..<(2 * maximumPageSize) {
            let user = try await bench.store.addPerson(at: .noon)
            let memory = RuleMemory(reference: .gbp(49_99))
            let draft = Subscription.Draft(
                userID: user.id,
                productID: id,
                rule: .anyDrop,
                memory: memory,
                createdAt: .noon
            )
            _ = try await bench.store.save(draft, expectedVersion: 0, dueAt: .noon)
        }
        try await bench.addEvents(to: [id])
        #expect(try await bench.tracker.expandEvents() == 2 * maximumPageSize + 1)
        #expect(try await bench.tracker.expandEvents() == 0)
    }

    @Test("A tracker without carriers leaves events to one that has some")
    func noCarriers() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        try await bench.addEvents(to: try await bench.products().map(\.id))
        let checker = Tracker(store: bench.store, fetcher: bench.shop, time: bench.clock, random: .seeded(2))
        #expect(try await checker.expandEvents() == 0)
        try await bench.tracker.expandEvents()
        #expect(try await bench.tracker.deliverAlerts() == 1)
    }

    @Test("A carrier that keeps silent holds up no other channel")
    func silentCarrier() async throws {
        let silent = RecordingNotifier(channel: .desktop)
        silent.script(.stall, .stall)
        let bench = try TrackerBench(further: [silent])
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        try await bench.addEvents(to: try await bench.products().map(\.id))
        let run = Task { await bench.tracker.run(concurrency: 1) }
        while silent.callCount == 0 || bench.inbox.messages.isEmpty { await bench.step() }
        try await bench.addEvents(to: try await bench.products().map(\.id))
        while bench.inbox.messages.count < 2 { await bench.step() }
        #expect(silent.messages.isEmpty)
        run.cancel()
        while bench.clock.sleeperCount == 0 { await Task.yield() }
        bench.clock.advance(by: .seconds(30))
        await run.value
    }

    @Test("A check that was not saved reports no drop")
    func unsavedCheck() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("39.00"))
        for claimed in try await bench.dueChecks() { _ = await bench.tracker.perform(claimed) }
        bench.seam.intercept { $0.commit = Self.broken }
        let claimed = try #require(try await bench.dueChecks().first)
        let report = await bench.tracker.perform(claimed)
        #expect(report.problem?.contains("broken") == true)
        #expect(report.event == nil)
        #expect(report.nextCheckAt == nil)
    }

    @Test("A check is saved even where its host's state cannot be")
    func unsavedHost() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.seam.intercept { $0.updateHost = Self.broken }
        bench.show(.page("", at: bench.url, status: .internalServerError))
        let report = try await bench.round()
        #expect(report.problem == nil)
        #expect(try await bench.products().first?.state.outcome == .failed)
    }

    @Test("A host on whose account another process noted failures is freed by a success within a minute")
    func failuresOfAnotherProcess() async throws {
        let store = MemoryStore(time: ManualClock(now: .noon))
        let watch = HostWatch(store: store, breaker: CircuitBreaker())
        _ = try await watch.note(.fine, at: "a.example", now: .noon)
        let pause = HostChange.Pause(until: .noon + .seconds(1), reason: "5 requests in a row failed")
        try await store.updateHost("a.example", HostChange(pause: .some(pause), consecutiveFailures: 5))
        _ = try await watch.note(.fine, at: "a.example", now: .noon + .seconds(59))
        #expect(try await store.host("a.example").consecutiveFailures == 5)
        _ = try await watch.note(.fine, at: "a.example", now: .noon + .seconds(60))
        #expect(try await store.host("a.example") == HostState())
    }

    @Test("A product of several followers is checked at the shortest interval that any of them asks for")
    func severalIntervals() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let tracked = try await bench.tracker.track(
            TrackRequest(url: bench.url.absoluteString, interval: .seconds(3_600))
        )
        let other = try await bench.store.addPerson(at: .noon)
        #expect(try await bench.round().nextCheckAt.map { $0 - bench.clock.now > .seconds(3_000) } == true)
        bench.clock.advance(by: .seconds(5))
        _ = try await bench.tracker.track(TrackRequest(url: bench.url.absoluteString, userID: other.id))
        #expect(try await bench.round().nextCheckAt.map { $0 - bench.clock.now <= .seconds(70) } == true)
        _ = try await bench.tracker.edit(tracked.product.id, of: other.id, Tracker.Edit(interval: .some(.seconds(20))))
        #expect(try await bench.round().nextCheckAt.map { $0 - bench.clock.now <= .seconds(24) } == true)
    }
}

extension TrackerBench {
    /// A product of another URL that the local user follows.
    func addProduct(_ url: PageURL) async throws -> ProductID {
        let new = Product.New(host: url.site, url: url, name: "Lamp", nextCheckAt: .noon, createdAt: .noon)
        let id = try await store.addProduct(new).product.id
        let memory = RuleMemory(reference: .gbp(49_99))
        let draft = Subscription.Draft(userID: .local, productID: id, rule: .anyDrop, memory: memory, createdAt: .noon)
        _ = try await store.save(draft, expectedVersion: nil, dueAt: .noon + .seconds(3_600))
        return id
    }

    /// Commits a further fall of each of these products in a check of its own.
    func addEvents(to products: [ProductID]) async throws {
        let policy = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000))
        clock.advance(by: .milliseconds(1))
        for id in products {
            let request = CheckRequest(limit: 1, policy: policy, products: [id])
            let claimed = try #require(try await store.claimChecks(request).first)
            let old = claimed.product.state.price ?? .gbp(49_99)
            var state = claimed.product.state
            let new = Money.gbp(old.minorUnits - 5_00)
            state.price = new
            let outcome = CheckOutcome(
                lease: claimed.lease,
                state: state,
                event: .of(old, new, at: clock.now),
                nextCheckAt: .noon + .seconds(1_000_000),
                decidedAt: clock.now
            )
            _ = try await store.commit([outcome])
        }
    }

    /// Lets what runs go on, and the clock where all of it waits.
    func step() async {
        await Task.yield()
        clock.advance(by: .milliseconds(10))
    }
}
