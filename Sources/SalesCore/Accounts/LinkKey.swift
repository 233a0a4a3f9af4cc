internal import Crypto
internal import Foundation

/// The installation's own secret, by which it knows links and codes of its own making again.
///
/// Whoever has it can stop anybody's messages and guess codes from a copy of the store, so it is kept apart from the
/// store. With another key every link that was sent before is void.
public struct LinkKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// What a code is made for, so that one is never taken for another.
    enum Use: String {
        /// A link that stops messages.
        case unsubscription
        /// The digits of a message that prove an address.
        case digits
        /// The digits of a message that sign in.
        case signInDigits
        /// What a machine is known by on which a person signed in before.
        case device
        /// The name that something is counted under.
        case counting
    }

    private let bytes: [UInt8]

    /// The key of these bytes; nil where they are fewer than ``minimumLength``.
    public init?(bytes: [UInt8]) {
        guard bytes.count >= Self.minimumLength else { return nil }
        self.bytes = bytes
    }

    /// The fewest bytes of a key.
    public static let minimumLength = 32

    /// The HMAC-SHA256 (RFC 2104) of fields, for one use.
    func code(_ use: Use, _ fields: [[UInt8]]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Self.joined(use, fields), using: SymmetricKey(data: bytes)))
    }

    /// Whether a code is that of these fields, found out in the same time whatever the code is.
    func isCode(_ code: [UInt8], of use: Use, _ fields: [[UInt8]]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            Data(code),
            authenticating: Self.joined(use, fields),
            using: SymmetricKey(data: bytes)
        )
    }

    /// The name that something personal is counted under, which says nothing of it.
    func countingName(_ parts: String...) -> String {
        Base64URL.text(Array(code(.counting, parts.map { Array($0.utf8) }).prefix(Self.countingBytes)))
    }

    /// 128 bits, so that no two people are counted together.
    private static let countingBytes = 16

    /// Each field with its length before it, so that no two lists of fields are the same bytes.
    private static func joined(_ use: Use, _ fields: [[UInt8]]) -> Data {
        var data = Data()
        for field in [Array(use.rawValue.utf8)] + fields {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: field.count).bigEndian) { data.append(contentsOf: $0) }
            data.append(contentsOf: field)
        }
        return data
    }

    /// Nothing of the secret.
    public var description: String { "the key of links" }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
