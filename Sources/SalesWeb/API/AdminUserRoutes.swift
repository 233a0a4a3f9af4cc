internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// The people of an installation, for its admins.
struct AdminUserRoutes: Sendable {
    let store: any AccountStore
    let accounts: Accounts

    /// A person, with why their addresses are not written to.
    private struct Person: Encodable {
        let user: UserJSON
        let emailSuppression: String?
        let phoneSuppression: String?

        enum CodingKeys: String, CodingKey {
            case emailSuppression = "email_suppression"
            case phoneSuppression = "phone_suppression"
        }

        /// Its members beside those of the row.
        func encode(to encoder: any Encoder) throws {
            try user.encode(to: encoder)
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encodeIfPresent(emailSuppression, forKey: .emailSuppression)
            try members.encodeIfPresent(phoneSuppression, forKey: .phoneSuppression)
        }
    }

    private struct People: Encodable {
        let users: [UserJSON]
        let next: String?
    }

    /// What adding a person gave.
    private struct Added: Encodable {
        let user: UserJSON
        let isNew: Bool

        enum CodingKeys: String, CodingKey {
            case user
            case isNew = "is_new"
        }
    }

    /// Whom to add.
    private struct Wish: Decodable {
        let email: String?
        let phone: String?
        let firstName: String?
        let lastName: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case email, phone
            case firstName = "first_name"
            case lastName = "last_name"
        }
    }

    /// What to change of a person.
    private struct Change: Decodable {
        let isAdmin: Bool

        enum CodingKeys: String, CodingKey, CaseIterable {
            case isAdmin = "is_admin"
        }
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/admin/users", for: .admins) { request in
                let page = try await store.users(after: try request.pageToken(), limit: try request.pageLimit())
                return .json(People(users: page.elements.map { UserJSON($0) }, next: page.next?.text))
            },
            Route(.post, "/api/v1/admin/users", for: .admins) { request in try await add(request) },
            Route(.get, "/api/v1/admin/users/{id}", for: .admins) { request in
                let user = try await user(request)
                return .json(
                    Person(
                        user: UserJSON(user),
                        emailSuppression: try await suppression(of: user, on: .email),
                        phoneSuppression: try await suppression(of: user, on: .sms)
                    )
                )
            },
            Route(.patch, "/api/v1/admin/users/{id}", for: .admins) { request in try await change(request) },
            Route(.delete, "/api/v1/admin/users/{id}", for: .admins) { request in
                let (me, user) = (try request.person, try await user(request))
                // Nobody shuts the last admin out by a slip: who goes says so as the person whom it concerns.
                guard user.id != me.id else {
                    throw Problem(.invalid, "You cannot erase yourself here: DELETE /api/v1/me does it.")
                }
                try await store.eraseUser(user.id, at: request.now)
                return WebAnswer(.noContent)
            },
        ]
    }

    /// Adds a person, whose addresses get the letters that prove them; an admin may, whatever the registration is.
    private func add(_ request: WebRequest) async throws -> WebAnswer {
        let wish = try await request.body(as: Wish.self, known: Wish.CodingKeys.self)
        let faults = Self.faults(of: wish)
        guard faults.isEmpty else { throw Problem(.invalid, "Something in the body is wrong.", faults: faults) }
        do {
            let added = try await accounts.add(
                SignUp(email: wish.email, phone: wish.phone, firstName: wish.firstName, lastName: wish.lastName)
            )
            return .json(Added(user: UserJSON(added.user), isNew: added.isNew), status: added.isNew ? .created : .ok)
        } catch let error as SignUp.Invalid {
            throw Problem(.invalid, error.description)
        } catch let error as AccountError {
            guard case .store(let failure) = error else { throw Problem(.invalid, error.description) }
            throw failure
        }
    }

    private func change(_ request: WebRequest) async throws -> WebAnswer {
        let change = try await request.body(as: Change.self, known: Change.CodingKeys.self)
        let (me, user) = (try request.person, try await user(request))
        guard change.isAdmin || user.id != me.id else {
            let detail = "You cannot take this from yourself: another admin can."
            let fault = Problem.Fault(at: "/is_admin", detail: detail)
            throw Problem(.invalid, "Something in the body is wrong.", faults: [fault])
        }
        guard let changed = try await store.changeUser(user.id, UserChange(isAdmin: change.isAdmin)) else {
            throw Problem.nothingHere
        }
        return .json(UserJSON(changed))
    }

    /// The person that the path names.
    private func user(_ request: WebRequest) async throws -> User {
        guard let id = request.parameters.get("id").flatMap({ UserID($0) }), let user = try await store.user(id)
        else { throw Problem.nothingHere }
        return user
    }

    private func suppression(of user: User, on channel: Channel) async throws -> String? {
        guard let address = user.address(on: channel) else { return nil }
        return try await store.suppression(of: address, on: channel)?.kind.rawValue
    }

    private static func faults(of wish: Wish) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        func note(_ member: String, _ check: () throws -> Void) {
            do {
                try check()
            } catch {
                faults.append(Problem.Fault(at: member, detail: "\(error)"))
            }
        }
        note("/email") { if let email = wish.email { _ = try SignUp.checkedEmail(email) } }
        note("/phone") { if let phone = wish.phone { _ = try SignUp.checkedPhone(phone) } }
        note("/first_name") { _ = try SignUp.checkedName(wish.firstName, "first") }
        note("/last_name") { _ = try SignUp.checkedName(wish.lastName, "last") }
        if wish.email == nil, wish.phone == nil {
            let detail = "An e-mail address or a phone number is needed."
            faults.append(Problem.Fault(at: "/email", detail: detail))
        }
        return faults
    }
}
