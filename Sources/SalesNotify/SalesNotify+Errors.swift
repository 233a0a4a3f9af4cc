internal import HTTPTypes
public import SalesCore
internal import SalesCurl

extension NotifyErrorCode {
    /// The carrier got the whole message and did not say whether it accepts it: it may have been told.
    public static let outcomeUnknown = NotifyError.Code(rawValue: "outcome-unknown")
}

extension NotifyError {
    /// The characters of a carrier's answer that are shown.
    static var maximumAnswer: Int { 300 }
    /// The bytes of a carrier's answer that are read: more than are shown, so that no secret is cut before it is found.
    static var readOfAnswer: Int { 16 << 10 }
    /// How long to wait before a message whose fate is not known is sent again.
    ///
    /// A missed sale is worse than a second message, but a server that is slow to answer gets the time to.
    static var unknownWait: Duration { .seconds(90) }

    static func cancelled(_ what: String) -> NotifyError {
        NotifyError(.cancelled, advice: .later(after: nil), message: "\(what): the task was cancelled.")
    }
}

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
    static var noMailAddress: NotifyError {
        NotifyError(.notConfigured, message: "The person has no mail address; set one to mail them.")
    }

    init(invalid error: MailAddress.Invalid) {
        self.init(.badRecipient, message: "The person's mail address cannot be used. \(error.description)")
    }

    init(_ error: MailError) {
        let (code, advice): (Code, RetryAdvice) =
            switch error.code {
            case .settings, .tls: (error.advice == .never ? .notConfigured : .unavailable, error.advice)
            case .badMessage, .rejected: (.rejected, error.advice)
            case .unavailable: (.unavailable, error.advice)
            case .unauthorized: (.unauthorized, error.advice)
            case .deferred: (.throttled, error.advice)
            case .badRecipient: (.badRecipient, error.advice)
            case .outcomeUnknown: (.outcomeUnknown, .later(after: Self.unknownWait))
            case .cancelled: (.cancelled, error.advice)
            default: (.other, error.advice)
            }
        self.init(code, advice: advice, message: error.message)
    }
}

/// Web hooks.
extension NotifyError {
    init(unwritable error: any Error) {
        self.init(.rejected, message: "The alert cannot be written as JSON: \(error).")
    }

    /// No response at all.
    ///
    /// What is said names the host only, since a hook's path is often its secret.
    init(_ error: FetchError, at url: PageURL) {
        let host = url.authority
        let later = RetryAdvice.later(after: nil)
        switch error.code {
        case .cancelled:
            self = .cancelled("The request to the web hook at \(host) was given up")
        case .timeout:
            self.init(
                .outcomeUnknown,
                advice: .later(after: Self.unknownWait),
                message: "The web hook at \(host) did not answer in time; it may have taken the alert."
            )
        case .dns, .connection, .paused:
            self.init(
                .unavailable,
                advice: later,
                message: "The web hook at \(host) cannot be reached (\(error.code.rawValue))."
            )
        case .tls:
            self.init(
                .unavailable,
                advice: error.advice,
                message:
                    "The web hook at \(host) could not prove who it is; nothing was sent. "
                    + "Check its certificate and tls.ca_file."
            )
        case .refused:
            self.init(.notConfigured, message: "The web hook's address at \(host) may not be contacted.")
        case .tooLarge, .malformed, .damaged, .redirects:
            self.init(
                .outcomeUnknown,
                advice: .later(after: Self.unknownWait),
                message: "The web hook at \(host) answered with something that is no HTTP response of reasonable size; "
                    + "it may have taken the alert."
            )
        default:
            self.init(
                .other,
                advice: error.advice,
                message: "The web hook at \(host) got nothing (\(error.code.rawValue))."
            )
        }
    }

    /// What a response means; nil where the alert was taken.
    init?(_ response: FetchResponse, at url: PageURL, secrets: HookSecrets, now: Timestamp) {
        let status = response.status.code
        guard !(200...299).contains(status) else { return nil }
        let what = "The web hook at \(url.authority) answered \(Self.answer(response, without: secrets))"
        let wait = response.fields[.retryAfter].flatMap { RetryAfter.wait(field: $0, at: now) }
        switch status {
        case 408, 425, 429:
            self.init(.throttled, advice: .later(after: wait), message: "\(what). It is tried again.")
        case 500...599:
            self.init(.unavailable, advice: .later(after: wait), message: "\(what). It is tried again.")
        case 401, 403, 407:
            self.init(.unauthorized, message: "\(what). Check the hook's URL and its Authorization field.")
        case 300...399:
            self.init(.rejected, message: "\(what). Redirects are not followed; set the URL that it leads to.")
        default:
            self.init(.rejected, message: "\(what). Check the hook's URL and what it expects.")
        }
    }

    /// Status and the beginning of the body, in one line, without what is secret: services like to repeat what they got.
    static func answer(_ response: FetchResponse, without secrets: HookSecrets) -> String {
        let text = String(decoding: response.body.prefix(readOfAnswer), as: UTF8.self)
        let body = ForeignText.line(secrets.removed(from: text), limit: maximumAnswer)
        return "\(response.status.code)" + (body.isEmpty ? "" : " (“\(body)”)")
    }
}
