internal import SalesCore

/// Hands finished messages to a mail server, each on a connection of its own.
///
/// It has an engine of its own: libcurl would take an open mail connection for one that was verified, and waits for the
/// server's goodbye on the engine's thread, where pages should not have to wait with it.
public struct CurlMail: Sendable {
    private let engine: CurlEngine
    private let authorities: CertificateAuthorities
    private let connectTimeout: Duration

    /// A sender that believes these authorities.
    public init(authorities: CertificateAuthorities = .system, connectTimeout: Duration = .seconds(10)) {
        engine = CurlEngine(policy: .trusted, limits: CurlEngine.Limits(connections: 8, connectionsPerHost: 4))
        self.authorities = authorities
        self.connectTimeout = connectTimeout
    }

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
        let outcome = await engine.perform(
            TransferPlan(
                url: server.url,
                action: .mail(
                    TransferPlan.MailEnvelope(
                        sender: sender,
                        recipients: recipients,
                        message: message,
                        requiresTLS: server.security != .none,
                        user: server.user,
                        password: server.password
                    )
                ),
                timeout: deadline,
                connectTimeout: connectTimeout,
                bodyLimit: Self.maximumDialogueBytes,
                fieldLimit: Self.maximumDialogueBytes,
                needsFreshConnection: true,
                policy: engine.policy,
                authorities: authorities
            )
        )
        guard outcome.end == .complete else { throw MailError(outcome, at: server) }
        return outcome.lastLine
    }

    /// RFC 5321 §4.5.3.1.8.
    static let maximumRecipients = 100
    /// All lines of a server in one dialogue.
    static let maximumDialogueBytes = 64 << 10
}
