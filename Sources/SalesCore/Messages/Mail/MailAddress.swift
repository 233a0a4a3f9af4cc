/// A mail address that can stand in a header and in an envelope without becoming anything else.
///
/// Deliberately narrower than RFC 5322: a dot-atom of ASCII letters, digits and ``!#$%&'*+-/=?^_`{|}~`` before the `@`,
/// a host name behind it. Quoted local parts, comments, address literals, lists and groups are refused, because
/// programs read them differently and what one takes for a name is a command to the next.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is not such an address.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, as a sentence for people.
        public let description: String
    }

    /// The part before the `@`, as given.
    public let localPart: String
    /// The host name in lower case and ASCII (RFC 5891 for international names).
    public let domain: String
    /// The name shown beside it; nil for none.
    public let name: String?

    /// An address, with the name shown beside it where there is one.
    ///
    /// - Throws: ``Invalid`` with what is wrong.
    public init(_ text: String, name: String? = nil) throws(Invalid) {
        guard text.utf8.count <= Self.maximumLength else {
            throw Invalid(description: "The mail address is longer than \(Self.maximumLength) bytes.")
        }
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let host = parts.last else {
            throw Invalid(description: "A mail address has exactly one @, as in ann@example.org.")
        }
        guard (1...Self.maximumLocalLength).contains(local.count), DotAtom.holds(local) else {
            throw Invalid(
                description: "What stands before the @ may hold ASCII letters, digits and signs such as . + - _ only."
            )
        }
        guard let domain = Self.normalDomain(String(decoding: host, as: UTF8.self)) else {
            throw Invalid(description: "What stands behind the @ is not a host name.")
        }
        localPart = String(decoding: local, as: UTF8.self)
        self.domain = domain
        let name = name.map { ForeignText.line($0, limit: Self.maximumName) }
        self.name = name?.isEmpty == true ? nil : name
    }

    /// The address alone, `ann@example.org`.
    public var address: String { "\(localPart)@\(domain)" }

    /// The address alone.
    public var description: String { address }

    /// RFC 5321 §4.5.3.1.3 less the angle brackets.
    static let maximumLength = 254
    /// RFC 5321 §4.5.3.1.1.
    static let maximumLocalLength = 64
    /// The characters of a name that are kept.
    static let maximumName = 100

    /// The one reader of host names decides, so that what is written is what is connected to.
    private static func normalDomain(_ text: String) -> String? {
        guard text.utf8.last != UInt8(ascii: "."), !text.utf8.contains(where: { ":[]/?#%".utf8.contains($0) }),
            let url = try? PageURL("http://\(text)/"),
            url.path == "/", url.query == nil, url.port == 80
        else { return nil }
        // A last label of digits is an address, which mail writes in brackets.
        guard let last = url.host.split(separator: ".").last, !last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return url.host.utf8.allSatisfy { $0 < 0x80 } ? url.host : nil
    }
}
