/// All that one transfer needs to know, as a value that may cross to the loop's thread.
struct TransferPlan: Sendable {
    /// What is done at the URL.
    enum Action: Sendable {
        case get
        case post([UInt8])
        case put([UInt8])
        case delete
        case mail(MailEnvelope)
        /// Connecting, protecting and logging in as for mail, and nothing more.
        case mailLogin(MailLogin)
    }

    /// Who sends a message to whom, and how.
    struct MailEnvelope: Sendable {
        var sender: String
        var recipients: [String]
        var message: [UInt8]
        var login: MailLogin
    }

    /// How a mail server is entered.
    struct MailLogin: Sendable {
        var requiresTLS: Bool
        var user: String?
        var password: String?
        /// How long each of the server's replies is waited for, the goodbye too.
        var replyTimeout: Duration

        init(_ server: SMTPServer, replyTimeout: Duration) {
            requiresTLS = server.security != .none
            user = server.user
            password = server.password
            self.replyTimeout = replyTimeout
        }
    }

    var url: String
    var action: Action = .get
    /// Field lines in the form libcurl takes, `Name: value`.
    var fieldLines: [String] = []
    var userAgent: String?
    var timeout: Duration
    var connectTimeout: Duration = .seconds(10)
    var bodyLimit: Int
    var fieldLimit: Int
    /// Whether no kept connection is used.
    var needsFreshConnection = false
    /// Whether no coding of the body is asked for.
    var isVerbatim = false
    /// Whether the connection is closed afterwards.
    var closesConnection = false
    var policy: NetworkPolicy
    var proxy: ProxyServer?
    var authorities: CertificateAuthorities = .system

    /// The protocols that libcurl may speak for this transfer, as CURLOPT_PROTOCOLS_STR takes them.
    var protocols: String {
        switch action {
        case .get, .post, .put, .delete: "http,https"
        case .mail, .mailLogin: "smtp,smtps"
        }
    }
}

/// What came of a transfer.
struct TransferOutcome: Sendable {
    /// How it ended.
    enum End: Hashable, Sendable {
        case complete
        /// libcurl's error number and its words.
        case failed(code: Int, detail: String)
        case refused(NetworkPolicy.Refusal)
        case bodyTooLarge
        case fieldsTooLarge
        /// All transfers together hold more than the engine's limit.
        case memoryExhausted
        case cancelled
        case engineClosed
    }

    var end: End
    var status = 0
    var fields: [ResponseHead.Line] = []
    var body: [UInt8] = []
    /// The server's last line, which for mail is its verdict.
    var lastLine = ""
    /// Whether a mail server took a login.
    var hasLoggedIn = false
    /// Whether everything that was to be sent had been handed to the connection.
    var isUploaded = false
    /// Whether a connection stood and the request was about to be made.
    var isAsked = false
    /// Whether it went over a connection that an earlier transfer had left.
    var isReused = false
    /// From its start to its end.
    var duration = Duration.zero

    /// Whether a proxy wants to know who asks (RFC 9110 §15.5.8), of a request or of a tunnel.
    var asksForProxyPassword: Bool {
        guard case .failed(code: 56, let detail) = end else { return end == .complete && status == 407 }
        // libcurl's words, of 7.88 and of those before it; the status itself is not kept for tunnels.
        return detail.hasSuffix("response 407") || detail.contains("HTTP code 407")
    }
}
