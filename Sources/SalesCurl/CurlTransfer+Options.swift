internal import CLibcurl
import Foundation

/// The options of a transfer. A result is checked where a failure would take a protection away.
extension CurlTransfer {
    /// Sets every option; false where one that protects could not be set.
    func configure() -> Bool {
        installCallbacks()
        let isGuarded = setSafety() && setProxy()
        setTimes()
        setConnection()
        switch plan.action {
        case .get:
            set(CURLOPT_HTTPGET, 1)
        case .post(let body):
            guard setBody(body) else { return false }
        case .put(let body):
            guard setBody(body), isSet(CURLOPT_CUSTOMREQUEST, "PUT") else { return false }
        case .delete:
            set(CURLOPT_HTTPGET, 1)
            guard isSet(CURLOPT_CUSTOMREQUEST, "DELETE") else { return false }
        case .mail(let envelope):
            return isGuarded && setMailServer(envelope.login) && setMail(envelope)
        case .mailLogin(let login):
            // A command that does nothing (RFC 5321 §4.1.1.9), in place of libcurl's HELP.
            return isGuarded && setMailServer(login) && isSet(CURLOPT_CUSTOMREQUEST, "NOOP")
                && sales_easy_set_long(easy, CURLOPT_NOBODY, 1) == CURLE_OK
        }
        setHTTP()
        return isGuarded
    }

    private func set(_ option: CURLoption, _ value: Int) {
        _ = sales_easy_set_long(easy, option, value)
    }

    private func isSet(_ option: CURLoption, _ value: String?) -> Bool {
        sales_easy_set_string(easy, option, value) == CURLE_OK
    }

    /// Asked for piece by piece (`CURLOPT_READFUNCTION`): a large body is in memory once.
    private func setBody(_ body: [UInt8]) -> Bool {
        set(CURLOPT_POST, 1)
        return sales_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, body.count) == CURLE_OK
    }

    private func setSafety() -> Bool {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        // A slow name server must not hold up the loop when a transfer is given up: the resolver's thread is left alone.
        set(CURLOPT_QUICK_EXIT, 1)
        _ = sales_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorBuffer)
        if let file = plan.authorities.file {
            // Without a folder libcurl keeps the parsed file between connections.
            guard isSet(CURLOPT_CAINFO, file), isSet(CURLOPT_CAPATH, nil) else { return false }
        }
        return isSet(CURLOPT_URL, plan.url) && isSet(CURLOPT_PROTOCOLS_STR, plan.protocols)
            && isSet(CURLOPT_REDIR_PROTOCOLS_STR, plan.protocols)
            && sales_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1) == CURLE_OK
            && sales_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2) == CURLE_OK
    }

    private func setProxy() -> Bool {
        // Empty and not absent, or the environment's proxies are used.
        guard let proxy = plan.proxy else { return isSet(CURLOPT_PROXY, "") }
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if let file = plan.authorities.file {
            guard isSet(CURLOPT_PROXY_CAINFO, file), isSet(CURLOPT_PROXY_CAPATH, nil) else { return false }
        }
        return isSet(CURLOPT_PROXY, proxy.description) && isSet(CURLOPT_NOPROXY, "")
            && isSet(CURLOPT_PROXYUSERNAME, proxy.user) && isSet(CURLOPT_PROXYPASSWORD, proxy.password)
    }

    private func setTimes() {
        let timeout = plan.timeout.wholeMilliseconds
        set(CURLOPT_TIMEOUT_MS, timeout)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(plan.connectTimeout.wholeMilliseconds, timeout))
        set(CURLOPT_LOW_SPEED_LIMIT, Self.trickleBytesPerSecond)
        set(CURLOPT_LOW_SPEED_TIME, Self.stallSeconds(within: timeout))
    }

    /// Slower transfers are trickles.
    private static let trickleBytesPerSecond = 64

    /// How long a transfer may trickle or be silent, in seconds: as long as its timeout, so that a shop that thinks
    /// before it answers has all of it, and at most two minutes, so that a trickle ends before a very long timeout does.
    static func stallSeconds(within timeoutMilliseconds: Int) -> Int {
        min((timeoutMilliseconds + 999) / 1_000, longestStallSeconds)
    }

    /// Two minutes.
    static let longestStallSeconds = 120

    private func setConnection() {
        set(CURLOPT_MAXLIFETIME_CONN, 600)
        if plan.closesConnection { set(CURLOPT_FORBID_REUSE, 1) }
        if plan.needsFreshConnection {
            set(CURLOPT_FRESH_CONNECT, 1)
        } else {
            // Waits for a connection being made rather than opening another, if it may turn out to be HTTP/2.
            set(CURLOPT_PIPEWAIT, 1)
        }
    }

    private func setHTTP() {
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        set(CURLOPT_PATH_AS_IS, 1)
        // Codings are undone by ContentDecoder: libcurl would take a gzip body that ends early for complete.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        if let userAgent = plan.userAgent { _ = isSet(CURLOPT_USERAGENT, userAgent) }
        let codings = plan.isVerbatim ? "identity" : ContentCoding.accepted
        let own = ["Accept-Encoding: \(codings)", "Expect:"]
        _ = sales_easy_set_list(easy, CURLOPT_HTTPHEADER, list(of: plan.fieldLines + own))
    }

    private func setMailServer(_ login: TransferPlan.MailLogin) -> Bool {
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, login.replyTimeout.wholeMilliseconds / 1_000))
        let security = login.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE
        return sales_easy_set_long(easy, CURLOPT_USE_SSL, Int(security.rawValue)) == CURLE_OK
            && isSet(CURLOPT_USERNAME, login.user) && isSet(CURLOPT_PASSWORD, login.password)
    }

    private func setMail(_ envelope: TransferPlan.MailEnvelope) -> Bool {
        set(CURLOPT_UPLOAD, 1)
        _ = sales_easy_set_offset(easy, CURLOPT_INFILESIZE_LARGE, envelope.message.count)
        let recipients = list(of: envelope.recipients.map { "<\($0)>" })
        return isSet(CURLOPT_MAIL_FROM, "<\(envelope.sender)>")
            && sales_easy_set_list(easy, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK
    }
}

extension Duration {
    /// In milliseconds, at least 1, since libcurl takes 0 for no limit, and at most a day.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 86_400 else { return 86_400_000 }
        return max(1, Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
