internal import SalesCore
internal import SalesCurl

/// What AWS answers, or the lack of it, as a notifier's error.
extension NotifyError {
    /// No answer.
    init(_ failure: AWSFailure, from service: String) {
        switch failure {
        case .credentials(let error): self.init(error, for: service)
        case .exchange(let error): self.init(error, from: service, reach: "Check the region.")
        }
    }

    private init(_ error: CredentialError, for service: String) {
        let code: Code =
            switch error.reason {
            case .notConfigured: .notConfigured
            case .unusable: .unauthorized
            case .unavailable: .unavailable
            case .cancelled: .cancelled
            }
        self.init(code, advice: error.advice, message: "Nothing was handed to \(service). \(error.message)")
    }

    /// An answer that is a refusal.
    ///
    /// - Parameters:
    ///   - code: What a refusal for good is.
    ///   - secrets: What is taken out of the service's words, which like to repeat what they got.
    init(_ answer: AWSAnswer, from service: String, refusal code: Code = .rejected, without secrets: [String] = []) {
        let what = "\(service) answered \(answer.quoted(without: secrets))."
        switch answer.kind {
        case .throttled:
            self.init(.throttled, advice: .later(after: answer.wait), message: "\(what) It is tried again.")
        case .unavailable, .accepted:
            self.init(.unavailable, advice: .later(after: answer.wait), message: "\(what) It is tried again.")
        case .expired:
            self.init(
                .unauthorized,
                advice: .later(after: answer.wait),
                message: "\(what) It is tried again with fresh credentials; check this machine's clock as well."
            )
        case .unauthorized:
            self.init(.unauthorized, message: "\(what) Check the credentials for AWS and what they allow.")
        case .refused:
            self.init(code, message: "\(what) It is not tried again.")
        }
    }
}

extension AWSAnswer {
    /// Status, code and words in one line.
    func quoted(without secrets: [String] = []) -> String {
        let said = [code, words].filter { !$0.isEmpty }.joined(separator: ": ")
        let clean = secrets.reduce(said) { $1.isEmpty ? $0 : $0.replacing($1, with: "…") }
        let line = ForeignText.line(clean, limit: NotifyError.maximumAnswer)
        return "\(status)" + (line.isEmpty ? "" : " (“\(line)”)")
    }
}
