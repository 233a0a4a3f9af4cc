import SalesCore

/// A place of this service to go on to, as somebody's link may name it: never another site.
///
/// Pure.
struct LocalPath: Hashable, Sendable {
    /// The path with its query: `/products?order=price`.
    let text: String

    /// The place of a path; nil for whatever a browser could take for another site, such as `//other.example`.
    ///
    /// Browsers drop tabs and line ends from an address, and take `\` for `/` (WHATWG URL): none of them may be there.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.utf8.first == UInt8(ascii: "/"),
            text.utf8.dropFirst().first != UInt8(ascii: "/"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }

    /// The path as the value of a query's parameter.
    var escaped: String {
        text.utf8.map { byte in
            Self.plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + [byte].hexadecimal.uppercased()
        }.joined()
    }

    /// The longest path, in bytes.
    static let maximumLength = 1_000

    /// RFC 3986 §2.3 and the slash, which §3.4 lets a query have.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
}
