internal import SalesCore

/// Hands finished messages to mail servers, up to a hundred after each other on one connection.
///
/// It has engines of its own, one for each conversation up to ``maximumConversations`` with a server: libcurl waits for
/// a server's verdict and goodbye on the engine's thread, where neither pages nor other messages should have to wait with
/// it. A connection is used again only for the same server, protection, user and password, after a message that was
/// accepted on it, and is closed some seconds after the last one.
public struct CurlMail: Sendable {
    private let lanes: MailLanes
    private let authorities: CertificateAuthorities
    private let connectTimeout: Duration
    /// Short, because the server's goodbye is waited for as well, which holds up the lane's next message.
    var replyTimeout = Duration.seconds(10)

    /// A sender that believes these authorities.
    ///
    /// - Parameters:
    ///   - idleTime: How long a connection is kept for a next message.
    ///   - messagesPerConnection: After how many messages a connection is closed; 1 for one each.
    public init(
        authorities: CertificateAuthorities = .system,
        connectTimeout: Duration = .seconds(10),
        idleTime: Duration = CurlMail.standardIdleTime,
        messagesPerConnection: Int = CurlMail.standardMessagesPerConnection
    ) {
        lanes = MailLanes(
            limit: Self.maximumConversations,
            idleTime: idleTime,
            maximumTurns: messagesPerConnection
        )
        self.authorities = authorities
        self.connectTimeout = connectTimeout
    }

    /// Conversations with one server that do not wait for each other; of more, some do.
    public static let maximumConversations = 8

    /// Mail servers commonly end a connection after 100 to 1,000.
    public static let standardMessagesPerConnection = 100

    /// Five seconds: as long as the alerts of one check come after each other; mail servers wait five minutes at least
    /// (RFC 5321 §4.5.3.2.7).
    public static let standardIdleTime = Duration.seconds(5)

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
        let action = TransferPlan.Action.mail(
            TransferPlan.MailEnvelope(
                sender: sender,
                recipients: recipients,
                message: message,
                login: TransferPlan.MailLogin(server, replyTimeout: replyTimeout)
            )
        )
        var outcome = await perform(action, via: server, deadline: deadline)
        // The server had given up the kept connection, and has nothing of the message.
        if outcome.isOfStaleConnection, outcome.duration < deadline {
            outcome = await perform(action, via: server, deadline: deadline - outcome.duration, isAlone: true)
        }
        guard outcome.end == .complete else { throw MailError(outcome, at: server, hiding: [sender] + recipients) }
        return outcome.lastLine
    }

    /// Connects, protects the connection and logs in as for a message, and sends none.
    ///
    /// - Parameter deadline: For the whole dialogue.
    /// - Returns: What the server did: one that offers no login is entered without, as messages are handed to it.
    /// - Throws: ``MailError``.
    public func checkLogin(
        at server: SMTPServer,
        deadline: Duration = .seconds(10)
    ) async throws(MailError) -> MailEntry {
        let action = TransferPlan.Action.mailLogin(TransferPlan.MailLogin(server, replyTimeout: replyTimeout))
        let outcome = await perform(action, via: server, deadline: deadline, isAlone: true)
        guard outcome.end == .complete else { throw MailError(outcome, at: server) }
        return MailEntry(reply: outcome.lastLine, isLoggedIn: outcome.hasLoggedIn)
    }

    /// - Parameter isAlone: whether the dialogue has a connection of its own, made for it and closed after it.
    private func perform(
        _ action: TransferPlan.Action,
        via server: SMTPServer,
        deadline: Duration,
        isAlone: Bool = false
    ) async -> TransferOutcome {
        await lanes.withEngine(for: server) { engine, isLastTurn in
            await engine.perform(
                TransferPlan(
                    url: server.url,
                    action: action,
                    timeout: deadline,
                    connectTimeout: connectTimeout,
                    bodyLimit: Self.maximumDialogueBytes,
                    fieldLimit: Self.maximumDialogueBytes,
                    needsFreshConnection: isAlone,
                    closesConnection: isAlone || isLastTurn,
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

extension TransferOutcome {
    /// Whether a kept connection was of no use any more before anything of the message was sent.
    ///
    /// A server says 421 where it closes (RFC 5321 §3.8), or nothing.
    fileprivate var isOfStaleConnection: Bool {
        guard case .failed = end, isReused, !isUploaded else { return false }
        return SMTPReply(lastLine).map { $0.code == 421 } ?? true
    }
}
