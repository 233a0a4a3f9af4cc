internal import Foundation
public import SalesCore

/// Mails through Amazon SES, version 2 of its API.
///
/// The mail is written here and handed over as it is (`Content.Raw`), so that its fields are ours; SES puts in a
/// Message-ID and a date of its own. It knows no idempotency key: the message's identifier goes along as the tag
/// ``tag``, which every event that SES publishes repeats.
/// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html.
public struct SESNotifier: Notifier {
    private let client: AWSClient
    private let service: AWSService
    private let sender: MailAddress
    private let configurationSet: String?

    /// A notifier.
    ///
    /// - Parameters:
    ///   - service: ``AWSService/mail(in:endpoint:)``.
    ///   - sender: Who writes: an address or domain that is verified in SES.
    ///   - configurationSet: The set that decides where SES reports bounces and complaints; nil for the identity's own.
    ///   - client: What posts.
    public init(service: AWSService, from sender: MailAddress, configurationSet: String? = nil, client: AWSClient) {
        self.client = client
        self.service = service
        self.sender = sender
        self.configurationSet = configurationSet
    }

    /// The name of the tag that carries a message's identifier.
    public static let tag = "sales-tracker-id"

    /// ``Channel/email``.
    public var channel: Channel { .email }

    /// Hands the mail to SES; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        guard let text = message.recipient.email else { throw NotifyError.noMailAddress }
        let recipient: MailAddress
        do {
            recipient = try MailAddress(text)
        } catch {
            throw NotifyError(invalid: error)
        }
        let answer = try await post(request(message, to: recipient))
        guard answer.kind == .accepted else {
            throw NotifyError(answer, from: Self.name, without: [recipient.address])
        }
        guard let id = SESReply.messageID(answer.body) else {
            throw NotifyError(
                .unknownOutcome,
                advice: .later(after: NotifyError.unknownWait),
                message: "\(Self.name) answered \(answer.status) without a message's name; it may have taken the mail."
            )
        }
        return Receipt(reference: id, answer: "\(answer.status) (MessageId \(id))")
    }

    private static let name = "Amazon SES"

    private func request(_ message: Message, to recipient: MailAddress) -> SESRequest {
        let mail = MIMEMessage(message, from: sender, to: recipient)
        return SESRequest(
            sender: sender.address,
            recipient: recipient.address,
            mail: mail.bytes,
            tag: (Self.tag, MIMEMessage.token(message.id.rawValue)),
            configurationSet: configurationSet
        )
    }

    private func post(_ request: SESRequest) async throws(NotifyError) -> AWSAnswer {
        guard let body = try? request.json() else {
            throw NotifyError(.rejected, message: "The mail cannot be written as JSON.")
        }
        do {
            return try await client.post(body, type: "application/json", to: service)
        } catch {
            throw NotifyError(error, from: Self.name)
        }
    }
}
