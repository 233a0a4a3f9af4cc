import Synchronization

/// A notifier that keeps what it was given instead of telling anybody, and fails as its script says.
public final class RecordingNotifier: Notifier {
    /// What one call gets.
    public enum Answer: Sendable {
        /// The carrier takes it.
        case accept(Receipt)
        /// The carrier does not.
        case fail(NotifyError)
        /// The carrier takes it, but its answer is lost: the caller cannot know.
        case acceptThenFail(NotifyError)
        /// The carrier never answers: the call ends when its task is cancelled.
        case stall
    }

    private struct State {
        var answers: [Answer] = []
        var accepted: [Message] = []
        var calls = 0
    }

    /// The channel it serves.
    public let channel: Channel
    private let state = Mutex(State())

    /// A notifier for a channel that accepts all until ``script(_:)`` says otherwise.
    public init(channel: Channel = .console) { self.channel = channel }

    /// The messages that were accepted, in order, those whose answer was lost among them.
    public var messages: [Message] { state.withLock { $0.accepted } }

    /// How many messages were handed over, accepted or not.
    public var callCount: Int { state.withLock { $0.calls } }

    /// Adds answers for the calls that come next; after them everything is accepted.
    public func script(_ answers: Answer...) {
        state.withLock { $0.answers += answers }
    }

    /// Keeps the message, or fails as the script says.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        guard !Task.isCancelled else { throw NotifyError(.cancelled, message: "The message was cancelled.") }
        guard hasAddress(message.recipient) else {
            throw NotifyError(.notConfigured, message: "The person has no address for \(channel) messages.")
        }
        let answer = state.withLock { state -> Answer in
            state.calls += 1
            let plain = Answer.accept(Receipt(reference: message.id.rawValue, answer: "kept in memory"))
            let answer = state.answers.isEmpty ? plain : state.answers.removeFirst()
            switch answer {
            case .accept, .acceptThenFail: state.accepted.append(message)
            case .fail, .stall: break
            }
            return answer
        }
        switch answer {
        case .accept(let receipt): return receipt
        case .fail(let error), .acceptThenFail(let error): throw error
        case .stall:
            // A stream without an element or an end is left when the task is cancelled.
            let (silence, answer) = AsyncStream.makeStream(of: Never.self)
            for await _ in silence {}
            answer.finish()
            throw NotifyError(.cancelled, message: "The message was cancelled while the carrier did not answer.")
        }
    }

    private func hasAddress(_ user: User) -> Bool {
        switch channel {
        case .email: user.email != nil
        case .sms: user.phone != nil
        default: true
        }
    }
}
