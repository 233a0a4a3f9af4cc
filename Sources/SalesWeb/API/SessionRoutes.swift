internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// By what a person is signed in: browsers and programs, each of which they may end.
struct SessionRoutes: Sendable {
    let store: any SessionStore

    private struct Sessions: Encodable {
        let sessions: [SessionJSON]
        let next: String?
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/sessions", for: .people, as: .listSessions) { request in
                let (user, present) = try request.signedIn
                let page = try await store.sessions(
                    of: user.id,
                    at: request.now,
                    after: try request.pageToken(),
                    limit: try request.pageLimit()
                )
                let sessions = page.elements.map { SessionJSON($0, isCurrent: $0.hash == present.hash) }
                return .json(Sessions(sessions: sessions, next: page.next?.text))
            },
            // All but the one that asks: what somebody does who lost a machine.
            Route(.delete, "/api/v1/sessions", for: .people, as: .endOtherSessions) { request in
                let (user, present) = try request.byOwnHand
                try await store.endSessions(of: user.id, .all(except: present.hash))
                return WebAnswer(.noContent)
            },
            Route(.delete, "/api/v1/sessions/{id}", for: .people, as: .endSession) { request in
                let (user, present) = try request.signedIn
                let id = request.parameters.get("id")
                guard let hash = id == Self.current ? present.hash : id.flatMap({ SecretHash(hex: $0) }) else {
                    throw Problem.nothingHere
                }
                if hash != present.hash { _ = try request.byOwnHand }
                // One that is not there, or not theirs, is gone all the same: nobody learns which.
                try await store.endSessions(of: user.id, .one(hash))
                return WebAnswer(.noContent)
            },
        ]
    }

    /// What names the session that asks, which need not know its own number: to sign out.
    private static let current = "current"
}

/// A session as it is listed: what names it is its hash, of which nobody can make the secret.
struct SessionJSON: Encodable {
    let id: String
    let kind: String
    let scope: String
    let label: String
    let createdAt: String
    let lastUsedAt: String
    let holdsUntil: String
    let endsAt: String
    let isCurrent: Bool

    enum CodingKeys: String, CodingKey {
        case id, kind, scope, label
        case createdAt = "created_at"
        case lastUsedAt = "last_used_at"
        case holdsUntil = "holds_until"
        case endsAt = "ends_at"
        case isCurrent = "is_current"
    }

    /// - Parameter isCurrent: whether it is the one that asks.
    init(_ session: AccountSession, isCurrent: Bool) {
        id = session.hash.hex
        kind = session.kind.rawValue
        scope = session.scope.rawValue
        label = session.label
        createdAt = session.createdAt.description
        lastUsedAt = session.lastUsedAt.description
        holdsUntil = session.holdsUntil.description
        endsAt = session.endsAt.description
        self.isCurrent = isCurrent
    }
}

extension WebRequest {
    /// The person who asks, and by what they are signed in.
    ///
    /// - Throws: `unauthenticated` for a route that is open to everybody.
    var signedIn: (user: User, session: AccountSession) {
        get throws(Problem) {
            guard case .person(let user, let session) = caller else { throw .signInFirst }
            return (user, session)
        }
    }

    /// The same, for what could shut a person out or take their account from them: a browser in which they signed in,
    /// or a program that they gave all to, and no token that was made for less.
    ///
    /// - Throws: `unauthenticated`, and `scope` for any other program.
    var byOwnHand: (user: User, session: AccountSession) {
        get throws(Problem) {
            let (user, session) = try signedIn
            guard session.kind == .browser || session.scope == .admin else { throw .byHandAlone }
            return (user, session)
        }
    }
}
