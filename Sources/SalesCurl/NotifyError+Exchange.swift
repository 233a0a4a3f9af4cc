package import SalesCore

/// What came of a request to a web service that a message is handed to.
extension NotifyError {
    /// A request to a web service that has no response.
    ///
    /// - Parameters:
    ///   - service: What was asked, as a sentence begins: of its URL only the host, since a path is often a secret.
    ///   - reach: What to check where it cannot be reached, as a sentence; empty for nothing.
    package init(_ error: FetchError, from service: String, reach: String = "") {
        let later = RetryAdvice.later(after: nil)
        let kind = error.code.rawValue
        switch error.code {
        case .cancelled: self = .cancelled("The request to \(service) was given up")
        case .unanswered: self = .unknown("\(service) did not answer in time or broke off")
        case .tooLarge, .malformed, .damaged, .redirects:
            self = .unknown("\(service) answered with something that is no HTTP response of reasonable size")
        case .dns, .connection, .paused, .timeout:
            let check = reach.isEmpty ? "" : " \(reach)"
            self.init(.unavailable, advice: later, message: "\(service) cannot be reached (\(kind)).\(check)")
        case .tls:
            self.init(
                .unavailable,
                advice: error.advice,
                message:
                    "\(service) could not prove who it is; nothing was sent. Check its certificate and tls.ca_file."
            )
        case .refused:
            self.init(.notConfigured, message: "The address of \(service) may not be contacted.")
        default:
            self.init(.other, advice: error.advice, message: "\(service) got nothing (\(kind)).")
        }
    }

    private static func unknown(_ what: String) -> NotifyError {
        NotifyError(
            .unknownOutcome,
            advice: .later(after: unknownWait),
            message: "\(what); it may have taken the message."
        )
    }
}
