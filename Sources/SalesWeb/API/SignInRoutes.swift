internal import HTTPTypes
import SalesCore

/// Signing in: by a letter to an address, whose link or digits begin a session.
struct SignInRoutes: Sendable {
    let accounts: Accounts
    let store: any SessionStore

    /// A session with its secret, which is told this once.
    private struct Opened: Encodable {
        let session: SessionJSON
        let secret: String
        /// What to show when the person signs in again.
        let device: String
    }

    func all() -> [Route] {
        [
            Route(.post, "/api/v1/sign-ins", for: .open, as: .signIn) { request in try await ask(request) },
            Route(.post, "/api/v1/sessions", for: .open, as: .openSession) { request in try await begin(request) },
        ]
    }

    private func ask(_ request: WebRequest) async throws -> WebAnswer {
        var members = try await BodyMembers(of: request, known: ["email", "phone", "device"])
        let named = PersonMembers.address(&members)
        let device: String? = members.text("device") ?? nil
        try members.check()
        guard let (channel, address) = named else { throw Problem(.invalid, "The body names no address.") }
        do throws(AccountError) {
            try await accounts.requestSignIn(
                of: address,
                on: channel,
                from: request.countedClient,
                device: device
            )
        } catch {
            throw request.failure(error)
        }
        return .accepted
    }

    private func begin(_ request: WebRequest) async throws -> WebAnswer {
        var members = try await BodyMembers(of: request, known: ProofMembers.names + ["label", "device"])
        let proof = ProofMembers(&members)
        let device: String? = members.text("device") ?? nil
        let given: String? = members.text("label") ?? nil
        let label = given ?? Self.standardLabel
        if label.isEmpty || label.unicodeScalars.count > AccountSession.maximumLabelLength {
            members.fault("label", "Give it a name of 1 to \(AccountSession.maximumLabelLength) characters.")
        }
        try members.check()
        guard let proof else { throw Problem(.invalid, "The body proves no address.") }
        let user = try await user(by: proof, device, request)
        let opened = try await accounts.openSession(
            for: user.id,
            kind: .program,
            scope: .write,
            label: label,
            in: store
        )
        let session = SessionJSON(opened.session, isCurrent: false)
        let told = Opened(session: session, secret: opened.secret.text, device: accounts.deviceMark(of: user.id))
        return WebAnswer.json(told, status: .created).toldOnce()
    }

    private func user(by proof: ProofMembers, _ device: String?, _ request: WebRequest) async throws -> User {
        switch proof {
        case .link(let secret):
            guard let user = try await accounts.signIn(link: secret) else { throw proof.wrong }
            return user
        case .digits(let code, let channel, let address):
            let answer = try await accounts.signIn(
                digits: code,
                address: address,
                channel: channel,
                from: request.countedClient,
                device: device
            )
            switch answer {
            case .signedIn(let user): return user
            case .wrong: throw proof.wrong
            case .tooMany(let until): throw Problem.tooMany(until: until, at: request.now)
            }
        }
    }

    /// What a session is called that was given no name.
    private static let standardLabel = "API"
}
