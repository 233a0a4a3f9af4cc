import CryptoExtras
import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Forged reports", .timeLimit(.minutes(15)))
struct SNSForgeryTests {
    /// One way to forge a report, made of what Amazon's own key signed and of what it did not.
    struct Forgery: Sendable, CustomTestStringConvertible {
        let name: String
        let body: @Sendable (SNSBed) throws -> [UInt8]

        var testDescription: String { name }

        init(_ name: String, _ body: @escaping @Sendable (SNSBed) throws -> [UInt8]) {
            self.name = name
            self.body = body
        }

        /// A genuine letter with a part changed afterwards.
        init(_ name: String, changing part: String, to value: String?) {
            self.init(name) { try genuine($0).with(part, value).body }
        }

        /// A letter with a part that is not Amazon's, signed by Amazon's key all the same.
        init(_ name: String, signing part: String, as value: String?) {
            self.init(name) {
                try SNSLetter.notification(SNSFeedbackTests.bounce).with(part, value).signed(by: $0.key).body
            }
        }
    }

    @Test("have no effect, and no word of theirs is repeated", arguments: forgeries)
    func forged(_ forgery: Forgery) async throws {
        let bed = try SNSBed()
        let body = try forgery.body(bed)
        let error = await #expect(throws: FeedbackError.self) { try await bed.effect(of: body) }
        #expect(error?.message.contains("ann@") == false && error?.message.contains("evil") == false)
        #expect(bed.subscriptions.all.isEmpty)
        // Whatever is posted, nothing but Amazon's certificates is asked for.
        #expect(bed.fetcher.requests.allSatisfy { $0.url.host == "sns.eu-central-1.amazonaws.com" })
    }

    @Test("are fifty or more ways")
    func count() { #expect(Set(Self.forgeries.map(\.name)).count >= 50 && Self.forgeries.count >= 50) }

    private static func genuine(_ bed: SNSBed) throws -> SNSLetter {
        try SNSLetter.notification(SNSFeedbackTests.bounce, subject: "Event").signed(by: bed.key)
    }

    private static let otherKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    static let forgeries: [Forgery] = parts + signatures + certificates + shapes

    private static let parts = [
        Forgery("another text", changing: "Message", to: SNSFeedbackTests.bounce.replacing("ann@", with: "eve@")),
        Forgery("a text with one more space", changing: "Message", to: SNSFeedbackTests.bounce + " "),
        Forgery("no text", changing: "Message", to: nil),
        Forgery("another subject", changing: "Subject", to: "Other"),
        Forgery("no subject where one was signed", changing: "Subject", to: nil),
        Forgery("an empty subject where one was signed", changing: "Subject", to: ""),
        Forgery("another name", changing: "MessageId", to: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf325"),
        Forgery("no name", changing: "MessageId", to: nil),
        Forgery("an empty name", signing: "MessageId", as: ""),
        Forgery("another time", changing: "Timestamp", to: "2027-03-01T12:00:00.000Z"),
        Forgery("no time", changing: "Timestamp", to: nil),
        Forgery("another topic of the account", signing: "TopicArn", as: SNSLetter.topic + "2"),
        Forgery("the topic of another account", signing: "TopicArn", as: topic("eu-central-1:210987654321")),
        Forgery("the topic of another region", signing: "TopicArn", as: topic("us-east-1:123456789012")),
        Forgery("the topic in capitals", signing: "TopicArn", as: SNSLetter.topic.uppercased()),
        Forgery("the topic with a space", signing: "TopicArn", as: SNSLetter.topic + " "),
        Forgery("the topic of a region that is a host", signing: "TopicArn", as: topic("evil.example/:123456789012")),
        Forgery("no topic", changing: "TopicArn", to: nil),
        Forgery("another type", changing: "Type", to: "SubscriptionConfirmation"),
        Forgery("an unknown type", signing: "Type", as: "Alarm"),
        Forgery("no type", changing: "Type", to: nil),
        Forgery("a notification with a token", changing: "Token", to: "2336412f37fb687f"),
        Forgery("a line break in the name", signing: "MessageId", as: "a\nSubject\nb"),
        Forgery("a line break in the subject", signing: "Subject", as: "a\nTimestamp\nb"),
        Forgery("a line break in the time", signing: "Timestamp", as: "a\nTopicArn\nb"),
        Forgery("a confirmation without its token") {
            try SNSLetter.confirmation().signed(by: $0.key).with("Token", nil).body
        },
        Forgery("a confirmation with another token") {
            try SNSLetter.confirmation().signed(by: $0.key).with("Token", "evil").body
        },
        Forgery("a confirmation that leads elsewhere") {
            try SNSLetter.confirmation().signed(by: $0.key).with("SubscribeURL", "https://evil.example/").body
        },
        Forgery("a confirmation of another topic") {
            try SNSLetter.confirmation().with("TopicArn", topic("eu-central-1:210987654321")).signed(by: $0.key).body
        },
        Forgery("a confirmation made of a notification that says the same") { bed in
            let wanted = SNSLetter.confirmation().parts
            let text =
                "\(wanted["Message"] ?? "")\nMessageId\n\(wanted["MessageId"] ?? "")\nSubscribeURL\nhttps://a.example/"
            let letter = try SNSLetter.notification(text).signed(by: bed.key)
            return letter.with("Type", "SubscriptionConfirmation").with("Token", "x").with("SubscribeURL", "y").body
        },
    ]

    private static let signatures = [
        Forgery("no signature", changing: "Signature", to: nil),
        Forgery("an empty signature", changing: "Signature", to: ""),
        Forgery("a signature that is no base64", changing: "Signature", to: "***"),
        Forgery("a signature of zeros", changing: "Signature", to: Data(count: 256).base64EncodedString()),
        Forgery("a cut-off signature") { bed in
            let letter = try genuine(bed)
            let whole = Data(base64Encoded: letter.parts["Signature"] ?? "") ?? Data()
            return letter.with("Signature", whole.dropLast(8).base64EncodedString()).body
        },
        Forgery("a signature with one bit turned") { bed in
            let letter = try genuine(bed)
            var whole = Data(base64Encoded: letter.parts["Signature"] ?? "") ?? Data()
            whole[whole.count / 2] ^= 1
            return letter.with("Signature", whole.base64EncodedString()).body
        },
        Forgery("the signature of another letter") { bed in
            let other = try SNSLetter.notification("other").signed(by: bed.key)
            return try genuine(bed).with("Signature", other.parts["Signature"]).body
        },
        Forgery("somebody else's signature") {
            _ = $0
            return try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: otherKey.get()).body
        },
        Forgery("a signature of version 1 that says 2") {
            try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: $0.key, .one)
                .with("SignatureVersion", "2").body
        },
        Forgery("a signature of version 2 that says 1") { try genuine($0).with("SignatureVersion", "1").body },
        Forgery("no version", changing: "SignatureVersion", to: nil),
        Forgery("version 0", changing: "SignatureVersion", to: "0"),
        Forgery("version 3", changing: "SignatureVersion", to: "3"),
    ]

