/// A person for programs: every column of their row.
package struct UserJSON: Encodable, Sendable {
    let id: Int64
    let email: String?
    let firstName: String?
    let lastName: String?
    let phone: String?
    let emailVerifiedAt: String?
    let phoneVerifiedAt: String?
    let isAdmin: Bool
    let settings: Settings
    let createdAt: String

    enum CodingKeys: String, CodingKey {
        case id, email, phone, settings
        case firstName = "first_name"
        case lastName = "last_name"
        case emailVerifiedAt = "email_verified_at"
        case phoneVerifiedAt = "phone_verified_at"
        case isAdmin = "is_admin"
        case createdAt = "created_at"
    }

    /// The row of a person.
    package init(_ user: User) {
        id = user.id.rawValue
        email = user.email
        firstName = user.firstName
        lastName = user.lastName
        phone = user.phone
        emailVerifiedAt = user.emailVerifiedAt?.description
        phoneVerifiedAt = user.phoneVerifiedAt?.description
        isAdmin = user.isAdmin
        settings = Settings(user.settings)
        createdAt = user.createdAt.description
    }

    /// How they want to be told.
    struct Settings: Encodable, Sendable {
        let locale: String?
        let zone: String?
        let quietHours: QuietHours?
        let digestAt: Int?
        let dailyCap: Int?

        enum CodingKeys: String, CodingKey {
            case locale, zone
            case quietHours = "quiet_hours"
            case digestAt = "digest_at"
            case dailyCap = "daily_cap"
        }

        init(_ settings: User.Settings) {
            locale = settings.locale
            zone = settings.zone
            quietHours = settings.quietHours
            digestAt = settings.digestAt
            dailyCap = settings.dailyCap
        }
    }
}
