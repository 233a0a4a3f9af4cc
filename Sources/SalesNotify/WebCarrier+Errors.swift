internal import HTTPTypes
internal import SalesCore
internal import SalesCurl

/// What came of a request to a web service, as the port's error. Sentences name the host only, since a path is often a
/// secret.
extension NotifyError {
    init(unwritable error: any Error) {
        self.init(.rejected, message: "The alert cannot be written as JSON: \(error).")
    }

    /// No response at all.
    init(_ error: FetchError, from carrier: WebCarrier) {
        let name = carrier.description
        let later = RetryAdvice.later(after: nil)
        switch error.code {
        case .cancelled:
            self = .cancelled("The request to \(name) was given up")
        case .unanswered:
            self.init(
                .unknownOutcome,
                advice: .later(after: Self.unknownWait),
                message: "\(name) did not answer in time or broke off; it may have taken the alert."
            )
        case .dns, .connection, .paused, .timeout:
            self.init(.unavailable, advice: later, message: "\(name) cannot be reached (\(error.code.rawValue)).")
        case .tls:
            self.init(
                .unavailable,
                advice: error.advice,
                message: "\(name) could not prove who it is; nothing was sent. Check its certificate and tls.ca_file."
            )
        case .refused:
            self.init(.notConfigured, message: "The address of \(name) may not be contacted.")
        case .tooLarge, .malformed, .damaged, .redirects:
            self.init(
                .unknownOutcome,
                advice: .later(after: Self.unknownWait),
                message: "\(name) answered with something that is no HTTP response of reasonable size; "
                    + "it may have taken the alert."
            )
        default:
            self.init(.other, advice: error.advice, message: "\(name) got nothing (\(error.code.rawValue)).")
        }
    }

    /// What a response means; nil where the alert was taken.
    init?(_ response: FetchResponse, from carrier: WebCarrier, now: Timestamp) {
        let status = response.status.code
        guard !(200...299).contains(status) else { return nil }
        let what = "\(carrier) answered \(carrier.answer(response))"
        let wait = response.fields[.retryAfter].flatMap { RetryAfter.wait(field: $0, at: now) }
        switch status {
        case 408, 425, 429:
            self.init(.throttled, advice: .later(after: wait), message: "\(what). It is tried again.")
        case 500...599:
            self.init(.unavailable, advice: .later(after: wait), message: "\(what). It is tried again.")
        case 401, 403, 407:
            self.init(.unauthorized, message: "\(what). Check \(carrier.credentials).")
        case 300...399:
            self.init(.rejected, message: "\(what). Redirects are not followed; set the URL that it leads to.")
        default:
            self.init(.rejected, message: "\(what). Check \(carrier.settings).")
        }
    }
}
