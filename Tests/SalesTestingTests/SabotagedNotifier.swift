import SalesCore
import SalesTesting
import Synchronization

/// A notifier that does as promised, save for one thing.
final class SabotagedNotifier: Notifier {
    /// One way of breaking a notifier, and the promises that must each catch it.
    enum Sabotage: String, CaseIterable, Sendable {
        case sendsTwice, sendsNothing, makesNewIdentifiers, splitsAtLineBreaks, writesASCII, tellsSomebodyElse
        case callsCancelledDone, neverRetries, alwaysRetries, blursCodes

        var breaks: [Int] {
            switch self {
            case .sendsTwice, .sendsNothing: [1]
            case .makesNewIdentifiers: [2]
            case .splitsAtLineBreaks: [3]
            case .writesASCII: [4]
            case .tellsSomebodyElse: [5]
            case .callsCancelledDone: [6]
            case .neverRetries: [7]
            case .alwaysRetries: [8]
            case .blursCodes: [9]
            }
        }
    }

    let channel = Channel.email
    private let notifier: RecordingNotifier
    private let sabotage: Sabotage?
    private let count = Mutex(0)

    init(_ notifier: RecordingNotifier, _ sabotage: Sabotage?) {
        self.notifier = notifier
        self.sabotage = sabotage
    }

    static func harness(_ sabotage: Sabotage?) -> NotifierHarness {
        NotifierHarness { behaviour in
            TestedNotifier.recording(behaviour) { SabotagedNotifier($0, sabotage) }
        }
    }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        var message = message
        switch sabotage {
        case .sendsTwice: _ = try await notifier.send(message)
        case .sendsNothing: return Receipt(answer: "250 OK")
        case .makesNewIdentifiers: message.id = Alert.ID(rawValue: "\(next())")
        case .splitsAtLineBreaks where message.subject.contains(where: \.isNewline):
            message.recipient.email = "victim@example.org"
        case .writesASCII:
            message.subject = message.subject.filter(\.isASCII)
            message.text = message.text.filter(\.isASCII)
        case .tellsSomebodyElse: message.recipient.email = message.recipient.email ?? "admin@example.org"
        default: break
        }
        do {
            return try await notifier.send(message)
        } catch {
            if sabotage == .callsCancelledDone, error.code == .cancelled { return Receipt(answer: "250 OK") }
            throw spoiled(error)
        }
    }

    private func spoiled(_ error: NotifyError) -> NotifyError {
        switch sabotage {
        case .neverRetries: NotifyError(error.code, message: error.message)
        case .alwaysRetries: NotifyError(error.code, advice: .later(after: nil), message: error.message)
        case .blursCodes: NotifyError(.other, advice: error.advice, message: error.message)
        default: error
        }
    }

    private func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
