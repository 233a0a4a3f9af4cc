internal import SalesCore
internal import SalesCurl

/// The console.
extension NotifyError {
    init(console error: any Error) {
        if error is CancellationError {
            self = .cancelled("Nothing was written")
        } else {
            let reason = ForeignText.line("\(error)", limit: Self.maximumAnswer)
            self.init(.unavailable, advice: .later(after: nil), message: "The line could not be written: \(reason).")
        }
    }
}

/// The desktop.
extension NotifyError {
    init(missingProgram program: String) {
        self.init(
            .notConfigured,
            message: "\(program) is not installed, so that nothing can be shown on the desktop. "
                + "Install it (on Debian: apt install libnotify-bin) or leave the channel desktop out."
        )
    }

    init(program: String, unstartable error: any Error) {
        let reason = ForeignText.line("\(error)", limit: Self.maximumAnswer)
        self.init(.unavailable, advice: .later(after: nil), message: "\(program) could not be started: \(reason).")
    }

    init(program: String, status: Int32, words: String) {
        let line = ForeignText.line(words, limit: Self.maximumAnswer)
        self.init(
            .notConfigured,
            advice: .later(after: nil),
            message:
                "\(program) ended with status \(status)\(line.isEmpty ? "" : " (“\(line)”)"). "
                + "It needs a desktop session with a notification service; "
                + "a tracker that runs outside of one cannot show anything."
        )
    }

    init(program: String, after deadline: Duration) {
        self.init(
            .unavailable,
            advice: .later(after: nil),
            message: "\(program) did not end within \(DurationWords.text(deadline)) and was stopped."
        )
    }
}

/// Mail.
extension NotifyError {
    init(_ error: MailError) {
        let (code, advice): (Code, RetryAdvice) =
            switch error.code {
            case .settings, .tls: (error.advice == .never ? .notConfigured : .unavailable, error.advice)
            case .badMessage, .rejected: (.rejected, error.advice)
            case .unavailable: (.unavailable, error.advice)
            case .unauthorized: (.unauthorized, error.advice)
            case .deferred: (.throttled, error.advice)
            case .badRecipient: (.badRecipient, error.advice)
            case .noSuchAddress: (.noSuchAddress, error.advice)
            case .outcomeUnknown: (.unknownOutcome, .later(after: Self.unknownWait))
            case .cancelled: (.cancelled, error.advice)
            default: (.other, error.advice)
            }
        self.init(code, advice: advice, message: error.message)
    }
}
