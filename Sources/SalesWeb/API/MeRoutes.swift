internal import HTTPTypes
import SalesCore

/// What a person is told of themselves.
enum MeRoutes {
    /// A person, for programs.
    private struct Person: Encodable {
        let id: Int64
        let email: String?
        let phone: String?
        let firstName: String?
        let lastName: String?
        let emailVerifiedAt: String?
        let phoneVerifiedAt: String?
        let isAdmin: Bool
        let createdAt: String

        enum CodingKeys: String, CodingKey {
            case id, email, phone
            case firstName = "first_name"
            case lastName = "last_name"
            case emailVerifiedAt = "email_verified_at"
            case phoneVerifiedAt = "phone_verified_at"
            case isAdmin = "is_admin"
            case createdAt = "created_at"
        }

        init(_ user: User) {
            id = user.id.rawValue
            email = user.email
            phone = user.phone
            firstName = user.firstName
            lastName = user.lastName
            emailVerifiedAt = user.emailVerifiedAt?.description
            phoneVerifiedAt = user.phoneVerifiedAt?.description
            isAdmin = user.isAdmin
            createdAt = user.createdAt.description
        }
    }

    static func all() -> [Route] {
        [Route(.get, "/api/v1/me", for: .people) { request in .json(Person(try request.person)) }]
    }
}
