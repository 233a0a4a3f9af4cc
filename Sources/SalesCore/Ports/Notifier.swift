/// Hands a message to whoever carries it: a mail server, a web hook, a desktop.
public protocol Notifier: Sendable {
    /// The channel it serves.
    var channel: Channel { get }

    /// Hands over one message and returns when the carrier has accepted it.
    ///
    /// The caller guarantees that the person may be told, and calls again with the same ``Message/id`` when it does not
    /// know what came of a call: delivery is at least once. The notifier must pass the identifier on where the carrier
    /// can use it to drop a repetition, must let nothing in the message's text change where it goes or what it is
    /// (no field, recipient or markup is made from it), must end within ``Message/deadline``, and stop at once when
    /// the task is cancelled. A person without an address on the channel is answered with
    /// ``NotifyErrorCode/notConfigured``.
    /// - Returns: The carrier's own name for the message, and its answer in words.
    /// - Throws: ``NotifyError``; its advice decides whether the call is repeated.
    /// - Promise: NOTIFY-1 to NOTIFY-9
    func send(_ message: Message) async throws(NotifyError) -> Receipt
}

/// What the carrier said.
public struct Receipt: Hashable, Sendable {
    /// The carrier's own name for the message, where it gave one.
    public var reference: String?
    /// The carrier's answer in words, for people who test a channel.
    public var answer: String

    /// What the carrier said.
    public init(reference: String? = nil, answer: String) {
        self.reference = reference
        self.answer = answer
    }
}

/// A message to one person, written out for every kind of carrier.
public struct Message: Hashable, Sendable {
    /// The alert's identifier: the idempotency key.
    public var id: Alert.ID
    /// The person; which of their addresses is used is the notifier's channel's matter.
    public var recipient: User
    /// One line without line breaks.
    public var subject: String
    /// Plain text.
    public var text: String
    /// HTML with the same content, every piece of foreign text escaped.
    public var html: String
    /// The same in few words, at most ``maximumShortParts`` text messages.
    public var short: String
    /// What is told, for carriers of data: one for an alert, several for a digest, none for a word about the account.
    public var facts: [Alert.Facts]
    /// Where one POST stops messages of this kind (RFC 8058); nil where the installation has no address for links.
    public var unsubscribeURL: PageURL?
    /// When it was made.
    public var createdAt: Timestamp

    /// A message.
    public init(
        id: Alert.ID,
        recipient: User,
        subject: String,
        text: String,
        html: String,
        short: String,
        facts: [Alert.Facts],
        unsubscribeURL: PageURL? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.html = html
        self.short = short
        self.facts = facts
        self.unsubscribeURL = unsubscribeURL
        self.createdAt = createdAt
    }

    /// The most text messages that ``short`` is sent in (3GPP TS 23.038 and 23.040).
    public static let maximumShortParts = 2
    /// The most characters of ``short``: two text messages of septets; of other letters there is room for fewer.
    public static let maximumShortLength = 306
    /// The longest a hand-over may take.
    public static let deadline = Duration.seconds(20)
}

/// Why a carrier did not take a message; the text holds the carrier's own answer.
public typealias NotifyError = PortError<NotifyErrorCode>

/// The kinds of failure of a notifier.
public struct NotifyErrorCode: PortErrorCode {
    /// The code's name.
    public let rawValue: String

    /// The code of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The carrier cannot be reached.
    public static let unavailable = Self(rawValue: "unavailable")
    /// The carrier asks to slow down.
    public static let throttled = Self(rawValue: "throttled")
    /// The carrier refused the credentials.
    public static let unauthorized = Self(rawValue: "unauthorized")
    /// The carrier refused this recipient for good.
    public static let badRecipient = Self(rawValue: "bad-recipient")
    /// The address does not exist, or its owner has the carrier refuse us: nothing is sent there again.
    public static let noSuchAddress = Self(rawValue: "no-such-address")
    /// The carrier refused this message for good.
    public static let rejected = Self(rawValue: "rejected")
    /// The channel is not set up, or the person has no address on it.
    public static let notConfigured = Self(rawValue: "not-configured")
    /// The message was handed over and no answer came: the carrier may have taken it, or not.
    public static let unknownOutcome = Self(rawValue: "unknown-outcome")
    /// The task was cancelled, or the carrier's client closed, while the message was handed over: the carrier may have
    /// taken it, or not.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Anything else.
    public static let other = Self(rawValue: "other")

    /// Whether nobody knows if the carrier took the message.
    public var isUnknown: Bool { self == .unknownOutcome || self == .cancelled }
}
