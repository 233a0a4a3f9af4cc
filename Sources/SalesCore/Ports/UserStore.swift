/// The people who are told: the ERD's `users`.
public protocol UserStore: Sendable {
    /// Adds a person, or finds the one who has the e-mail address or phone number already.
    ///
    /// The caller guarantees at least one address, e-mail in a form that mail servers take and phone in E.164, neither
    /// of them verified yet. The store must never hold two people of one e-mail address, compared without letter case,
    /// or of one phone number; it leaves an existing person as they are, and answers nil where the two addresses belong
    /// to two people. Numbers of removed people are not given again.
    /// - Throws: ``StoreError``.
    func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser?

    /// The person of this number, or nil.
    ///
    /// - Throws: ``StoreError``.
    func user(_ id: UserID) async throws(StoreError) -> User?

    /// The person who has an address on a channel, verified or not; nil where nobody has.
    ///
    /// The store must compare as ``addUser(_:)`` does. Channels without addresses of people have nobody.
    /// - Throws: ``StoreError``.
    func user(at address: String, on channel: Channel) async throws(StoreError) -> User?

    /// Changes the parts of a person's row that are given, and answers the row as it is then; nil where there is none.
    ///
    /// The store must clear the verification of an address that changes, in the same transaction, and change nothing
    /// and throw ``StoreErrorCode/invalidArgument`` where another person has the address.
    /// - Throws: ``StoreError``.
    func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User?

    /// Notes that a person proved an address theirs; answers whether it was noted.
    ///
    /// The store must change nothing and answer false where the address is no longer the person's, so that a proof of
    /// an old address never verifies a new one. An address that is verified already keeps its moment and answers true.
    /// - Throws: ``StoreError``.
    func verify(
        _ address: String,
        on channel: Channel,
        of user: UserID,
        at time: Timestamp
    ) async throws(StoreError) -> Bool
}

/// Forgetting people (GDPR, article 17).
public protocol ErasureStore: Sendable {
    /// Removes a person with everything that names them.
    ///
    /// The store must remove, in one transaction, the row, the subscriptions (bringing the products' followers up to
    /// date), alerts of every status, tokens, sessions and idempotency keys, and remember the number as erased. An
    /// alert that is being told at this moment loses its lease. Suppressions of the addresses stay: they hold what the
    /// person asked for last. The local user is never removed: ``StoreErrorCode/invalidArgument``.
    /// - Throws: ``StoreError``.
    func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError)

    /// The numbers of erased people in ascending order, a page at a time.
    ///
    /// Whoever restores a backup erases these again, so that it brings nobody back.
    /// - Throws: ``StoreError``.
    func erasedUsers(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<UserID>
}

extension User {
    /// A person that a store has yet to number.
    public struct New: Hashable, Sendable {
        /// The e-mail address.
        public var email: String?
        /// The first name.
        public var firstName: String?
        /// The last name.
        public var lastName: String?
        /// The phone number in E.164 form.
        public var phone: String?
        /// When they signed up.
        public var createdAt: Timestamp

        /// A person to be added.
        public init(
            email: String? = nil,
            firstName: String? = nil,
            lastName: String? = nil,
            phone: String? = nil,
            createdAt: Timestamp
        ) {
            self.email = email
            self.firstName = firstName
            self.lastName = lastName
            self.phone = phone
            self.createdAt = createdAt
        }
    }
}

/// What adding a person gave.
public struct AddedUser: Hashable, Sendable {
    /// The person as they are in the store.
    public let user: User
    /// Whether they were not there before.
    public let isNew: Bool

    /// What adding gave.
    public init(user: User, isNew: Bool) {
        self.user = user
        self.isNew = isNew
    }
}

/// Parts of a person's row to be changed: what is nil stays, and an inner nil removes what was there.
public struct UserChange: Hashable, Sendable {
    /// A new e-mail address.
    public var email: String??
    /// A new first name.
    public var firstName: String??
    /// A new last name.
    public var lastName: String??
    /// A new phone number in E.164 form.
    public var phone: String??

    /// No change, unless given.
    public init(
        email: String?? = nil,
        firstName: String?? = nil,
        lastName: String?? = nil,
        phone: String?? = nil
    ) {
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.phone = phone
    }
}
