internal import HTTPTypes
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

    /// What to change of a person.
    private struct Change: Decodable {
        let isAdmin: Bool

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case isAdmin = "is_admin"
        }

        init(from decoder: any Decoder) throws {
            isAdmin = try decoder.members(of: CodingKeys.self).decode(Bool.self, forKey: .isAdmin)
        }
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/admin/users", for: .admins, as: .listUsers) { request in
                let page = try await store.users(after: try request.pageToken(), limit: try request.pageLimit())
                return .json(People(users: page.elements.map { UserJSON($0) }, next: page.next?.text))
            },
            Route(.post, "/api/v1/admin/users", for: .admins, as: .addUser) { request in try await add(request) },
            Route(.get, "/api/v1/admin/users/{id}", for: .admins, as: .showUser) { request in
                let user = try await user(request)
                return .json(
                    Person(
                        user: UserJSON(user),
                        emailSuppression: try await suppression(of: user, on: .email),
                        phoneSuppression: try await suppression(of: user, on: .sms)
                    )
                )
            },
            Route(.patch, "/api/v1/admin/users/{id}", for: .admins, as: .changeUser) { request in
                try await change(request)
            },
            Route(.delete, "/api/v1/admin/users/{id}", for: .admins, as: .eraseUser) { request in
                let (me, user) = (try request.person, try await user(request))
                // Nobody shuts the last admin out by a slip: who goes says so as the person whom it concerns.
                guard user.id != me.id else {
                    throw Problem(.invalid, "You cannot erase yourself here: DELETE /api/v1/me does it.")
                }
                guard user.id != .local else {
                    throw Problem(.notErasable, "This is the installation's own person, who is always there.")
                }
                try await store.eraseUser(user.id, at: request.now)
                return WebAnswer(.noContent)
            },
        ]
    }

    /// Adds a person, whose addresses get the letters that prove them; an admin may, whatever the registration is.
    private func add(_ request: WebRequest) async throws -> WebAnswer {
        var members = try await BodyMembers(of: request, known: Self.members)
        let person = PersonMembers(&members)
        let email: String? = person.email ?? nil
        let phone: String? = person.phone ?? nil
        // Also beside what else is wrong, unless it was given and is what is wrong.
        if email == nil, phone == nil, !members.faults.contains(where: { ["/email", "/phone"].contains($0.at) }) {
            members.fault("email", "An e-mail address or a phone number is needed.")
        }
        try members.check()
        do {
            let added = try await accounts.add(
                SignUp(
                    email: email,
                    phone: phone,
                    firstName: person.firstName ?? nil,
                    lastName: person.lastName ?? nil
                )
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
        let change = try await request.body(as: Change.self)
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
        guard let user = try await store.user(try request.pathNumber(UserID.self)) else { throw Problem.nothingHere }
        return user
    }

    private func suppression(of user: User, on channel: Channel) async throws -> String? {
        guard let address = user.address(on: channel) else { return nil }
        return try await store.suppression(of: address, on: channel)?.kind.rawValue
    }

    /// What a body says of a person who is added.
    private static let members = ["email", "phone", "first_name", "last_name"]
}
