import Foundation
internal import HTTPTypes
import SalesCore

/// What a browser keeps for some minutes between two pages: what was typed into the one and is needed on the other.
///
/// It proves nothing: whoever reads it checks it like a field of a form.
struct PassingCookie: Hashable, Sendable {
    let name: String
    /// Whether people reach the service over TLS.
    let isSecure: Bool

    /// Where a code was sent, so that nobody types it twice.
    static func address(beside session: SessionCookie) -> PassingCookie {
        PassingCookie(name: session.name + "-address", isSecure: session.isSecure)
    }

    /// Where somebody wanted to go before they signed in.
    static func next(beside session: SessionCookie) -> PassingCookie {
        PassingCookie(name: session.name + "-next", isSecure: session.isSecure)
    }

    /// What makes the browser keep a text.
    func field(_ text: String) -> HTTPField { field(value: Self.escaped(text), maxAge: Self.lifetime) }

    /// What makes it forget.
    var removal: HTTPField { field(value: "", maxAge: 0) }

    /// The text in a request's fields; nil where there is none.
    func text(in fields: HTTPFields) -> String? {
        for field in fields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
                guard parts.count == 2, parts[0] == name, parts[1].utf8.count <= Self.maximumLength else { continue }
                return String(parts[1]).removingPercentEncoding
            }
        }
        return nil
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
    /// In seconds: as long as what signs in is good, unless an operator says otherwise.
    private static let lifetime = 600
    /// Of a value, in bytes: the longest local path with every byte escaped.
    private static let maximumLength = 3_000
}
