public import SalesCore

extension NotifierHarness {
    /// Makes recording notifiers, which stand for a notifier and its carrier at once.
    public static let recording = NotifierHarness { behaviour in
        TestedNotifier.recording(behaviour) { $0 }
    }
}

extension TestedNotifier {
    /// A recording notifier, perhaps with another around it that is under test.
    public static func recording(
        _ behaviour: CarrierBehaviour,
        wrappedBy wrap: (RecordingNotifier) -> any Notifier
    ) -> TestedNotifier {
        let recorder = RecordingNotifier(channel: .email)
        if let answer = RecordingNotifier.Answer(behaviour) { recorder.script(answer) }
        return TestedNotifier(
            wrap(recorder),
            recipient: Sample.user(1),
            deliveries: { recorder.messages.map(CarrierDelivery.init) },
            waitForCall: { while recorder.callCount == 0 { await Task.yield() } }
        )
    }
}

extension CarrierDelivery {
    /// A message as a recording notifier took it.
    fileprivate init(_ message: Message) {
        self.init(
            identifier: message.id.rawValue,
            recipients: message.recipient.email.map { [$0] } ?? [],
            parts: ["subject", "text"],
            content: message.subject + "\n" + message.text
        )
    }
}

extension RecordingNotifier.Answer {
    /// What a carrier of a behaviour answers first; nil where it accepts.
    fileprivate init?(_ behaviour: CarrierBehaviour) {
        switch behaviour {
        case .accepts: return nil
        case .stalls: self = .stall
        case .failsForNow:
            self = .fail(NotifyError(.other, advice: .later(after: nil), message: "The carrier is busy; try again."))
        case .throttles(let seconds):
            let advice = RetryAdvice.later(after: .seconds(seconds))
            self = .fail(NotifyError(.throttled, advice: advice, message: "The carrier asks for \(seconds) s of rest."))
        case .refusesMessage:
            self = .fail(NotifyError(.rejected, message: "The carrier refused the message."))
        case .refusesCredentials:
            self = .fail(NotifyError(.unauthorized, message: "The carrier refused the credentials."))
        case .isUnreachable:
            let message = "The carrier cannot be reached."
            self = .fail(NotifyError(.unavailable, advice: .later(after: nil), message: message))
        }
    }
}
