internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// The API tokens of a person: sessions of programs, each told once and kept as a hash.
struct TokenRoutes: Sendable {
    let store: any SessionStore
    let accounts: Accounts

    /// What a token is made from.
    private struct Wish: Decodable {
        let label: String
        let days: Int?
        let scope: String?

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case label, days, scope
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(of: CodingKeys.self)
            label = try members.decode(String.self, forKey: .label)
            days = try members.decodeIfPresent(Int.self, forKey: .days)
            scope = try members.decodeIfPresent(String.self, forKey: .scope)
        }
    }

    /// A token as it is listed: what names it is its hash, of which nobody can make the token.
    private struct Token: Encodable {
        let id: String
        let label: String
        let scope: String
        let createdAt: String
        let lastUsedAt: String
        let endsAt: String

        enum CodingKeys: String, CodingKey {
            case id, label, scope
            case createdAt = "created_at"
            case lastUsedAt = "last_used_at"
            case endsAt = "ends_at"
        }

        init(_ session: AccountSession) {
            id = session.hash.hex
            label = session.label
            scope = session.scope.rawValue
            createdAt = session.createdAt.description
            lastUsedAt = session.lastUsedAt.description
            endsAt = session.endsAt.description
        }
    }

    /// A token with its secret, which is told this once.
    private struct NewToken: Encodable {
        let token: Token
        let secret: String
    }

    private struct Tokens: Encodable {
        let tokens: [Token]
        let next: String?
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/tokens", for: .people, as: .listTokens) { request in
                let page = try await store.sessions(
                    of: try request.person.id,
                    at: request.now,
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                let tokens = page.elements.filter { $0.kind == .program }.map(Token.init)
                return .json(Tokens(tokens: tokens, next: page.next?.text))
            },
            Route(.post, "/api/v1/tokens", for: .people, as: .makeToken) { request in try await make(request) },
            Route(.delete, "/api/v1/tokens/{id}", for: .people, as: .endToken) { request in
                guard let hash = request.parameters.get("id").flatMap(SecretHash.init(hex:)) else {
                    throw Problem.nothingHere
                }
                let (user, present) = try request.signedIn
                if hash != present.hash { _ = try request.byOwnHand }
                // One that is not there, or not theirs, is gone all the same: nobody learns which.
                try await store.endSessions(of: user.id, .one(hash))
                return WebAnswer(.noContent)
            },
        ]
    }

    private func make(_ request: WebRequest) async throws -> WebAnswer {
        let wish = try await request.body(as: Wish.self)
        let (user, maker) = try request.signedIn
        let scope = AccountSession.Scope(rawValue: wish.scope ?? Self.standardScope.rawValue)
        let faults = Self.faults(of: wish) + Self.faults(of: scope, within: maker.scope)
        guard let scope, faults.isEmpty else {
            throw Problem(.invalid, "Something in the body is wrong.", faults: faults)
        }
        let lifetime = Duration.seconds(86_400 * (wish.days ?? Self.longestDays))
        let opened = try await accounts.openSession(
            for: user.id,
            kind: .program,
            scope: scope,
            label: wish.label,
            // A program that lost its token to somebody has not lost it for longer than it had it.
            lifetime: maker.kind == .browser ? lifetime : min(lifetime, maker.endsAt - request.now),
            in: store
        )
        return WebAnswer.json(NewToken(token: Token(opened.session), secret: opened.secret.text), status: .created)
            .toldOnce()
    }

    private static func faults(of wish: Wish) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if wish.label.isEmpty || wish.label.unicodeScalars.count > AccountSession.maximumLabelLength {
            let most = AccountSession.maximumLabelLength
            faults.append(Problem.Fault(at: "/label", detail: "Give it a name of 1 to \(most) characters."))
        }
        if let days = wish.days, !(1...longestDays).contains(days) {
            faults.append(Problem.Fault(at: "/days", detail: "A token lasts from 1 to \(longestDays) days."))
        }
        return faults
    }

    /// Nobody gets more by a token than by what made it.
    private static func faults(
        of scope: AccountSession.Scope?,
        within widest: AccountSession.Scope
    ) -> [Problem.Fault] {
        guard let scope else {
            let words = AccountSession.Scope.allCases.map(\.rawValue).joined(separator: ", ")
            return [Problem.Fault(at: "/scope", detail: "A token's scope is one of \(words).")]
        }
        guard scope <= widest else {
            let detail = "You are signed in with the scope \(widest.rawValue): a token that you make has no wider one."
            return [Problem.Fault(at: "/scope", detail: detail)]
        }
        return []
    }

    /// What a token may do whose scope is not named.
    private static let standardScope = AccountSession.Scope.write
    /// The longest time that a token lasts, in days.
    static let longestDays = 365
}
