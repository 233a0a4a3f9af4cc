import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Alerts that are handed over at the same time", .timeLimit(.minutes(15)))
struct DeliveryTests {
    @Test("A carrier that stalls keeps no later alert waiting")
    func stalledCarrier() async throws {
        let bench = try TrackerBench()
        let other = try PageURL("https://shop.example/toaster")
        bench.show(bench.page("49.99"))
        bench.shop.script(other, bench.page("49.99"))
        _ = try await bench.track()
        let toaster = try await bench.tracker.track(TrackRequest(url: other.absoluteString, rule: .anyDrop)).product.id
        bench.inbox.script(.stall)
        bench.show(bench.page("45.00"))
        let hasEnded = Mutex(false)
        let run = Task {
            await bench.tracker.run(concurrency: 4)
            hasEnded.withLock { $0 = true }
        }
        while bench.inbox.callCount == 0 { await bench.passSecond() }
        bench.shop.script(other, bench.page("45.00"))
        while try await !bench.alerts().contains(where: { $0.productID == toaster && $0.status == .accepted }) {
            await bench.passSecond()
        }
        run.cancel()
        while !hasEnded.withLock({ $0 }) { await bench.passSecond() }
    }

    @Test("No more of a channel are handed over at a time than it has places")
    func places() async {
        let places = DeliveryPlaces(channels: [.console, .email], limit: 2)
        #expect(await places.free().channels == [.console, .email])
        await places.take(.console)
        #expect(await places.free().room == 1)
        await places.take(.console)
        let free = await places.free()
        #expect(free.channels == [.email] && free.room == 2)
        #expect(await places.giveBack(.console))
        #expect(await !places.giveBack(.console))
        #expect(await places.free().room == 2)
        #expect(await DeliveryPlaces(channels: [.email], limit: 0).free().room == 1)
    }

    @Test("All that is due is told in one go, however many times the places it is", arguments: [1, 3, 8])
    func all(_ simultaneous: Int) async throws {
        let bench = try TrackerBench(simultaneous: simultaneous)
        var urls: [PageURL] = []
        for number in 0..<12 { urls.append(try PageURL("https://shop\(number).example/kettle")) }
        for url in urls {
            bench.shop.script(url, bench.page("49.99"))
            _ = try await bench.tracker.track(TrackRequest(url: url.absoluteString, rule: .anyDrop))
        }
        for url in urls { bench.shop.script(url, bench.page("45.00")) }
        for _ in 0..<2 {
            bench.clock.advance(by: .seconds(120))
            for check in try await bench.store.claimChecks(CheckRequest(limit: 50)) {
                _ = await bench.tracker.perform(check)
            }
        }
        try await bench.tracker.expandEvents()
        #expect(try await bench.tracker.deliverAlerts() == urls.count)
        #expect(Set(bench.inbox.messages.map(\.id)).count == urls.count)
        #expect(try await bench.tracker.deliverAlerts() == 0)
    }
}
