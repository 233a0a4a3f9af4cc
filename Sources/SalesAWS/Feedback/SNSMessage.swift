internal import Foundation
internal import SalesCore

/// What Amazon SNS posts to an endpoint, read but not believed.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html.
struct SNSMessage: Sendable {
    /// What is posted.
    enum Kind: String, Sendable {
        case notification = "Notification"
        case subscriptionConfirmation = "SubscriptionConfirmation"
        case unsubscribeConfirmation = "UnsubscribeConfirmation"
    }

    /// How the text is hashed before it is signed.
    enum SignatureVersion: String, Sendable {
        case sha1 = "1"
        case sha256 = "2"
    }

    let kind: Kind
    let id: String
    let topic: SNSTopic
    /// What was published.
    let text: String
    let version: SignatureVersion
    let signature: [UInt8]
    let certificateURL: PageURL
    /// What confirms a subscription; nil for notifications.
    let token: String?
    /// The text that SNS signed.
    let signedText: String

    /// Reads a body, and refuses what cannot be genuine whoever signed it.
    ///
    /// - Throws: ``FeedbackError``.
    init(_ body: [UInt8]) throws(FeedbackError) {
        guard body.count <= Self.maximumBytes, let parts = try? JSONDecoder().decode(SNSParts.self, from: Data(body))
        else { throw Self.refusal("is no message of Amazon SNS in JSON") }
        guard let kind = Kind(rawValue: parts.type) else { throw Self.refusal("has a type that is not known") }
        guard let topic = SNSTopic(arn: parts.topicARN) else { throw Self.refusal("names no topic") }
        guard let version = SignatureVersion(rawValue: parts.signatureVersion) else {
            throw Self.refusal("is signed in a way that is not known")
        }
        guard let signature = Data(base64Encoded: parts.signature), Self.signatureBytes.contains(signature.count) else {
            throw Self.refusal("has a signature that cannot be one")
        }
        guard let certificateURL = Self.certificateURL(parts.signingCertURL, of: topic) else {
            throw Self.refusal("names a certificate that is not Amazon's")
        }
        // The signed text has no quotation marks: a line break in any part but the text could move its borders.
        let oneLine = [parts.messageID, parts.timestamp, parts.subject, parts.token, parts.subscribeURL]
        guard oneLine.compactMap(\.self).allSatisfy(Self.isOneLine), !parts.messageID.isEmpty else {
            throw Self.refusal("has a line break where none can be")
        }
        switch kind {
        case .notification: guard parts.token == nil else { throw Self.refusal("is of two types at once") }
        case .subscriptionConfirmation, .unsubscribeConfirmation:
            guard parts.token?.isEmpty == false, parts.subscribeURL != nil, parts.subject == nil else {
                throw Self.refusal("lacks a part that confirmations have")
            }
        }
        self.kind = kind
        self.topic = topic
        self.version = version
        self.certificateURL = certificateURL
        self.signature = Array(signature)
        id = parts.messageID
        text = parts.message
        token = parts.token
        signedText = parts.signedText(of: kind)
    }

    /// SNS publishes 256 KiB at most, and JSON's escapes make up to six bytes of one.
    static let maximumBytes = 2 << 20
    /// RSA of 1,024 to 4,096 bits.
    private static let signatureBytes = 128...512
    private static let maximumPart = 8 << 10

    /// The one form that SNS's certificates have, at the host of the topic's own region; nothing is parsed that could be
    /// read in another way.
    static func certificateURL(_ text: String, of topic: SNSTopic) -> PageURL? {
        let start = "https://\(topic.host)/SimpleNotificationService-"
        let end = ".pem"
        guard text.utf8.starts(with: start.utf8), text.utf8.count <= start.utf8.count + longestName + end.utf8.count
        else { return nil }
        let rest = Array(text.utf8.dropFirst(start.utf8.count))
        guard rest.count > end.utf8.count, rest.suffix(end.utf8.count).elementsEqual(end.utf8),
            rest.dropLast(end.utf8.count).allSatisfy(isNameByte)
        else { return nil }
        return try? PageURL(text)
    }

    private static let longestName = 64

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static func isOneLine(_ text: String) -> Bool {
        text.utf8.count <= maximumPart && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }

    private static func refusal(_ what: String) -> FeedbackError {
        FeedbackError(message: "What was posted as a report \(what); it has no effect.")
    }
}
