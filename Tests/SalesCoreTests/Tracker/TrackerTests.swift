import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@Suite("A tracker tells each real drop once")
struct TrackerTests {
    @Test("A drop is seen, confirmed on a new connection, committed with its row, and told within the promise")
    func drop() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let tracked = try await bench.track(.below("40.00"))
        #expect(tracked.product.state.price == .gbp(49_99))
        #expect(!tracked.isAlreadyMet)
        bench.show(bench.page("39.99"))
        #expect(try await bench.round().state.quarantine != nil)
        #expect(bench.inbox.messages.isEmpty)
        #expect(try await bench.round().event?.after.price == .gbp(39_99))
        #expect(bench.shop.requests.suffix(2).map(\.needsFreshConnection) == [false, true])
        let message = try #require(bench.inbox.messages.first)
        #expect(message.subject.contains("£39.99"))
        let alert = try #require(try await bench.alerts().first)
        #expect(alert.id == message.id)
        #expect(alert.status == .accepted)
        #expect(try #require(alert.timeToTell) <= .seconds(70 + 20))
        let ever = Timestamp(milliseconds: 0)..<Timestamp(milliseconds: .max)
        let rows = try await bench.store.prices(of: tracked.product.id, in: ever, after: nil, limit: 9).elements
        #expect(rows.map(\.price) == [.gbp(49_99), .gbp(39_99)])
        for _ in 0..<5 { try await bench.round() }
        #expect(bench.inbox.messages.count == 1)
    }

    @Test(
        "Another spelling of a URL is the same product",
        arguments: [
            "HTTPS://SHOP.example/kettle", "https://shop.example:443/kettle#reviews",
            "https://shop.example/kettle?utm_source=mail&gclid=1",
        ]
    )
    func spellings(spelling: String) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let first = try await bench.track()
        let again = try await bench.tracker.track(TrackRequest(url: spelling))
        #expect(again.product.id == first.product.id)
        #expect(!again.isNewProduct)
    }

    @Test("What is already below is said so, and told only after it was not")
    func alreadyBelow() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("35.00"))
        #expect(try await bench.track(.below("40.00")).isAlreadyMet)
        try await bench.settle("34.00")
        #expect(bench.inbox.messages.isEmpty)
        try await bench.settle("45.00")
        bench.clock.advance(by: .seconds(3_600))
        try await bench.settle("35.00")
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("A page that gives no price is not tracked, and nothing is saved")
    func notTracked() async throws {
        let bench = try TrackerBench()
        bench.show(.failure(FetchError(.dns, advice: .later(after: nil), message: "no address")))
        await #expect(throws: TrackingError.self) { try await bench.track() }
        #expect(try await bench.products().isEmpty)
    }

    @Test(
        "An amount that is none is refused, and nothing is saved",
        arguments: ["40.001", "0", "-5", "forty", "", "1e3"]
    )
    func badAmount(text: String) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        await #expect(throws: TrackingError.self) { try await bench.track(.below(text)) }
        #expect(try await bench.products().isEmpty)
    }

    @Test("An unchanged page is asked for conditionally, and 304 moves the last reading without parsing")
    func conditional() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99", etag: "\"1\""))
        _ = try await bench.track()
        let report = try await bench.round()
        #expect(bench.shop.requests.last?.validators.etag == "\"1\"")
        #expect(report.look?.status == 304)
        #expect(report.state.lastReadAt == bench.clock.now)
        bench.show(bench.page("45.00", etag: "\"2\""))
        for _ in 0..<2 { try await bench.round() }
        #expect(bench.inbox.messages.count == 1)
    }

    @Test("The same body is not read again, and keeps the confirmed offer")
    func sameBody() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        let report = try await bench.round()
        #expect(report.look?.isUnchanged == true)
        #expect(report.look?.extraction == nil)
        #expect(report.state.price == .gbp(49_99))
    }

    @Test(
        "A status means one thing wherever it is met, and never changes the price",
        arguments: [
            (404, Reading.Outcome.gone), (410, .gone), (403, .blocked), (401, .blocked), (451, .blocked),
            (429, .failed),
            (500, .failed), (502, .failed), (503, .failed), (418, .failed),
        ]
    )
    func statuses(code: Int, outcome: Reading.Outcome) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(.page("<p>no</p>", at: bench.url, status: HTTPResponse.Status(code: code)))
        let report = try await bench.round()
        #expect(report.look?.reading.outcome == outcome)
        #expect(report.state.price == .gbp(49_99))
        #expect(report.event == nil)
    }

    @Test("A host that asks to wait is left alone until then")
    func retryAfter() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        var fields = HTTPFields()
        fields[.retryAfter] = "1800"
        bench.show(.page("", at: bench.url, status: .tooManyRequests, fields: fields))
        try await bench.round()
        let end = bench.clock.now + .seconds(1_800)
        let product = try #require(try await bench.products().first)
        #expect(product.nextCheckAt >= end)
        #expect(try await bench.store.host("shop.example").pausedUntil == end)
        bench.clock.advance(by: .seconds(1_700))
        try await bench.store.scheduleCheck(of: product.id, at: bench.clock.now)
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 10)).isEmpty)
    }

    @Test("An alert that the carrier does not take is tried again, and dead when it is refused for good")
    func retryAndDeath() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.inbox.script(
            .fail(NotifyError(.unavailable, advice: .later(after: nil), message: "down")),
            .fail(NotifyError(.rejected, message: "refused"))
        )
        bench.show(bench.page("45.00"))
        for _ in 0..<2 { try await bench.round() }
        let waiting = try #require(try await bench.alerts().first)
        #expect(waiting.status == .pending)
        #expect(waiting.failure == "down")
        bench.clock.set(to: waiting.nextAttemptAt)
        try await bench.tracker.deliverAlerts()
        let dead = try #require(try await bench.alerts().first)
        #expect(dead.status == .dead)
        #expect(dead.attempts == 2)
    }

    @Test("An alert of yesterday is not told any more")
    func expired() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.inbox.script(.fail(NotifyError(.unavailable, advice: .later(after: .seconds(80_000)), message: "down")))
        bench.show(bench.page("45.00"))
        for _ in 0..<2 { try await bench.round() }
        bench.clock.advance(by: .seconds(86_401))
        try await bench.tracker.deliverAlerts()
        #expect(try await bench.alerts().map(\.status) == [.expired])
        #expect(bench.inbox.messages.isEmpty)
    }

    @Test("A paused product is not checked, and resuming begins at the present price")
    func pause() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        let id = try await bench.track(.below("40.00")).product.id
        _ = try await bench.tracker.edit(id, Tracker.Edit(isPaused: true))
        bench.clock.advance(by: .seconds(600))
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 10)).isEmpty)
        let resumed = try await bench.tracker.edit(id, Tracker.Edit(isPaused: false))
        #expect(resumed.memory.isArmed)
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 10)).count == 1)
    }

    @Test("A worker that lost its lease saves nothing")
    func lostLease() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.clock.advance(by: .seconds(120))
        let claimed = try #require(try await bench.store.claimChecks(CheckRequest(limit: 1)).first)
        bench.clock.advance(by: .seconds(31))
        bench.show(bench.page("10.00"))
        #expect(await bench.tracker.perform(claimed).problem != nil)
        #expect(try await bench.products().first?.state.quarantine == nil)
    }

    @Test("A tracker that runs ends when its task is cancelled, with every lease given back")
    func stop() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        let run = Task { await bench.tracker.run(concurrency: 4) }
        await bench.clock.waitForSleepers(3)
        run.cancel()
        await run.value
        bench.clock.advance(by: .seconds(120))
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 10)).count == 1)
    }
}
