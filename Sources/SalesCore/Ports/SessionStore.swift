/// Who is signed in: browsers with a cookie, and programs with a token.
///
/// Asked of stores behind an interface over the network, beside ``AccountStore``. Erasing a person ends their sessions.
///
/// - Promise: SESSION-10, SESSION-11
public protocol SessionStore: Sendable {
    /// Keeps a session.
    ///
    /// The caller guarantees a hash of fresh random bits. Nothing is kept where the person does not exist.
    /// - Throws: ``StoreError``.
    /// - Promise: SESSION-1, SESSION-5
    func addSession(_ session: AccountSession) async throws(StoreError)

    /// The session of this hash with its person, if it still holds at the moment given, noting that it was used; nil
    /// otherwise.
    ///
    /// A session holds before its `endsAt`, and while less than its `idleLimit` has passed since it was used last. The
    /// store must read and note in one transaction, never move `lastUsedAt` back, and may leave it where it is when it
    /// is less than a minute old. ``AccountSession/used(at:)`` decides that. A use that need not be noted should be one
    /// query: every request of somebody who is signed in begins with it.
    /// - Throws: ``StoreError``.
    /// - Promise: SESSION-1 to SESSION-4, SESSION-12
    func useSession(_ hash: SecretHash, at time: Timestamp) async throws(StoreError) -> SignedIn?

    /// A person's sessions that still hold, newest first (the last that was added comes first), a page at a time.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: SESSION-6
    func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<AccountSession>

    /// Ends sessions of a person: one, or all save one.
    ///
    /// What was ended is never answered again by a call that begins after this one returned.
    /// - Throws: ``StoreError``.
    /// - Promise: SESSION-7, SESSION-8
    func endSessions(of user: UserID, _ which: SessionChoice) async throws(StoreError)

    /// Removes sessions that ended before a moment, used or not (``AccountSession/holdsUntil``); answers how many.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: SESSION-9
    func removeSessions(endedBefore time: Timestamp) async throws(StoreError) -> Int
}

/// Who is signed in, and by what.
public struct SignedIn: Hashable, Sendable {
    /// The session, with its use noted.
    public var session: AccountSession
    /// The person, as they are now.
    public var user: User

    /// A person who is signed in by a session of theirs.
    public init(session: AccountSession, user: User) {
        self.session = session
        self.user = user
    }
}

/// What is kept of a person's being signed in.
public struct AccountSession: Hashable, Sendable {
    /// Who holds the secret.
    public enum Kind: String, Codable, Sendable {
        /// A browser, in a cookie.
        case browser
        /// A program, in a field of each request.
        case program
    }

    /// What the holder may do in the person's name; each scope holds those before it.
    public enum Scope: String, Codable, CaseIterable, Comparable, Sendable {
        /// See what is theirs.
        case read
        /// Change it, too.
        case write
        /// Do what needs an admin, too, as long as the person is one.
        case admin

        /// Whether one scope holds less than another.
        public static func < (one: Scope, other: Scope) -> Bool { one.width < other.width }

        private var width: Int {
            switch self {
            case .read: 0
            case .write: 1
            case .admin: 2
            }
        }
    }

    /// The hash of the secret.
    public var hash: SecretHash
    /// Who is signed in.
    public var userID: UserID
    /// Who holds the secret.
    public var kind: Kind
    /// What they may do with it.
    public var scope: Scope
    /// A name that the person knows it by, such as the browser's; at most ``maximumLabelLength`` characters.
    public var label: String
    /// When it began.
    public var createdAt: Timestamp
    /// When it was used last.
    public var lastUsedAt: Timestamp
    /// How long it may lie unused; nil for as long as it lasts.
    public var idleLimit: Duration?
    /// When it ends, used or not.
    public var endsAt: Timestamp

    /// A session.
    public init(
        hash: SecretHash,
        userID: UserID,
        kind: Kind,
        scope: Scope,
        label: String,
        createdAt: Timestamp,
        lastUsedAt: Timestamp,
        idleLimit: Duration? = nil,
        endsAt: Timestamp
    ) {
        self.hash = hash
        self.userID = userID
        self.kind = kind
        self.scope = scope
        self.label = label
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.idleLimit = idleLimit
        self.endsAt = endsAt
    }

    /// The longest label, in characters.
    public static let maximumLabelLength = 100
}

// What a use of a session does, for all stores.
extension AccountSession {
    /// How long after a use the next need not be noted, so that not every request writes; less where the idle limit is
    /// so short that it would matter.
    public static let unnotedTime = Duration.seconds(60)

    /// From when on it does not hold, unless it is used before.
    public var holdsUntil: Timestamp {
        idleLimit.map { min(endsAt, lastUsedAt + $0) } ?? endsAt
    }

    /// The session as it is to be kept after a use at a moment: unchanged where the use need not be noted; nil where it
    /// does not hold then.
    public func used(at time: Timestamp) -> AccountSession? {
        guard time < holdsUntil else { return nil }
        let unnoted = idleLimit.map { min(Self.unnotedTime, $0 / 10) } ?? Self.unnotedTime
        guard time > lastUsedAt, time - lastUsedAt >= unnoted else { return self }
        var session = self
        session.lastUsedAt = time
        return session
    }
}

/// Which of a person's sessions are meant.
public enum SessionChoice: Hashable, Sendable {
    /// This one.
    case one(SecretHash)
    /// All, save this one where it is given.
    case all(except: SecretHash?)
}
