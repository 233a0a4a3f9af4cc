internal import HTTPTypes
internal import SalesCore

/// What came of a request to a web service, as the port's error. Sentences name the host only, since a path is often a
/// secret.
extension NotifyError {
    init(unwritable error: any Error) {
        self.init(.rejected, message: "The alert cannot be written as JSON: \(error).")
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
