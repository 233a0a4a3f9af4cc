internal import SalesCore

/// What libcurl reports of a mail dialogue, as our error.
extension MailError {
    /// A failure in the server's words, in which the addresses given are left out.
    init(_ outcome: TransferOutcome, at server: SMTPServer, hiding addresses: [String] = []) {
        let reply = SMTPReply(outcome.lastLine, hiding: addresses)
        // Once all was sent, only a refusal says for certain that it was not accepted.
        if outcome.isUploaded, reply?.isRefusal != true {
            self.init(
                .outcomeUnknown,
                advice: .later(after: nil),
                reply: reply?.line,
                message: "\(server) took the message and did not say whether it accepts it; it may have been sent."
            )
            return
        }
        switch outcome.end {
        case .failed(let code, let detail):
            self.init(libcurl: code, detail: detail, reply: reply, at: server)
        case .cancelled, .engineClosed:
            self.init(.cancelled, advice: .later(after: nil), message: "Sending through \(server) was cancelled.")
        case .fieldsTooLarge, .bodyTooLarge:
            self.init(.unavailable, message: "\(server) talks without end; it may not be a mail server.")
        case .refused, .memoryExhausted, .complete:
            self.init(.other, advice: .later(after: nil), message: "Sending through \(server) failed.")
        }
    }

    private init(libcurl code: Int, detail: String, reply: SMTPReply?, at server: SMTPServer) {
        let later = RetryAdvice.later(after: nil)
        switch code {
        case 67:
            let isTemporary = reply?.isTemporary == true
            self.init(
                .unauthorized,
                advice: isTemporary ? later : .never,
                reply: reply?.line,
                message:
                    "\(server) did not accept the user name and password\(Self.quote(reply)). Check the user name and the password."
            )
        case 51, 60, 83, 90, 91:
            self.init(.tls, message: "\(server) could not prove who it is (\(detail)); nothing was sent.")
        case 53, 54, 58, 59, 66, 77, 82:
            self.init(.tls, message: "TLS could not be set up here (\(detail)). Check tls.ca_file.")
        case 64:
            self.init(
                .tls,
                reply: reply?.line,
                message: "\(server) offers no encryption, so nothing was sent. Use tls with port 465 if it has that."
            )
        case 35, 80:
            self.init(.tls, advice: later, message: "No secure connection to \(server) could be made: \(detail).")
        case 28:
            self.init(.unavailable, advice: later, message: "\(server) took too long to answer.")
        default:
            self.init(reply: reply, detail: detail, at: server)
        }
    }

    private init(reply: SMTPReply?, detail: String, at server: SMTPServer) {
        guard let reply, reply.isRefusal else {
            self.init(
                .unavailable,
                advice: .later(after: nil),
                reply: reply?.line,
                message: "\(server) cannot be reached, or the connection broke: \(detail)."
            )
            return
        }
        if reply.isTemporary {
            self.init(
                .deferred,
                advice: .later(after: nil),
                reply: reply.line,
                message: "\(server) does not take the message now\(Self.quote(reply)). It is tried again."
            )
        } else if detail.hasPrefix("RCPT") || reply.isAboutAddress {
            self.init(
                reply.isAboutAddress ? .noSuchAddress : .badRecipient,
                reply: reply.line,
                message: "\(server) does not take mail for this recipient\(Self.quote(reply))."
            )
        } else {
            self.init(.rejected, reply: reply.line, message: "\(server) refused the message\(Self.quote(reply)).")
        }
    }

    private static func quote(_ reply: SMTPReply?) -> String {
        reply.map { ": “\($0.line)”" } ?? ""
    }
}
