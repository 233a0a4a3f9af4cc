public import SalesCore

/// How to make the notifier that is held to the promises of ``NotifierPromises``.
public struct NotifierHarness: Sendable {
    /// Makes a notifier that talks to a carrier of the test's own, which behaves as asked.
    public let makeNotifier: @Sendable (CarrierBehaviour) async throws -> TestedNotifier

    /// A harness that makes notifiers with the closure.
    public init(makeNotifier: @escaping @Sendable (CarrierBehaviour) async throws -> TestedNotifier) {
        self.makeNotifier = makeNotifier
    }
}

/// What the carrier of a test does with every message.
public enum CarrierBehaviour: Hashable, Sendable {
    /// Takes it.
    case accepts
    /// Is there but fails, and may not the next time: 503, SMTP 451.
    case failsForNow
    /// Asks to come again after so many seconds: 429 with `Retry-After`. SMTP has no such answer; 421 will do there.
    case throttles(seconds: Int)
    /// Refuses the message for good: 400, SMTP 554.
    case refusesMessage
    /// Refuses the credentials: 401 or 403, SMTP 535.
    case refusesCredentials
    /// Is not there: nothing listens at its address.
    case isUnreachable
    /// Takes the connection and never answers.
    case stalls
}

/// A notifier under test with its carrier.
public struct TestedNotifier: Sendable {
    /// The notifier.
    public let notifier: any Notifier
    /// Somebody whom the channel reaches.
    public let recipient: User
    /// Everything that the carrier took, in order.
    public let deliveries: @Sendable () async throws -> [CarrierDelivery]
    /// Returns when the carrier, which stalls, has a call before it; only for ``CarrierBehaviour/stalls``.
    public let waitForCall: @Sendable () async throws -> Void
    /// Ends the carrier.
    public let dispose: @Sendable () async -> Void

    /// A notifier under test.
    public init(
        _ notifier: any Notifier,
        recipient: User,
        deliveries: @escaping @Sendable () async throws -> [CarrierDelivery],
        waitForCall: @escaping @Sendable () async throws -> Void = {},
        dispose: @escaping @Sendable () async -> Void = {}
    ) {
        self.notifier = notifier
        self.recipient = recipient
        self.deliveries = deliveries
        self.waitForCall = waitForCall
        self.dispose = dispose
    }
}

/// One message as a carrier took it.
public struct CarrierDelivery: Hashable, Sendable {
    /// The idempotency key that came with it; nil where the carrier has no place for one.
    public var identifier: String?
    /// Where it went: every address, URL, program or stream.
    public var recipients: [String]
    /// The names of its parts in order (header fields, arguments, keys of JSON, number of lines of a stream), without
    /// what they say: a message's text must not change them.
    public var parts: [String]
    /// What a person reads, all parts together, decoded.
    public var content: String

    /// A message as a carrier took it.
    public init(identifier: String?, recipients: [String], parts: [String], content: String) {
        self.identifier = identifier
        self.recipients = recipients
        self.parts = parts
        self.content = content
    }
}

extension PromiseNeed {
    /// A carrier that can fail: a stream or a screen has none.
    public static let faultyCarrier = PromiseNeed(rawValue: "faulty carrier")
    /// A carrier with a place for an idempotency key.
    public static let identifier = PromiseNeed(rawValue: "identifier")
    /// A channel on which a person needs an address.
    public static let address = PromiseNeed(rawValue: "address")
}
