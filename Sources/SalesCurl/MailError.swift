public import SalesCore

/// Why a message was not handed to the mail server; act on ``code`` and ``advice``, never on the text.
public struct MailError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    ///
    /// Open: more may come.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// The code of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The settings cannot be right.
        public static let settings = Code(rawValue: "settings")
        /// The message or an address is not fit to be sent.
        public static let badMessage = Code(rawValue: "bad-message")
        /// The server cannot be reached, or the connection broke before the message was complete.
        public static let unavailable = Code(rawValue: "unavailable")
        /// No TLS, or the server did not prove who it is.
        public static let tls = Code(rawValue: "tls")
        /// The server refused the user name or password.
        public static let unauthorized = Code(rawValue: "unauthorized")
        /// The server refused for now (reply 4yz).
        public static let deferred = Code(rawValue: "deferred")
        /// The server refused this recipient for good.
        public static let badRecipient = Code(rawValue: "bad-recipient")
        /// The server says that there is no such address (RFC 3463 §3.2).
        public static let noSuchAddress = Code(rawValue: "no-such-address")
        /// The server refused the message or the sender for good (reply 5yz).
        public static let rejected = Code(rawValue: "rejected")
        /// The message was sent in full, but the server's verdict did not arrive: it may have been accepted.
        public static let outcomeUnknown = Code(rawValue: "outcome-unknown")
        /// The task was cancelled before the message was complete.
        public static let cancelled = Code(rawValue: "cancelled")
        /// Anything else.
        public static let other = Code(rawValue: "other")
    }

    /// What kind of failure it is.
    public let code: Code
    /// Whether trying again can help.
    public let advice: RetryAdvice
    /// The server's last line, where it said something.
    public let reply: String?
    /// What happened, where, and what to do, for people; without secrets.
    public let message: String

    /// A failure.
    public init(_ code: Code, advice: RetryAdvice = .never, reply: String? = nil, message: String) {
        self.code = code
        self.advice = advice
        self.reply = reply
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
