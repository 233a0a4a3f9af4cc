import SalesTesting
import Testing

@testable import SalesCore

@Suite("Alerts that are asked for", .timeLimit(.minutes(15)))
struct AlertQueryTests {
    /// A tracker with one dead alert over the console for each of some products; its carrier takes the next.
    private func bench(_ failures: [String]) async throws -> TrackerBench {
        let bench = try TrackerBench()
        for (number, failure) in failures.enumerated() {
            let url = try PageURL("https://shop\(number).example/kettle")
            bench.shop.script(url, bench.page("49.99"))
            let tracked = try await bench.tracker.track(TrackRequest(url: url.absoluteString, rule: .anyDrop))
            bench.shop.script(url, bench.page("45.00"))
            bench.inbox.script(.fail(NotifyError(.rejected, message: failure)))
            for _ in 0..<2 {
                bench.clock.advance(by: .seconds(120))
                try await bench.tracker.check([tracked.product.id]) { _ in }
            }
            try await bench.tracker.expandEvents()
            try await bench.tracker.deliverAlerts()
        }
        return bench
    }

    @Test("are those of which every part that is named holds")
    func parts() async throws {
        let bench = try await bench(["no such box", "Too many words", "no such box"])
        let all = try await bench.tracker.alerts(matching: AlertQuery(), limit: 10)
        #expect(all.map(\.status) == [.dead, .dead, .dead])
        let newest = try #require(all.first)
        func found(_ query: AlertQuery, limit: Int = 10) async throws -> [Alert.ID] {
            try await bench.tracker.alerts(matching: query, limit: limit).map(\.id)
        }
        #expect(try await found(AlertQuery(failure: "NO SUCH")) == [all[0].id, all[2].id])
        #expect(try await found(AlertQuery(failure: "no such"), limit: 1) == [all[0].id])
        #expect(try await found(AlertQuery(since: newest.createdAt)) == [newest.id])
        #expect(try await found(AlertQuery(productID: newest.productID)) == [newest.id])
        #expect(try await found(AlertQuery(statuses: [.accepted, .pending])).isEmpty)
        #expect(try await found(AlertQuery(statuses: [.accepted, .dead])).count == 3)
        #expect(try await found(AlertQuery(channels: [.email])).isEmpty)
        #expect(try await found(AlertQuery(channels: [.email, .console], kinds: [.drop])).count == 3)
        #expect(try await found(AlertQuery(kinds: [.gone])).isEmpty)
        #expect(try await found(AlertQuery(userID: UserID(rawValue: 77))).isEmpty)
    }

    @Test("are replayed by the same parts, and counted without a replay where somebody rehearses")
    func replay() async throws {
        let bench = try await bench(["no such box", "too many words", "no such box"])
        let query = AlertQuery(failure: "no such box")
        #expect(try await bench.tracker.retryAlerts(matching: query, isRehearsal: true) == 2)
        #expect(try await bench.alerts().map(\.status) == [.dead, .dead, .dead])
        #expect(try await bench.tracker.retryAlerts(matching: query) == 2)
        #expect(try await bench.alerts().map(\.status) == [.pending, .dead, .pending])
        #expect(try await bench.tracker.deliverAlerts() == 2)
        #expect(try await bench.tracker.retryAlerts(matching: AlertQuery(statuses: [.accepted])) == 0)
        #expect(try await bench.tracker.retryAlerts(matching: AlertQuery(statuses: [.accepted, .dead])) == 1)
    }

    @Test("an old one ends the list only beyond the hour by which clocks may differ")
    func past() async throws {
        let bench = try await bench(["no such box"])
        let alert = try #require(try await bench.alerts().first)
        #expect(!AlertQuery(since: alert.createdAt + .seconds(3_600)).isPast(alert))
        #expect(AlertQuery(since: alert.createdAt + .milliseconds(3_600_001)).isPast(alert))
        #expect(!AlertQuery().isPast(alert))
    }
}
