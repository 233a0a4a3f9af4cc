import SalesCore
import SalesWeb

/// What `serve` says beside what `watch` does.
extension WatchDisplay {
    /// Says where it listens and for whom.
    ///
    /// - Parameter address: with the port that it really listens at.
    func serving(at address: WebService.Address, _ web: WebSettings) {
        let registration = web.registration.rawValue
        let whom = web.isPrivate ? "for you alone" : "for people with accounts, registration \(registration)"
        let isThere = address.origin.hasSuffix("//\(address.place)")
        log(
            "serving",
            [
                "origin": address.origin, "address": address.place, "mode": web.isPrivate ? "private" : "people",
                "registration": registration,
                // With blanks around it, so that terminals make it a link.
                "what": "\(address.origin) \(whom)\(isThere ? "" : ", listening at \(address.place)")",
            ]
        )
    }

    /// Whether somebody looks who may see a secret: not a journal, a log or another program.
    var isSeen: Bool { session.terminal.isInteractive && format == .text }

    /// Shows a link that signs in; where nobody looks, says how to get one.
    func signIn(by link: SignInLink?, at origin: String) {
        guard let link, isSeen else {
            return log("sign in", ["what": "`salesctl users link` prints a link that signs you in"])
        }
        let until = session.clock.minute(link.endsAt)
        log("sign in", ["what": "\(origin)\(link.path) once, until \(until); `salesctl users link` prints another"])
    }
}
