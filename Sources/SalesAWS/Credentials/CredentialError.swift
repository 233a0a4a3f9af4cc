public import SalesCore

/// Why there are no credentials for AWS; the text names places and settings, and holds no secret.
public struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Reason: String, Sendable {
        /// No place is set up.
        case notConfigured
        /// What a place holds cannot be used.
        case unusable
        /// A place did not answer.
        case unavailable
        /// The task was cancelled.
        case cancelled
    }

    /// What kind of failure it is.
    public let reason: Reason
    /// What happened, where, and what to do.
    public let message: String

    /// A failure.
    public init(_ reason: Reason, message: String) {
        self.reason = reason
        self.message = message
    }

    /// Whether trying again can help.
    public var advice: RetryAdvice {
        switch reason {
        case .notConfigured, .unusable: .never
        case .unavailable, .cancelled: .later(after: nil)
        }
    }

    /// The message.
    public var description: String { message }
}
