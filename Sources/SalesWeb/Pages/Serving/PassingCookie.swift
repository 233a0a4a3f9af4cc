import Foundation
internal import HTTPTypes
import SalesCore

/// What a browser keeps beside its session: for some minutes what was typed into one page and is needed on another, and for
/// a year that somebody signed in on it.
///
/// It signs nobody in: whoever reads it checks it like a field of a form.
struct PassingCookie: Hashable, Sendable {
    let name: String
    /// Whether people reach the service over TLS.
    let isSecure: Bool
    /// How long the browser keeps it, in seconds: as long as what signs in is good, unless given.
    var lifetime = 600

    /// Where a code was sent, so that nobody types it twice.
    static func address(beside session: SessionCookie) -> PassingCookie {
        PassingCookie(name: session.name + "-address", isSecure: session.isSecure)
    }

    /// Where somebody wanted to go before they signed in.
    static func next(beside session: SessionCookie) -> PassingCookie {
        PassingCookie(name: session.name + "-next", isSecure: session.isSecure)
    }

    /// Whose machine it is (``SalesCore/Accounts/deviceMark(of:)``).
    ///
    /// So strangers cannot use up the letters of whoever signs in on it again. Signing out leaves it: it is then that
    /// somebody signs in again.
    static func device(beside session: SessionCookie) -> PassingCookie {
        PassingCookie(name: session.name + "-device", isSecure: session.isSecure, lifetime: 365 * 86_400)
    }

    /// What makes the browser keep a text.
    func field(_ text: String) -> HTTPField { field(value: Self.escaped(text), maxAge: lifetime) }

    /// What makes it forget.
    var removal: HTTPField { field(value: "", maxAge: 0) }

    /// The text in a request's fields; nil where there is none.
    func text(in fields: HTTPFields) -> String? {
        fields.cookies(named: name).first { $0.utf8.count <= Self.maximumLength }?.removingPercentEncoding
    }

    private func field(value: String, maxAge: Int) -> HTTPField {
        let secure = isSecure ? "; Secure" : ""
        return HTTPField(
            name: .setCookie,
            value: "\(name)=\(value); Path=/; Max-Age=\(maxAge)\(secure); HttpOnly; SameSite=Strict"
        )
    }

    /// A cookie's value has no blanks, quotes, commas and semicolons (RFC 6265 §4.1.1).
    private static func escaped(_ text: String) -> String {
        text.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hexadecimal.uppercased() }.joined()
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    /// Of a value, in bytes: the longest local path with every byte escaped.
    private static let maximumLength = 3_000
}
