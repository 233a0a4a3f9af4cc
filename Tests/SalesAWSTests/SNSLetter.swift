import Crypto
import CryptoExtras
import Foundation

@testable import SalesAWS

/// A message as Amazon SNS posts it, to be signed, bent and posted.
struct SNSLetter: Sendable {
    var parts: [String: String]

    /// What the genuine one is signed as.
    enum Version: String, Sendable, CaseIterable {
        case one = "1"
        case two = "2"
    }

    static let topic = "arn:aws:sns:eu-central-1:123456789012:sales-feedback"
    static let certificate = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem"

    /// A notification, not signed yet.
    static func notification(_ text: String, subject: String? = nil) -> SNSLetter {
        var letter = SNSLetter(parts: common("Notification", text))
        letter.parts["Subject"] = subject
        return letter
    }

    /// A wish to report here, not signed yet.
    static func confirmation(_ type: String = "SubscriptionConfirmation", token: String = "2336412f37fb687f")
        -> SNSLetter
    {
        var letter = SNSLetter(parts: common(type, "You have chosen to subscribe to the topic."))
        letter.parts["Token"] = token
        letter.parts["SubscribeURL"] = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=x"
        return letter
    }

    private static func common(_ type: String, _ text: String) -> [String: String] {
        [
            "Type": type, "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "TopicArn": topic, "Message": text,
            "Timestamp": "2026-03-01T12:00:00.000Z", "SigningCertURL": certificate,
        ]
    }

    /// Signed by a key; the text is put together here on its own, as the documentation has it.
    func signed(by key: _RSA.Signing.PrivateKey, _ version: Version = .two) throws -> SNSLetter {
        let names =
            parts["Type"] == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        var text = ""
        for name in names { if let part = parts[name] { text += "\(name)\n\(part)\n" } }
        let data = Data(text.utf8)
        let signature =
            switch version {
            case .one: try key.signature(for: Insecure.SHA1.hash(data: data), padding: .insecurePKCS1v1_5)
            case .two: try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
            }
        var letter = self
        letter.parts["SignatureVersion"] = version.rawValue
        letter.parts["Signature"] = signature.rawRepresentation.base64EncodedString()
        return letter
    }

    /// With a part changed, whatever was signed.
    func with(_ name: String, _ value: String?) -> SNSLetter {
        var letter = self
        letter.parts[name] = value
        return letter
    }

    /// As it is posted.
    var body: [UInt8] { Array((try? JSONEncoder().encode(parts)) ?? Data()) }
}
