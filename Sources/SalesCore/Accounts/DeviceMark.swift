extension Accounts {
    /// What a browser or program keeps once its person signed in on it, and shows when they sign in again.
    ///
    /// It signs nobody in. Strangers who know somebody's address can have the letters and the guesses of digits used up
    /// that the address has; whoever shows the mark has some of their own beside them (OWASP, "Slow Down Online Guessing
    /// Attacks with Device Cookies"). It is in no store, is the same on all machines of a person, and is good as long as
    /// the installation has its key.
    public func deviceMark(of user: UserID) -> String { key.deviceMark(of: user) }
}

extension LinkKey {
    func deviceMark(of user: UserID) -> String { Base64URL.text(code(.device, Self.fields(of: user))) }

    /// Whether a mark is that of a person, found out in the same time whatever it is; nil is nobody's.
    func isDeviceMark(_ mark: String?, of user: UserID) -> Bool {
        isCode(mark.flatMap(Base64URL.bytes) ?? [], of: .device, Self.fields(of: user))
    }

    private static func fields(of user: UserID) -> [[UInt8]] { [Array(user.description.utf8)] }
}
