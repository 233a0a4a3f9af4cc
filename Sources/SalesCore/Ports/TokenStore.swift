/// Links and codes that were sent to people: to verify an address, to sign in.
///
/// Each may be used once. Links that stop messages need no token: whoever makes them proves them by a signature.
public protocol TokenStore: Sendable {
    /// Keeps a token; answers whether it was kept.
    ///
    /// The caller guarantees a hash of fresh random bits and an end after the beginning. The store must keep nothing and
    /// answer false where the person does not exist, and where one of the limits is reached: so many tokens of the same
    /// purpose were kept for the same address (compared as ``UserStore/addUser(_:)`` does) within the time before the
    /// new one's `createdAt`, used or not. Counting and keeping are one transaction, so that a flood of sign-ups mails
    /// nobody more often than that.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-20 to ACCOUNT-22, ACCOUNT-27
    func addToken(_ token: AccountToken, limits: [TokenLimit]) async throws(StoreError) -> Bool

    /// The token of this hash, unused and not ended at the moment given; nil otherwise.
    ///
    /// It changes nothing, for pages that are opened (also by scanners of mail) before a person confirms.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-20, ACCOUNT-23
    func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken?

    /// Uses a token up and answers it; nil where it is not there, is used, has ended, or is of another purpose.
    ///
    /// The store must answer a token to one caller only, however many ask at once. A wrong purpose uses nothing up.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-23 to ACCOUNT-25
    func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken?

    /// Removes tokens that ended before a moment and that no limit counts any more; answers how many.
    ///
    /// The caller guarantees a moment at least as long ago as the longest ``TokenLimit/period`` in use.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-26
    func removeTokens(endedBefore time: Timestamp) async throws(StoreError) -> Int
}

/// What is kept of a link or code that was sent to a person.
public struct AccountToken: Hashable, Sendable {
    /// What a token is good for.
    ///
    /// Open: an installation may have purposes of its own.
    public struct Purpose: RawRepresentable, Hashable, Sendable {
        /// The purpose's name.
        public let rawValue: String

        /// The purpose of this name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Proves an address.
        public static let verification = Purpose(rawValue: "verification")
        /// Signs in.
        public static let signIn = Purpose(rawValue: "sign-in")
    }

    /// The hash of the secret.
    public var hash: SecretHash
    /// What it is good for.
    public var purpose: Purpose
    /// Whose it is.
    public var userID: UserID
    /// The channel it was sent over.
    public var channel: Channel
    /// The address it was sent to, which is the only one that it proves.
    public var address: String
    /// When it was made.
    public var createdAt: Timestamp
    /// From when on it is worth nothing.
    public var endsAt: Timestamp

    /// A token.
    public init(
        hash: SecretHash,
        purpose: Purpose,
        userID: UserID,
        channel: Channel,
        address: String,
        createdAt: Timestamp,
        endsAt: Timestamp
    ) {
        self.hash = hash
        self.purpose = purpose
        self.userID = userID
        self.channel = channel
        self.address = address
        self.createdAt = createdAt
        self.endsAt = endsAt
    }
}

/// How many tokens one address gets at most.
public struct TokenLimit: Hashable, Sendable {
    /// So many.
    public var count: Int
    /// Within this time.
    public var period: Duration

    /// A limit.
    public init(count: Int, period: Duration) {
        self.count = count
        self.period = period
    }

    /// Three an hour and five a day: enough for a person who lost a mail, too few to bother somebody with.
    public static let standard = [
        TokenLimit(count: 3, period: .seconds(3_600)),
        TokenLimit(count: 5, period: .seconds(86_400)),
    ]
}
