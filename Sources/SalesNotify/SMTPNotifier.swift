public import SalesCore
public import SalesCurl

/// Mails an alert through a mail server.
///
/// The Message-ID is made of the alert's identifier, so that a mail that was sent twice can be told by whoever receives
/// it; the envelope has exactly one recipient, the person's own address.
public struct SMTPNotifier: Notifier {
    private let mail: CurlMail
    private let server: SMTPServer
    private let sender: MailAddress

    /// A notifier.
    ///
    /// - Parameters:
    ///   - sender: Who writes, and where bounces go.
    ///   - server: The mail server.
    ///   - mail: What speaks with it.
    public init(sender: MailAddress, server: SMTPServer, mail: CurlMail) {
        self.sender = sender
        self.server = server
        self.mail = mail
    }

    /// ``Channel/email``.
    public var channel: Channel { .email }

    /// Hands the mail to the server; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        guard let text = message.recipient.email else { throw NotifyError.noMailAddress }
        let recipient: MailAddress
        do {
            recipient = try MailAddress(text)
        } catch {
            throw NotifyError(invalid: error)
        }
        let mime = Self.mime(message, from: sender, to: recipient)
        do {
            let answer = try await mail.deliver(
                mime.bytes,
                from: sender.address,
                to: [recipient.address],
                via: server,
                deadline: Message.deadline
            )
            return Receipt(
                reference: "\(MIMEMessage.token(message.id.rawValue))@\(sender.domain)",
                answer: ForeignText.line(answer, limit: NotifyError.maximumAnswer)
            )
        } catch {
            throw NotifyError(error)
        }
    }

    /// The mail that tells a message.
    static func mime(_ message: Message, from sender: MailAddress, to recipient: MailAddress) -> MIMEMessage {
        MIMEMessage(
            sender: sender,
            recipient: recipient,
            subject: message.subject,
            text: message.text,
            html: message.html,
            date: message.createdAt,
            id: message.id.rawValue
        )
    }
}
