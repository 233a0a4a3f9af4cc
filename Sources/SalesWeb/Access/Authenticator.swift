internal import HTTPTypes
import SalesCore

/// Finds out who asks.
struct Authenticator: Sendable {
    /// What a request shows of somebody, whether it holds or not.
    struct Credential: Sendable {
        let kind: AccountSession.Kind
        let secret: AccountSecret
    }

    let store: any SessionStore
    let cookie: SessionCookie
    /// Whether the service is one person's own, who has nobody above them and nobody beside them.
    let isPrivate: Bool

    /// What a request shows; nil where it shows nothing that could be a secret of ours.
    ///
    /// A program's token counts before a browser's cookie, and each only as what it was given out for: a cookie's secret
    /// sent as a token would get around what guards against other sites.
    func credential(in fields: HTTPFields) -> Credential? {
        if let field = fields[.authorization] {
            return Self.token(in: field).map { Credential(kind: .program, secret: $0) }
        }
        return cookie.secret(in: fields).map { Credential(kind: .browser, secret: $0) }
    }

    /// Who a credential proves; a secret that does not hold proves nobody, nor does another person's where the service
    /// is one person's own: their sessions may be in the store from other days.
    func caller(by credential: Credential, at now: Timestamp) async throws(StoreError) -> Caller {
        guard let found = try await store.useSession(credential.secret.hash, at: now),
            found.session.kind == credential.kind
        else { return .anybody }
        var user = found.user
        if isPrivate {
            guard user.id == .local else { return .anybody }
            user.isAdmin = true
        }
        return .person(user, found.session)
    }

    /// The token of `Bearer TOKEN` (RFC 6750 §2.1); the scheme is compared without letter case (RFC 9110 §11.1).
    private static func token(in field: String) -> AccountSecret? {
        let words = field.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return AccountSecret(String(words[1]))
    }
}

/// The cookie that holds a browser's session.
struct SessionCookie: Hashable, Sendable {
    /// Whether people reach the service over TLS.
    let isSecure: Bool

    /// Over TLS no other host and no plain connection can set it (RFC 6265bis §4.1.3.2).
    var name: String { isSecure ? "__Host-sales" : "sales" }

    /// The secret in a request's fields (RFC 6265 §5.4).
    func secret(in fields: HTTPFields) -> AccountSecret? {
        fields.cookies(named: name).first.flatMap { AccountSecret($0) }
    }

    /// What gives a browser its session, for as long as it lasts.
    func field(_ secret: AccountSecret, lifetime: Duration) -> HTTPField {
        field(value: secret.text, maxAge: max(0, lifetime.components.seconds))
    }

    /// What takes it from a browser.
    var removal: HTTPField { field(value: "", maxAge: 0) }

    /// No script reads it, and other sites' forms do not carry it; links from them do, so that whoever follows one is
    /// signed in (`Lax`).
    private func field(value: String, maxAge: Int64) -> HTTPField {
        let secure = isSecure ? "; Secure" : ""
        return HTTPField(
            name: .setCookie,
            value: "\(name)=\(value); Path=/; Max-Age=\(maxAge)\(secure); HttpOnly; SameSite=Lax"
        )
    }
}
