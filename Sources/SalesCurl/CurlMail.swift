internal import SalesCore

/// Hands finished messages to a mail server, each on a connection of its own.
///
/// It has engines of its own, one for each conversation up to ``maximumConversations``: libcurl waits for a server's
/// verdict and goodbye on the engine's thread, where neither pages nor other messages should have to wait with it.
public struct CurlMail: Sendable {
    private let lanes: MailLanes
    private let authorities: CertificateAuthorities
    private let connectTimeout: Duration

    /// A sender that believes these authorities.
    public init(authorities: CertificateAuthorities = .system, connectTimeout: Duration = .seconds(10)) {
        lanes = MailLanes(limit: Self.maximumConversations)
        self.authorities = authorities
        self.connectTimeout = connectTimeout
    }

    /// Conversations that do not wait for each other; of more, some do.
    public static let maximumConversations = 8

    /// Hands over one message (RFC 5322, with CR LF and in ASCII) for some recipients; all or none are accepted.
    ///
    /// - Parameters:
    ///   - sender: The envelope's sender, where bounces go.
    ///   - recipients: The envelope's recipients, 1 to 100.
    ///   - deadline: For the whole dialogue.
    /// - Returns: The server's last line, which is its acceptance.
    /// - Throws: ``MailError``.
    public func deliver(
        _ message: [UInt8],
        from sender: String,
        to recipients: [String],
        via server: SMTPServer,
        deadline: Duration = .seconds(20)
    ) async throws(MailError) -> String {
        guard (1...Self.maximumRecipients).contains(recipients.count) else {
            throw MailError(.badMessage, message: "A message has 1 to \(Self.maximumRecipients) recipients.")
        }
        for address in [sender] + recipients where !MailCheck.isAddress(address) {
            throw MailError(
                .badMessage,
                message: "“\(address.prefix(254).filter { !$0.isNewline })” is not an address that mail can be sent to."
            )
        }
        if let fault = MailCheck.fault(of: message) {
            throw MailError(.badMessage, message: "The message cannot be sent: \(fault).")
        }
        let outcome = await perform(
            .mail(
                TransferPlan.MailEnvelope(
                    sender: sender,
                    recipients: recipients,
                    message: message,
                    login: TransferPlan.MailLogin(server)
                )
            ),
            via: server,
            deadline: deadline
        )
        guard outcome.end == .complete else { throw MailError(outcome, at: server) }
        return outcome.lastLine
    }

    /// Connects, protects the connection and logs in as for a message, and sends none.
    ///
    /// - Parameter deadline: For the whole dialogue.
    /// - Returns: The server's last line.
    /// - Throws: ``MailError``.
    public func checkLogin(at server: SMTPServer, deadline: Duration = .seconds(10)) async throws(MailError) -> String {
        let outcome = await perform(.mailLogin(TransferPlan.MailLogin(server)), via: server, deadline: deadline)
        guard outcome.end == .complete else { throw MailError(outcome, at: server) }
        return outcome.lastLine
    }

    private func perform(
        _ action: TransferPlan.Action,
        via server: SMTPServer,
        deadline: Duration
    ) async -> TransferOutcome {
        await lanes.withEngine { engine in
            await engine.perform(
                TransferPlan(
                    url: server.url,
                    action: action,
                    timeout: deadline,
                    connectTimeout: connectTimeout,
                    bodyLimit: Self.maximumDialogueBytes,
                    fieldLimit: Self.maximumDialogueBytes,
                    needsFreshConnection: true,
                    policy: engine.policy,
                    authorities: authorities
                )
            )
        }
    }

    /// RFC 5321 §4.5.3.1.8.
    static let maximumRecipients = 100
    /// All lines of a server in one dialogue.
    static let maximumDialogueBytes = 64 << 10
}
