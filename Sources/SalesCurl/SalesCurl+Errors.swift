internal import SalesCompression
internal import SalesCore

/// What libcurl and the engine report, as the port's error. Sentences name the host and never the path or query, which
/// may hold somebody's secret.
extension FetchError {
    /// Why a transfer did not end with a response.
    init(_ end: TransferOutcome.End, at url: PageURL, limits: FetchLimits) {
        let host = url.authority
        switch end {
        case .failed(let code, let detail):
            self.init(libcurl: code, detail: detail, at: url)
        case .refused(let refusal):
            self.init(refusal, at: url)
        case .bodyTooLarge:
            self.init(
                .tooLarge,
                message: "The page of \(host) is larger than \(limits.bodyBytes) bytes and was not read to its end."
            )
        case .fieldsTooLarge:
            self.init(
                .tooLarge,
                message: "\(host) sent more than \(limits.fieldBytes) bytes of header fields; the page was not read."
            )
        case .memoryExhausted:
            self.init(
                .tooLarge,
                advice: .later(after: .seconds(30)),
                message: "The page of \(host) is large and too many large pages are being read; it is tried again."
            )
        case .cancelled:
            self.init(.cancelled, advice: .later(after: nil), message: "Fetching from \(host) was cancelled.")
        case .engineClosed:
            self.init(.cancelled, advice: .later(after: nil), message: "Fetching has ended; \(host) was not asked.")
        case .complete:
            self.init(.other, message: "\(host) answered, but the answer was lost.")
        }
    }

    /// A body whose codings cannot be undone.
    init(_ failure: ContentDecoder.Failure, at url: PageURL, limits: FetchLimits) {
        switch failure {
        case .tooLarge:
            self.init(TransferOutcome.End.bodyTooLarge, at: url, limits: limits)
        case .memoryExhausted:
            self.init(TransferOutcome.End.memoryExhausted, at: url, limits: limits)
        case .damaged:
            self.init(
                .damaged,
                advice: .later(after: nil),
                message: """
                    The answer of \(url.authority) was cut off on the way, or its compression is broken; nothing was \
                    read from it. It is tried again.
                    """
            )
        }
    }

    /// Codings that were not asked for, or too many of them.
    static func unknownCoding(_ url: PageURL) -> FetchError {
        FetchError(
            .malformed,
            advice: .later(after: nil),
            message: "\(url.authority) sent the page in a coding that was not asked for, so it could not be read."
        )
    }

    /// An address or port that may not be contacted.
    ///
    /// The words are the same whatever the address is and whatever listens there, so that they tell nobody what the
    /// inside of a network looks like.
    init(_ refusal: NetworkPolicy.Refusal, at url: PageURL) {
        switch refusal {
        case .notPublic, .thisMachine:
            self.init(
                .refused,
                message: """
                    \(url.host) does not lead to a public internet address, so it was not contacted. If it is yours, \
                    name its address with --allow-address.
                    """
            )
        case .port(let port):
            self.init(
                .refused,
                message: """
                    Port \(port) of \(url.host) is not a port that web pages are fetched from, so it was not contacted. \
                    If it is yours, name its address and port with --allow-address.
                    """
            )
        }
    }

    private init(libcurl code: Int, detail: String, at url: PageURL) {
        let host = url.authority
        let later = RetryAdvice.later(after: nil)
        switch code {
        case 5: self.init(.dns, advice: later, message: "The proxy's name has no address; check the proxy setting.")
        case 6:
            self.init(
                .dns,
                advice: later,
                message: "The name \(url.host) has no address. Check its spelling and this machine's name server."
            )
        case 7, 45, 55, 56, 97:
            self.init(
                .connection,
                advice: later,
                message: "No connection to \(host), or it broke: \(detail). The shop or the network may be down."
            )
        case 1, 8, 16, 23, 52, 61, 92:
            self.init(.malformed, advice: later, message: "\(host) did not answer as HTTP asks: \(detail).")
        case 18:
            self.init(
                .malformed,
                advice: later,
                message: "The page of \(host) ended before the length that was announced; nothing was read from it."
            )
        case 28:
            self = .deadlinePassed(at: url)
        case 51, 60, 83, 90, 91:
            self.init(
                .tls,
                message: """
                    \(host) could not prove who it is (\(detail)). The page was not read. If the shop's certificate is \
                    signed by your own authority, give its file as tls.ca_file.
                    """
            )
        case 53, 54, 58, 59, 66, 77, 82:
            self.init(
                .tls,
                message: "TLS could not be set up here (\(detail)). Check tls.ca_file and the ca-certificates package."
            )
        case 35, 64, 80:
            self.init(.tls, advice: later, message: "No secure connection to \(host) could be made: \(detail).")
        case 27: self.init(.other, advice: later, message: "There was no memory left to fetch from \(host).")
        default:
            self.init(.other, advice: later, message: "Fetching from \(host) failed: \(detail) (libcurl \(code)).")
        }
    }

    /// The proxy knows us not, or not by this password.
    static var proxyPassword: FetchError {
        FetchError(
            .connection,
            message:
                "The proxy asks for a user name and password (407): set proxy_username and proxy_password to its own."
        )
    }

    /// A request without a whole answer.
    static func unanswered(_ url: PageURL) -> FetchError {
        FetchError(
            .unanswered,
            advice: .later(after: nil),
            message: "\(url.authority) got the request and gave no whole answer; it may have done what was asked."
        )
    }

    /// libcurl reads the host differently.
    static func unclearHost(_ url: PageURL) -> FetchError {
        FetchError(.refused, message: "The URL's host can be read in more than one way, so nothing was contacted.")
    }

    /// An answer without a status.
    static func noStatus(_ url: PageURL) -> FetchError {
        FetchError(.malformed, advice: .later(after: nil), message: "\(url.authority) answered without a status.")
    }
}
