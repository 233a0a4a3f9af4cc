internal import HTTPTypes
import SalesCore

/// Becoming a person with an account, where anybody may.
struct SignUpRoutes: Sendable {
    let accounts: Accounts
    /// Whether anybody may sign up.
    let isOpen: Bool

    init(_ accounts: Accounts, _ settings: WebSettings) {
        self.accounts = accounts
        isOpen = settings.registration == .open && !settings.isPrivate
        refusal =
            settings.registration == .invite
            ? "Who is invited gets a message with a link. Ask whoever runs this installation to invite you."
            : "Ask whoever runs this installation to add you."
    }

    private let refusal: String

    func all() -> [Route] {
        [Route(.post, "/api/v1/sign-ups", for: .open, as: .signUp) { request in try await take(request) }]
    }

    private func take(_ request: WebRequest) async throws -> WebAnswer {
        guard isOpen else { throw Problem(.registrationClosed, refusal) }
        var members = try await BodyMembers(of: request, known: PersonMembers.names)
        let person = PersonMembers(&members)
        let email: String? = person.email ?? nil
        let phone: String? = person.phone ?? nil
        if email == nil, phone == nil, members.faults.isEmpty {
            members.fault("email", "An e-mail address or a phone number is needed.")
        }
        try members.check()
        let signUp = try SignUp(
            email: email,
            phone: phone,
            firstName: person.firstName ?? nil,
            lastName: person.lastName ?? nil,
            settings: person.settings ?? User.Settings()
        )
        do throws(AccountError) {
            try await accounts.signUp(signUp, from: request.countedClient)
        } catch {
            throw request.failure(error)
        }
        return .accepted
    }
}

extension WebAnswer {
    /// What is said where all there is to say goes to an address: the same whoever has it.
    static let accepted = WebAnswer.json(
        Accepted(detail: "What comes of it is sent to the address."),
        status: .accepted
    )

    private struct Accepted: Encodable {
        let detail: String
    }
}
