/// Why a store could not do what it was asked; act on ``code`` and ``advice``, never on the text.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    ///
    /// Open: a store may have codes of its own.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// The code of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The store cannot be reached or opened.
        public static let unavailable = Code(rawValue: "unavailable")
        /// Somebody else holds a lock for longer than the store waits.
        public static let locked = Code(rawValue: "locked")
        /// The store may be read but not written.
        public static let readOnly = Code(rawValue: "read-only")
        /// The disk is full.
        public static let full = Code(rawValue: "full")
        /// The file or database is not one of ours.
        public static let foreign = Code(rawValue: "foreign")
        /// The schema is newer than this program.
        public static let tooNew = Code(rawValue: "too-new")
        /// The data breaks the store's own rules.
        public static let corrupt = Code(rawValue: "corrupt")
        /// An argument breaks what the caller guarantees.
        public static let invalidArgument = Code(rawValue: "invalid-argument")
        /// The task was cancelled; nothing was changed.
        public static let cancelled = Code(rawValue: "cancelled")
        /// Anything else.
        public static let other = Code(rawValue: "other")
    }

    /// What kind of failure it is.
    public let code: Code
    /// Whether trying again can help.
    public let advice: RetryAdvice
    /// What happened, where, and what to do, for people; without secrets and personal data.
    public let message: String

    /// A failure.
    public init(_ code: Code, advice: RetryAdvice = .never, message: String) {
        self.code = code
        self.advice = advice
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
