public import SalesCore

/// Reads what Amazon SES and Amazon SNS report through topics of Amazon SNS: bounces, complaints, STOP.
///
/// A message is believed where its topic is one of those that the operator named, and where its signature is that of a
/// certificate that Amazon publishes for that topic's region. Repetitions are told by ``Feedback/reference``, which is
/// the store's matter.
public struct SNSFeedbackReader: FeedbackReader {
    private let topics: Set<SNSTopic>
    private let certificates: SNSCertificates
    private let subscribe: @Sendable (SNSSubscription) async throws(FeedbackError) -> Void

    /// A reader.
    ///
    /// - Parameters:
    ///   - topics: Whose messages are believed.
    ///   - fetcher: What fetches Amazon's certificates; for public addresses.
    ///   - time: By which certificates are valid.
    ///   - authorities: Certificates in PEM that Amazon's must lead to, beside those that come with it; nil to rely on
    ///     the TLS connection that it is fetched over, as Amazon's own libraries do.
    ///   - subscribe: What is done with the wish of one of the topics to report here; unless given, nothing.
    /// - Throws: ``FeedbackError`` where `authorities` cannot be read.
    public init(
        topics: Set<SNSTopic>,
        fetcher: any Fetcher,
        time: any TimeSource,
        authorities: String? = nil,
        subscribe: @escaping @Sendable (SNSSubscription) async throws(FeedbackError) -> Void = { _ in }
    ) throws(FeedbackError) {
        self.topics = topics
        self.subscribe = subscribe
        certificates = SNSCertificates(
            fetcher: fetcher,
            time: time,
            authorities: try authorities.map(CertificateChain.init(authorities:))
        )
    }

    /// Whom a genuine report concerns; see ``FeedbackReader/feedback(body:contentType:)``.
    ///
    /// SNS states the same content type for all it posts, so that it is not looked at.
    public func feedback(body: [UInt8], contentType: String) async throws(FeedbackError) -> [Feedback] {
        switch try await report(body) {
        case .feedback(let feedback): return feedback
        case .subscription(let subscription):
            try await subscribe(subscription)
            return []
        case .ended: return []
        }
    }

    /// What a body says, once it is proved genuine; a subscription is given back and not acted on.
    ///
    /// - Throws: ``FeedbackError`` where it is not genuine or cannot be read.
    public func report(_ body: [UInt8]) async throws(FeedbackError) -> SNSReport {
        let message = try SNSMessage(body)
        guard topics.contains(message.topic) else {
            throw FeedbackError(message: "A report came from a topic that is not allowed here; it has no effect.")
        }
        let key = try await certificates.key(at: message.certificateURL, host: message.topic.host)
        guard key.signed(message) else {
            throw FeedbackError(message: "A report's signature is not Amazon's; it has no effect.")
        }
        switch (message.kind, message.token) {
        case (.subscriptionConfirmation, let token?):
            return .subscription(SNSSubscription(topic: message.topic, token: token))
        case (.unsubscribeConfirmation, _), (.subscriptionConfirmation, nil): return .ended(message.topic)
        case (.notification, _): return .feedback(CarrierReport.feedback(message.text, reference: message.id))
        }
    }
}
