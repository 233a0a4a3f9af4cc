/// The people who are told: the ERD's `users`.
public protocol UserStore: Sendable {
    /// Adds a person, or finds the one who has the e-mail address or phone number already.
    ///
    /// The caller guarantees at least one address, e-mail in a form that mail servers take and phone in E.164, neither
    /// of them verified yet. The store must never hold two people of one e-mail address, compared without the case of
    /// ASCII letters (see ``Channel/addressKey(_:)``), or of one phone number; it leaves an existing person as they are,
    /// and answers nil where the two addresses belong to two people. Numbers of removed people are not given again.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-1 to ACCOUNT-4, ACCOUNT-73
    func addUser(_ draft: User.New) async throws(StoreError) -> AddedUser?

    /// The person of this number, or nil.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-1
    func user(_ id: UserID) async throws(StoreError) -> User?

    /// The person who has an address on a channel, verified or not; nil where nobody has.
    ///
    /// The store must compare as ``addUser(_:)`` does. Channels without addresses of people have nobody.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-5
    func user(at address: String, on channel: Channel) async throws(StoreError) -> User?

    /// The people of these numbers, in the order of their numbers, each once; those that are not there are left out.
    ///
    /// The caller guarantees at most ``maximumPageSize`` numbers.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-6
    func users(_ ids: [UserID]) async throws(StoreError) -> [User]

    /// People in the order of their numbers, a page at a time, as for ``CatalogueStore/products(matching:after:limit:)``.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-7
    func users(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<User>

    /// Changes the parts of a person's row that are given, and answers the row as it is then; nil where there is none.
    ///
    /// The store must clear the verification of an address that changes, in the same transaction, and change nothing
    /// and throw ``StoreErrorCode/invalidArgument`` where another person has the address. An address that is only
    /// spelled with other letter case is the same address.
    ///
    /// Where settings are given, the same transaction makes the person's pending alerts due by the store's clock that were
    /// claimed and then held (``Settlement/Outcome/held(until:reason:)``: ``Alert/isHeld``, ``Alert/sentAt`` known, no
    /// attempts), so that whoever claims them decides anew by what the person wants now. One that was made for a later
    /// moment keeps it, and one that is leased at this moment may keep what it is given then.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-8 to ACCOUNT-10, ACCOUNT-46
    func changeUser(_ id: UserID, _ change: UserChange) async throws(StoreError) -> User?

    /// Notes that a person proved an address theirs; answers whether it was noted.
    ///
    /// The store must change nothing and answer false where the address is no longer the person's, so that a proof of
    /// an old address never verifies a new one. An address that is verified already keeps its moment and answers true.
    /// The same transaction makes the person's alerts that wait for it (``Alert/Status/waiting``, of this channel)
    /// pending again, held and due at the time given, so that what happened meanwhile is told if it is still true; none
    /// is left behind by a claim that runs at the same time.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-11 to ACCOUNT-13, ACCOUNT-44
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
    /// date), alerts of every status, tokens and letters, and remember the number as erased. An alert or a letter that is
    /// being told at this moment loses its lease. Suppressions of the addresses stay, of which the store knows no more
    /// than their digests: they hold what the person asked for last. The bytes must not be found in the store's files
    /// afterwards, as soon as the backend allows: each says when. The local user is never removed:
    /// ``StoreErrorCode/invalidArgument``. A number that nobody has is not remembered.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-14 to ACCOUNT-16, ACCOUNT-19
    func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError)

    /// The numbers of erased people in ascending order, a page at a time.
    ///
    /// Whoever restores a backup erases these again, so that it brings nobody back.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-17
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
        /// How they want to be told.
        public var settings: Settings
        /// When they signed up.
        public var createdAt: Timestamp

        /// A person to be added.
        public init(
            email: String? = nil,
            firstName: String? = nil,
            lastName: String? = nil,
            phone: String? = nil,
            settings: Settings = Settings(),
            createdAt: Timestamp
        ) {
            self.email = email
            self.firstName = firstName
            self.lastName = lastName
            self.phone = phone
            self.settings = settings
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
    /// Whether they may see and change what concerns all people.
    public var isAdmin: Bool?
    /// New settings, in place of all that there were.
    public var settings: User.Settings?

    /// No change, unless given.
    public init(
        email: String?? = nil,
        firstName: String?? = nil,
        lastName: String?? = nil,
        phone: String?? = nil,
        isAdmin: Bool? = nil,
        settings: User.Settings? = nil
    ) {
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.phone = phone
        self.isAdmin = isAdmin
        self.settings = settings
    }
}
