internal import HTTPTypes
import SalesCore

/// Finds out who asks.
struct Authenticator: Sendable {
    let store: any SessionStore
    let cookie: SessionCookie

    /// Who a request proves to be; a secret that does not hold proves nobody.
    ///
    /// A program's token counts before a browser's cookie, and each only as what it was given out for: a cookie's secret
    /// sent as a token would get around what guards against other sites.
    func caller(by fields: HTTPFields, at now: Timestamp) async throws(StoreError) -> Caller {
        let kind: AccountSession.Kind
        let secret: AccountSecret?
        if let field = fields[.authorization] {
            (kind, secret) = (.program, Self.token(in: field))
        } else {
            (kind, secret) = (.browser, cookie.secret(in: fields))
        }
        guard let secret, let found = try await store.useSession(secret.hash, at: now), found.session.kind == kind
        else { return .anybody }
        return .person(found.user, found.session)
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
        for field in fields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
                if parts.count == 2, parts[0] == name { return AccountSecret(String(parts[1])) }
            }
        }
        return nil
    }
}