    private static let certificates = [
        "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com@evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://evil.example@sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com.cn/SimpleNotificationService-0a1b2c3d.pem",
        "https://evil.s3.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com/evil/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-../evil.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem?x",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem#x",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-%30.pem",
        "https://sns.eu-central-1.amazonaws.com\\@evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://SNS.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-\(String(repeating: "a", count: 100)).pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-.pem",
        "https://evil.example/SimpleNotificationService-0a1b2c3d.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem\r\nX: y",
        "file:///etc/ssl/SimpleNotificationService-0a1b2c3d.pem", "",
        // The right form, and Amazon has no such certificate.
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-ffffffff.pem",
    ].map { (url: String) in Forgery("the certificate of “\(url)”", changing: "SigningCertURL", to: url) }

    private static let shapes = [
        Forgery("nothing") { _ in [] },
        Forgery("a list") { _ in Array("[]".utf8) },
        Forgery("null") { _ in Array("null".utf8) },
        Forgery("a letter that is cut off") { Array(try genuine($0).body.dropLast(20)) },
        Forgery("two letters at once") { try genuine($0).body + genuine($0).body },
        Forgery("a letter in a list") { Array("[".utf8) + (try genuine($0).body) + Array("]".utf8) },
        Forgery("bytes that are no UTF-8") { _ in [0x7B, 0xFF, 0xFE, 0x7D] },
        Forgery("a form in place of JSON") { _ in Array("Type=Notification&Message=x".utf8) },
        Forgery("too much of it") { bed in
            try SNSLetter.notification(String(repeating: "x", count: 3 << 20)).signed(by: bed.key).body
        },
        Forgery("the report itself, without a letter around it") { _ in Array(SNSFeedbackTests.bounce.utf8) },
    ]

    private static func topic(_ place: String) -> String { "arn:aws:sns:\(place):sales-feedback" }
}
