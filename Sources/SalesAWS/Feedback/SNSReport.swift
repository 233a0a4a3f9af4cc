public import SalesCore

/// What a genuine message of Amazon SNS says.
public enum SNSReport: Hashable, Sendable {
    /// Whom a report concerns; nobody where the list is empty.
    case feedback([Feedback])
    /// The topic asks whether it may report here.
    case subscription(SNSSubscription)
    /// The topic does not report here any more.
    case ended(SNSTopic)
}
