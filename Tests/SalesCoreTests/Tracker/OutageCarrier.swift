import SalesCore
import SalesTesting
import Synchronization

/// A carrier of mail that takes fifty messages a second, is down while it is told to be, and never takes mail to some.
///
/// It moves the clock on by what a message that it takes costs; one that fails costs nothing.
final class OutageCarrier: Notifier {
    /// One hand-over.
    struct Call: Sendable {
        let at: Timestamp
        let alert: Alert.ID
        let email: String?
        let isTaken: Bool
    }

    private struct State {
        var isDown = false
        var calls: [Call] = []
    }

    let channel = Channel.email
    /// Messages a second.
    static let rate = 50
    private let clock: ManualClock
    private let refused: Set<String>
    private let state = Mutex(State())

    /// One that is up.
    init(clock: ManualClock, refusing refused: Set<String> = []) {
        self.clock = clock
        self.refused = refused
    }

    /// Whether it cannot be reached.
    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    /// All hand-overs, in order.
    var calls: [Call] { state.withLock { $0.calls } }

    /// The most hand-overs within one second, whatever came of them.
    var busiestSecond: Int {
        let times = calls.map(\.at)
        var first = times.startIndex
        var most = 0
        for (index, time) in times.enumerated() {
            while time - times[first] >= .seconds(1) { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let email = message.recipient.email
        let isTaken = state.withLock { state in
            let isTaken = !state.isDown && !(email.map(refused.contains) ?? false)
            state.calls.append(Call(at: clock.now, alert: message.id, email: email, isTaken: isTaken))
            return isTaken
        }
        guard isTaken else {
            throw NotifyError(.unavailable, advice: .later(after: nil), message: "the carrier cannot be reached")
        }
        clock.advance(by: .milliseconds(1_000 / Self.rate))
        return Receipt(reference: message.id.rawValue, answer: "taken")
    }
}
