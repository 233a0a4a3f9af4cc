/// The parts of a message of Amazon SNS as JSON has them.
struct SNSParts: Decodable {
    let type: String
    let messageID: String
    let topicARN: String
    let subject: String?
    let message: String
    let timestamp: String
    let signatureVersion: String
    let signature: String
    let signingCertURL: String
    let token: String?
    let subscribeURL: String?

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case messageID = "MessageId"
        case topicARN = "TopicArn"
        case subject = "Subject"
        case message = "Message"
        case timestamp = "Timestamp"
        case signatureVersion = "SignatureVersion"
        case signature = "Signature"
        case signingCertURL = "SigningCertURL"
        case token = "Token"
        case subscribeURL = "SubscribeURL"
    }

    /// Names and values of what is signed, each on a line of its own, in the order of the names.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html.
    func signedText(of kind: SNSMessage.Kind) -> String {
        let common = [("Message", message), ("MessageId", messageID)]
        let own =
            switch kind {
            case .notification: subject.map { [("Subject", $0)] } ?? []
            case .subscriptionConfirmation, .unsubscribeConfirmation: [("SubscribeURL", subscribeURL ?? "")]
            }
        let time = [("Timestamp", timestamp)]
        let tokens = kind == .notification ? [] : [("Token", token ?? "")]
        let end = [("TopicArn", topicARN), ("Type", type)]
        return (common + own + time + tokens + end).map { "\($0.0)\n\($0.1)\n" }.joined()
    }
}
