import SalesCore
import SalesCurl

/// What a mail server's answer means for whoever set it up, and what to do.
///
/// Pure.
enum MailDiagnosis {
    /// A server that let us in.
    ///
    /// - Parameters:
    ///   - line: what the channel is called.
    ///   - passwordKey: the setting of the password.
    static func finding(_ line: String, _ entry: MailEntry, at server: SMTPServer, passwordKey: String) -> Finding {
        let hasPassword = server.password?.isEmpty == false
        switch (server.user, hasPassword) {
        case (nil, false): return .fine("channel", "\(line), which answers; no login is set")
        case (nil, true):
            return .warning(
                "channel",
                "\(line), which answers. \(passwordKey) is set, but notify.smtp.username is not, so that nobody logs in."
                    + " Set it, or take the password away."
            )
        case (_, _) where !entry.isLoggedIn:
            return .warning(
                "channel",
                "\(line), which answers but offers no login: mails go there without user name and password. If it wants"
                    + " none, take notify.smtp.username away; otherwise name the port for sending mail (587, or 465 with"
                    + " notify.smtp.security: tls)."
            )
        case (_, false):
            return .warning(
                "channel",
                "\(line), which answers and lets the user in without a password, since none is set. If there is one, set"
                    + " notify.smtp.password or notify.smtp.password_file."
            )
        case (_, true): return .fine("channel", "\(line), which answers and takes the password")
        }
    }

    /// A server that did not.
    static func finding(_ line: String, _ error: MailError, at server: SMTPServer) -> Finding {
        let status: ExitStatus = error.advice == .never ? .noAnswer : .temporary
        return .failed("channel", "\(line). \(error.message) \(advice(error, server))", status)
    }

    private static func advice(_ error: MailError, _ server: SMTPServer) -> String {
        switch error.code {
        case .unavailable:
            return "Look whether it runs and takes connections from here, and whether notify.smtp.host,"
                + " notify.smtp.port and notify.smtp.security are right. Meanwhile alerts wait and are tried again."
        case .tls:
            return "If it speaks TLS otherwise: notify.smtp.security is tls for port 465, and starttls for 587."
        case .unauthorized where server.password?.isEmpty ?? true:
            return "No password is set: notify.smtp.password or notify.smtp.password_file has it."
        case .unauthorized:
            return
                "They are notify.smtp.username and notify.smtp.password, or the file notify.smtp.password_file names;"
                + " many providers want a password of its own for programs."
        case .deferred:
            return "It asks to come later; alerts wait meanwhile. If it goes on, ask whoever runs it."
        default:
            return "It refuses this machine or this login: ask whoever runs it, or name another with notify.smtp.host."
        }
    }
}
