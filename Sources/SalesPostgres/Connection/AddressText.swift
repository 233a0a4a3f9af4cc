/// What is looked at in the text of an address before libpq reads it.
///
/// Pure. libpq takes part of a password for the host where one of `/`, `@` and `?` in it is not percent-encoded, and a
/// host is shown to everybody.
enum AddressText {
    /// What somebody has to know whose address was refused.
    static let encoding = "What is special in a password must be percent-encoded: / as %2F, @ as %40, ? as %3F"

    /// The values of `sslmode` (https://www.postgresql.org/docs/15/libpq-ssl.html, table 34.1).
    static let modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]

    /// Whether an `@` stands behind the user's part, as libpq finds that: up to the first `@` before any `/`.
    static func holdsStrayPassword(_ text: String) -> Bool {
        // Bytes, as libpq sees them: a letter may be made of several.
        let bytes = Array(text.utf8)
        guard let scheme = bytes.firstIndex(of: slash), bytes[scheme...].starts(with: [slash, slash]) else {
            return false
        }
        let rest = bytes[(scheme + 2)...]
        guard let end = rest.firstIndex(where: { $0 == at || $0 == slash }) else { return false }
        let hasUser = rest[end] == at
        let behind = hasUser ? rest[(end + 1)...] : rest
        let path = behind.prefix { $0 != question }
        // Without a user's part and a path, all that looks like parameters may be one password.
        return (hasUser || path.contains(slash) ? path : behind).contains(at)
    }

    /// Whether a text is a list of ports; those that are left out are the standard one.
    static func arePorts(_ text: String) -> Bool {
        text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { port in
            guard !port.isEmpty else { return true }
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port) else { return false }
            return (1...65_535).contains(number)
        }
    }

    private static let at = UInt8(ascii: "@")
    private static let slash = UInt8(ascii: "/")
    private static let question = UInt8(ascii: "?")
}
