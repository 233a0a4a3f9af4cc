import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("A stop while alerts are told", .timeLimit(.minutes(15)))
struct StopTests {
    /// A tracker with an alert of a drop that is due.
    private func bench(further notifiers: [any Notifier] = []) async throws -> TrackerBench {
        let bench = try TrackerBench(further: notifiers)
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        bench.show(bench.page("45.00"))
        for _ in 0..<2 {
            for claimed in try await bench.dueChecks() { _ = await bench.tracker.perform(claimed) }
        }
        try await bench.tracker.expandEvents()
        return bench
    }

    @Test(
        "waits a while for a carrier that does not answer; what it may have taken is told again after 90 s, not before"
    )
    func unknown() async throws {
        let bench = try await bench()
        bench.inbox.script(.stall)
        let delivery = Task { try await bench.tracker.deliverAlerts() }
        while bench.inbox.callCount == 0 { await Task.yield() }
        delivery.cancel()
        await bench.clock.waitForSleepers()
        bench.clock.advance(by: StopGrace.length)
        #expect(try await delivery.value == 0)
        let alert = try #require(try await bench.alerts().first)
        #expect(alert.status == .pending && alert.attempts == 1)
        #expect(alert.failure?.hasPrefix(DeliveryPolicy.unknownPrefix) == true)
        bench.clock.advance(by: .milliseconds(89_999))
        #expect(try await bench.tracker.deliverAlerts() == 0 && bench.inbox.callCount == 1)
        bench.clock.advance(by: .seconds(30))
        #expect(try await bench.tracker.deliverAlerts() == 1)
        #expect(bench.inbox.messages.map(\.id) == [alert.id])
    }

    @Test("lets a carrier that answers within eight seconds end, and its answer is recorded and reported")
    func inTime() async throws {
        let slow = SlowNotifier(channel: .console)
        let bench = try await bench(further: [slow])
        let reported = Mutex<[Settlement.Outcome]>([])
        let delivery = Task {
            try await bench.tracker.deliverAlerts { _, outcome in
                #expect(!Task.isCancelled, "what is reported in a task that is cancelled may be lost")
                reported.withLock { $0.append(outcome) }
            }
        }
        await slow.waitForCall()
        delivery.cancel()
        await bench.clock.waitForSleepers()
        bench.clock.advance(by: StopGrace.length - .milliseconds(1))
        slow.answer()
        #expect(try await delivery.value == 1)
        #expect(try await bench.alerts().map(\.status) == [.accepted])
        #expect(reported.withLock { $0.map(\.isAccepted) } == [true])
    }

    @Test("hands over nothing that has only been claimed: it is due at once for whoever comes next, uncounted")
    func notBegun() async throws {
        let bench = try await bench()
        bench.seam.intercept { $0.leased = { withUnsafeCurrentTask { $0?.cancel() } } }
        let stopped = Task { try await bench.tracker.deliverAlerts() }
        #expect(try await stopped.value == 0 && bench.inbox.callCount == 0)
        #expect(try await bench.alerts().map(\.attempts) == [0])
        bench.seam.intercept { $0.leased = nil }
        #expect(try await bench.tracker.deliverAlerts() == 1)
    }

    @Test("lets a letter that is with its carrier end as well, and tells it again after 90 s where it does not")
    func letters() async throws {
        let bench = try AccountBench()
        try await bench.accounts.signUp(SignUp(email: AccountBench.email))
        bench.mails.script(.stall)
        let outcomes = Mutex<[LetterSettlement.Outcome]>([])
        let delivery = Task {
            try await bench.accounts.deliverLetters { _, outcome in outcomes.withLock { $0.append(outcome) } }
        }
        while bench.mails.callCount == 0 { await Task.yield() }
        delivery.cancel()
        await bench.clock.waitForSleepers()
        bench.clock.advance(by: StopGrace.length)
        #expect(try await delivery.value == 0)
        guard case .retry(let time, let failure)? = outcomes.withLock({ $0.first }) else {
            Issue.record("\(outcomes.withLock { $0 })")
            return
        }
        #expect(time >= bench.clock.now + .seconds(90) && failure.hasPrefix(DeliveryPolicy.unknownPrefix))
        bench.clock.set(to: time)
        #expect(try await bench.accounts.deliverLetters() == 1)
    }
}

/// A carrier that answers when a test says so, and stops for nobody.
private final class SlowNotifier: Notifier {
    let channel: Channel
    private let calls = AsyncStream.makeStream(of: Void.self)
    private let answers = AsyncStream.makeStream(of: Void.self)

    init(channel: Channel) { self.channel = channel }

    func waitForCall() async {
        for await _ in calls.stream { return }
    }

    func answer() { answers.continuation.yield() }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        calls.continuation.yield()
        for await _ in answers.stream { return Receipt(answer: "taken") }
        throw NotifyError(.cancelled, message: "The test stopped before it answered.")
    }
}
