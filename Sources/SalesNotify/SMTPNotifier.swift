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
    ///   - server: The mail server.
    ///   - sender: Who writes, and where bounces go.
    ///   - mail: What speaks with the server.
    public init(server: SMTPServer, from sender: MailAddress, mail: CurlMail) {
        self.sender = sender
        self.server = server
        self.mail = mail
    }

    /// A notifier whose sender is given as people write it, `alerts@example.org` or `Sales <alerts@example.org>`.
    ///
    /// - Throws: ``MailAddress/Invalid`` with what is wrong with the sender.
    public init(server: SMTPServer, from sender: String, mail: CurlMail) throws(MailAddress.Invalid) {
        self.init(server: server, from: try MailAddress(mailbox: sender), mail: mail)
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
        let mime = MIMEMessage(message, from: sender, to: recipient)
        let answer = try await deliver(mime.bytes, to: recipient)
        return Receipt(
            reference: "\(MIMEMessage.token(message.id.rawValue))@\(sender.domain)",
            answer: ForeignText.line(answer, limit: NotifyError.maximumAnswer)
        )
    }

    /// Hands over the bytes, and looks up at once when the task is cancelled.
    ///
    /// libcurl 7.88 waits for a server's verdict without looking up, so that the dialogue is left to end by itself
    /// then, at its deadline at the latest.
    private func deliver(_ bytes: [UInt8], to recipient: MailAddress) async throws(NotifyError) -> String {
        let (results, continuation) = AsyncStream.makeStream(of: Result<String, MailError>.self)
        let dialogue = Task { [mail, server, sender] in
            do throws(MailError) {
                let answer = try await mail.deliver(
                    bytes,
                    from: sender.address,
                    to: [recipient.address],
                    via: server,
                    deadline: Message.deadline
                )
                continuation.yield(.success(answer))
            } catch {
                continuation.yield(.failure(error))
            }
            continuation.finish()
        }
        var iterator = results.makeAsyncIterator()
        switch await iterator.next() {
        case .success(let answer): return answer
        case .failure(let error): throw NotifyError(error)
        case nil:
            dialogue.cancel()
            throw .cancelled("The mail was given up and may have been sent")
        }
    }
}
