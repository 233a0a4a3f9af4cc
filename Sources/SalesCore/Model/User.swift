/// A person who is told about prices: a row of the ERD's `users`.
public struct User: Hashable, Codable, Sendable {
    /// The number in the store.
    public let id: UserID
    /// The e-mail address, in the form the person gave; unique in a store, compared without letter case.
    public var email: String?
    /// The first name.
    public var firstName: String?
    /// The last name.
    public var lastName: String?
    /// The phone number in E.164 form; unique in a store.
    public var phone: String?
    /// When the person proved that the e-mail address is theirs; nothing is mailed before.
    public var emailVerifiedAt: Timestamp?
    /// When the person proved that the phone number is theirs; nothing is texted before.
    public var phoneVerifiedAt: Timestamp?
    /// Whether they may see and change what concerns all people.
    public var isAdmin: Bool
    /// How they want to be told.
    public var settings: Settings
    /// When the row was made.
    public let createdAt: Timestamp

    /// A user row.
    public init(
        id: UserID,
        email: String? = nil,
        firstName: String? = nil,
        lastName: String? = nil,
        phone: String? = nil,
        emailVerifiedAt: Timestamp? = nil,
        phoneVerifiedAt: Timestamp? = nil,
        isAdmin: Bool = false,
        settings: Settings = Settings(),
        createdAt: Timestamp
    ) {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.phone = phone
        self.emailVerifiedAt = emailVerifiedAt
        self.phoneVerifiedAt = phoneVerifiedAt
        self.isAdmin = isAdmin
        self.settings = settings
        self.createdAt = createdAt
    }
}

extension UserID {
    /// The person at the keyboard: the one user of a local installation, present in every store from the start.
    public static let local = UserID(rawValue: 1)
}
