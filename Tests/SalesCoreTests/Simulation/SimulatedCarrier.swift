import SalesCore
import SalesTesting
import Synchronization

/// A carrier of mail that fails now and then, and writes down what it took.
final class SimulatedCarrier: Notifier {
    /// One hand-over.
    struct Call: Sendable {
        let message: Message
        let at: Timestamp
        /// Whether the carrier took it.
        let isTaken: Bool
        /// Whether the caller heard of it.
        let isKnown: Bool
    }

    private struct State {
        var random: SeededRandom
        var calls: [Call] = []
        var isWell = false
    }

    let channel = Channel.email
    private let clock: ManualClock
    private let state: Mutex<State>

    init(seed: UInt64, clock: ManualClock) {
        self.clock = clock
        state = Mutex(State(random: SeededRandom(seed: seed ^ 0xCA11)))
    }

    /// All hand-overs, in order.
    var calls: [Call] { state.withLock { $0.calls } }

    /// Ends all failures for good.
    func recover() { state.withLock { $0.isWell = true } }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let kind = state.withLock { state in
            let kind = state.isWell ? 9 : Int.random(in: 0..<10, using: &state.random)
            let isTaken = kind > 1
            state.calls.append(Call(message: message, at: clock.now, isTaken: isTaken, isKnown: kind != 2))
            return kind
        }
        switch kind {
        case 0: throw NotifyError(.throttled, advice: .later(after: .seconds(5)), message: "slow down")
        case 1: throw NotifyError(.unavailable, advice: .later(after: nil), message: "no connection")
        case 2: throw NotifyError(.unknownOutcome, advice: .later(after: nil), message: "no answer")
        default: return Receipt(reference: message.id.rawValue, answer: "taken")
        }
    }
}
