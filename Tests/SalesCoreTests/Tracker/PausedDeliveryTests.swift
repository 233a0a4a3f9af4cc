import SalesCore
import SalesTesting
import Testing

@Suite("Sending that is stopped", .timeLimit(.minutes(15)))
struct PausedDeliveryTests {
    @Test("hands nothing to a carrier and loses nothing: what waited is told when it goes on")
    func paused() async throws {
        let bench = try TrackerBench()
        var settings = bench.tracker.settings
        settings.delivery.isPaused = true
        let stopped = Tracker(
            store: bench.store,
            fetcher: bench.shop,
            notifiers: [bench.inbox],
            settings: settings,
            time: bench.clock,
            random: .seeded(2)
        )
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("45.00"))
        for _ in 0..<2 {
            for check in try await bench.dueChecks() { _ = await stopped.perform(check) }
        }
        #expect(try await stopped.expandEvents() == 1)
        #expect(try await stopped.deliverAlerts() == 0)
        let run = Task { await stopped.run(concurrency: 1) }
        for _ in 0..<5 { await bench.passSecond() }
        run.cancel()
        await run.value
        #expect(bench.inbox.callCount == 0)
        #expect(try await bench.alerts().map(\.status) == [.pending])
        #expect(try await bench.tracker.deliverAlerts() == 1)
        #expect(bench.inbox.messages.count == 1)
    }
}
