import SalesTesting
import Testing

@testable import SalesCore

@Suite("What happens before an address is proved", .timeLimit(.minutes(15)))
struct WaitingAlertTests {
    /// A tracker whose one follower has proved nothing yet, after a drop; answers the secret of their link.
    private static func dropped(_ mails: RecordingNotifier) async throws -> (TrackerBench, Accounts, secret: String) {
        let bench = try TrackerBench(further: [mails])
        let key = try #require(LinkKey(bytes: Array(1...32)))
        let accounts = Accounts(
            store: bench.store,
            key: key,
            base: try PageURL("https://alerts.example"),
            notifiers: [mails],
            time: bench.clock
        )
        let user = try await accounts.add(SignUp(email: AccountBench.email)).user
        try await accounts.deliverLetters()
        bench.show(bench.page("49.99"))
        _ = try await bench.tracker.track(
            TrackRequest(url: bench.url.absoluteString, rule: .anyDrop, channels: [.email], userID: user.id)
        )
        try await bench.settle("49.99")
        try await bench.settle("45.00")
        let text = try #require(mails.messages.first?.text)
        let link = try #require(text.split(separator: "\n").first { $0.hasPrefix("https://alerts.example/v/") })
        return (bench, accounts, String(link.dropFirst("https://alerts.example/v/".count)))
    }

    @Test("Nothing is told, and a drop is told on verification")
    func told() async throws {
        let mails = RecordingNotifier(channel: .email)
        let (bench, accounts, secret) = try await Self.dropped(mails)
        #expect(mails.messages.map(\.subject) == ["Please confirm your address"])
        #expect(try await bench.alerts().map(\.status) == [.waiting])
        #expect(try await accounts.verify(secret: secret) != nil)
        #expect(try await bench.tracker.deliverAlerts() == 1)
        #expect(mails.messages.last?.subject.contains("45.00") == true)
    }

    @Test("A drop that is over by then is not told")
    func over() async throws {
        let mails = RecordingNotifier(channel: .email)
        let (bench, accounts, secret) = try await Self.dropped(mails)
        try await bench.settle("49.99")
        bench.clock.advance(by: .seconds(3_600))
        #expect(try await accounts.verify(secret: secret) != nil)
        #expect(try await bench.tracker.deliverAlerts() == 0)
        #expect(mails.messages.count == 1)
        #expect(try await bench.alerts().map(\.status) == [.expired])
    }
}
