import SalesCore

/// A person for programs: every column of their row.
struct UserJSON: Encodable {
    let id: Int64
    let email: String?
    let firstName: String?
    let lastName: String?
    let phone: String?
    let emailVerifiedAt: String?
    let phoneVerifiedAt: String?
    let isAdmin: Bool
    let settings: User.Settings
    let createdAt: String

    init(_ user: User) {
        id = user.id.rawValue
        email = user.email
        firstName = user.firstName
        lastName = user.lastName
        phone = user.phone
        emailVerifiedAt = user.emailVerifiedAt?.description
        phoneVerifiedAt = user.phoneVerifiedAt?.description
        isAdmin = user.isAdmin
        settings = user.settings
        createdAt = user.createdAt.description
    }
}
