/// What is kept of a person beside what the other roles answer, so that they can be told all of it (GDPR, article 15).
///
/// All three lists are short: an address gets few letters and tokens, and ``Accounts/run(stumbled:)`` removes old ones.
/// A person's sessions are those of ``SessionStore/sessions(of:at:after:limit:)`` at the moment when they signed up.
public protocol DisclosureStore: Sendable {
    /// The letters to a person, of every status, in the order in which they were added.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-70
    func letters(to user: UserID) async throws(StoreError) -> [Letter]

    /// The tokens of a person, also those that were used or have ended, in the order of their beginnings.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-71
    func tokens(of user: UserID) async throws(StoreError) -> [KeptToken]

    /// What was counted under some names, in the order of the names given and then of the windows.
    ///
    /// A name under which nothing was counted is left out.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-72
    func counts(of names: [String]) async throws(StoreError) -> [QuotaCount]
}

/// A token as it is kept.
public struct KeptToken: Hashable, Sendable {
    /// The token.
    public let token: AccountToken
    /// Whether it was used.
    public let isUsed: Bool

    /// A token as it is kept.
    public init(token: AccountToken, isUsed: Bool) {
        self.token = token
        self.isUsed = isUsed
    }
}

/// How much was counted in a window of a quota.
public struct QuotaCount: Hashable, Sendable {
    /// The quota's name.
    public let name: String
    /// The window.
    public let window: Range<Timestamp>
    /// How much was counted.
    public let used: Int64

    /// A count.
    public init(name: String, window: Range<Timestamp>, used: Int64) {
        self.name = name
        self.window = window
        self.used = used
    }
}
