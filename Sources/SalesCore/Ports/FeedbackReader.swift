/// Reads what a mail or text carrier reports back: bounces, complaints, STOP.
public protocol FeedbackReader: Sendable {
    /// Decides whether a report is genuine and whom it concerns.
    ///
    /// The caller guarantees the body's exact bytes. The reader must prove the report's origin (a signature against a
    /// pinned key source) before it believes a word of it, and must answer an empty list for a genuine report that
    /// concerns nobody.
    /// - Throws: ``FeedbackError`` where the report is not genuine or cannot be read.
    func feedback(body: [UInt8], contentType: String) async throws(FeedbackError) -> [Feedback]
}

/// One address that must not be written to any more, or must for a while.
public struct Feedback: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Codable, Sendable {
        /// The address does not exist.
        case bounce
        /// The person marked the message as unwanted.
        case complaint
        /// The person asked to stop.
        case stop
    }

    /// What happened.
    public var kind: Kind
    /// The channel.
    public var channel: Channel
    /// The address.
    public var address: String
    /// The carrier's own name of the report, so that a repetition is known.
    public var reference: String

    /// A report.
    public init(kind: Kind, channel: Channel, address: String, reference: String) {
        self.kind = kind
        self.channel = channel
        self.address = address
        self.reference = reference
    }
}

/// Why a report was not believed.
public struct FeedbackError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why, for the log; without the report's content.
    public let message: String
    /// Whether the same report may be believed later, so that its sender should send it again; never where it is forged.
    public let advice: RetryAdvice

    /// A refusal.
    public init(message: String, advice: RetryAdvice = .never) {
        self.message = message
        self.advice = advice
    }

    /// The message.
    public var description: String { message }
}
