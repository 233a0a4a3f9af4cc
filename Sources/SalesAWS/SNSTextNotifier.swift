internal import Foundation
public import SalesCore

/// Sends text messages through Amazon SNS.
///
/// Each is sent as transactional, straight to one number. SNS has no place for an idempotency key of messages to
/// numbers. What is sent is ``Message/short``.
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html.
public struct SNSTextNotifier: Notifier {
    /// What every text message gets.
    public struct Options: Hashable, Sendable {
        /// The name shown as its sender, where the country allows one: 3 to 11 letters and digits, one letter at least.
        public let senderID: String?
        /// The most that one message may cost, in US cents; nil for the account's own limit.
        public let maximumPriceCents: Int?

        /// Options; nil where a part cannot be right: the price is 1 cent to ``mostCents``.
        public init?(senderID: String? = nil, maximumPriceCents: Int? = nil) {
            guard senderID.map(Self.isSenderID) ?? true, maximumPriceCents.map((1...Self.mostCents).contains) ?? true
            else { return nil }
            self.senderID = senderID
            self.maximumPriceCents = maximumPriceCents
        }

        /// 100 US dollars; no country comes near.
        public static let mostCents = 10_000

        private static func isSenderID(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            let letters = bytes.filter { (0x41...0x5A).contains($0 & 0xDF) }
            let digits = bytes.filter { (0x30...0x39).contains($0) }
            return (3...11).contains(bytes.count) && !letters.isEmpty && letters.count + digits.count == bytes.count
        }
    }

    private let client: AWSClient
    private let service: AWSService
    private let options: Options?

    /// A notifier.
    ///
    /// - Parameters:
    ///   - service: ``AWSService/notifications(in:endpoint:)``.
    ///   - options: What every message gets beside its text.
    ///   - client: What posts.
    public init(service: AWSService, options: Options? = nil, client: AWSClient) {
        self.client = client
        self.service = service
        self.options = options
    }

    /// ``Channel/sms``.
    public var channel: Channel { .sms }

    /// Hands the text to SNS; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        guard let phone = message.recipient.phone else {
            throw NotifyError(.notConfigured, message: "The person has no telephone number; set one to text them.")
        }
        guard let number = PhoneNumber(phone) else {
            throw NotifyError(
                .badRecipient,
                message: "The person's telephone number cannot be used. Write it with +, country and number, "
                    + "as in +4915112345678, without spaces."
            )
        }
        let answer: AWSAnswer
        do {
            let body = AWSEscaping.form(parameters(message, to: number))
            answer = try await client.post(body, type: Self.type, to: service)
        } catch {
            throw NotifyError(error, from: Self.name)
        }
        guard answer.kind == .accepted else { throw Self.refusal(answer, of: number) }
        let text = String(decoding: answer.body, as: UTF8.self)
        guard let id = XMLText.first("MessageId", in: text).map({ ForeignText.line($0, limit: Self.maximumID) }),
            !id.isEmpty
        else {
            throw NotifyError(
                .unknownOutcome,
                advice: .later(after: NotifyError.unknownWait),
                message: "\(Self.name) answered \(answer.status) without a message's name; it may have taken the text."
            )
        }
        return Receipt(reference: id, answer: "\(answer.status) (MessageId \(id))")
    }

    private static let name = "Amazon SNS"
    private static let type = "application/x-www-form-urlencoded; charset=utf-8"
    /// The characters of a name that are kept; those of today have 36.
    private static let maximumID = 200

    private func parameters(_ message: Message, to number: PhoneNumber) -> [(String, String)] {
        var attributes = [("AWS.SNS.SMS.SMSType", "String", "Transactional")]
        if let sender = options?.senderID { attributes.append(("AWS.SNS.SMS.SenderID", "String", sender)) }
        if let cents = options?.maximumPriceCents {
            let rest = cents % 100
            let price = "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
            attributes.append(("AWS.SNS.SMS.MaxPrice", "Number", price))
        }
        let entries = attributes.enumerated().flatMap { index, attribute in
            let entry = "MessageAttributes.entry.\(index + 1)"
            return [
                ("\(entry).Name", attribute.0), ("\(entry).Value.DataType", attribute.1),
                ("\(entry).Value.StringValue", attribute.2),
            ]
        }
        let text = ForeignText.line(message.short, limit: Message.maximumShortLength)
        return [
            ("Action", "Publish"), ("Version", "2010-03-31"), ("PhoneNumber", number.text), ("Message", text),
        ] + entries
    }

    /// What SNS says of a number is told apart from what it says of a message
    /// (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, "Errors").
    private static func refusal(_ answer: AWSAnswer, of number: PhoneNumber) -> NotifyError {
        let isAboutNumber =
            answer.code == "OptedOut" || answer.code == "EndpointDisabled"
            || (answer.code.hasPrefix("InvalidParameter")
                && answer.words.replacing(" ", with: "").contains("PhoneNumber"))
        let secrets = [number.text, String(number.text.dropFirst())]
        return NotifyError(
            answer,
            from: name,
            refusal: isAboutNumber || answer.words.lowercased().contains("opted out") ? .noSuchAddress : .rejected,
            without: secrets
        )
    }
}
