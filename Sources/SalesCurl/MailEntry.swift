/// How a mail server let us in.
public struct MailEntry: Hashable, Sendable {
    /// The server's last line.
    public let reply: String
    /// Whether it took the user name and the password; false where there are none, and where it offers no login (RFC
    /// 4954 §3), so that it was not asked.
    public let isLoggedIn: Bool

    /// What a server did.
    public init(reply: String, isLoggedIn: Bool) {
        self.reply = reply
        self.isLoggedIn = isLoggedIn
    }
}
