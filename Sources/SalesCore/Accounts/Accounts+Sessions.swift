/// A session that began just now, with its secret, which is told this once.
public struct OpenedSession: Hashable, Sendable {
    /// What is kept of it.
    public let session: AccountSession
    /// What the browser or program proves itself by.
    public let secret: AccountSecret
}

extension Accounts {
    /// Begins a session of a person.
    ///
    /// - Parameters:
    ///   - user: who is signed in.
    ///   - kind: who holds the secret; a browser's session also ends when it lies unused (``browserIdleLimit``).
    ///   - scope: what they may do.
    ///   - label: what the person knows it by; made harmless, and cut to ``AccountSession/maximumLabelLength``.
    ///   - lifetime: when it ends at the latest; ``browserLifetime`` or ``programLifetime``, if not given.
    ///   - sessions: where it is kept, on the same store.
    /// - Throws: ``StoreError``.
    public func openSession(
        for user: UserID,
        kind: AccountSession.Kind,
        scope: AccountSession.Scope,
        label: String,
        lifetime: Duration? = nil,
        in sessions: any SessionStore
    ) async throws(StoreError) -> OpenedSession {
        var random = random
        let secret = AccountSecret(using: &random)
        let now = time.now
        let longest = kind == .browser ? Self.browserLifetime : Self.programLifetime
        let session = AccountSession(
            hash: secret.hash,
            userID: user,
            kind: kind,
            scope: scope,
            label: ForeignText.line(label, limit: AccountSession.maximumLabelLength),
            createdAt: now,
            lastUsedAt: now,
            idleLimit: kind == .browser ? Self.browserIdleLimit : nil,
            endsAt: now + (lifetime ?? longest)
        )
        try await sessions.addSession(session)
        return OpenedSession(session: session, secret: secret)
    }

    /// How long a browser may stay away: two weeks, so that who looks once a week stays signed in, and a machine that was
    /// given away does not.
    public static let browserIdleLimit = Duration.seconds(14 * 86_400)
    /// When a browser signs in anew at the latest, however much it is used (OWASP ASVS 5.0, 7.3.2): 90 days.
    public static let browserLifetime = Duration.seconds(90 * 86_400)
    /// How long a program is signed in that named no time: 30 days.
    ///
    /// Nobody notices a program that is never used again; who wants longer makes an API token and says how long.
    public static let programLifetime = Duration.seconds(30 * 86_400)
}
