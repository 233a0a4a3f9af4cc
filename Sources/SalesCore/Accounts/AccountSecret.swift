internal import Crypto
internal import Foundation

/// What stands in a link that was sent to a person and proves that they have it: 256 random bits.
///
/// Only its hash is kept anywhere (OWASP ASVS 5.0, 11.5.1: at least 128 random bits of a secure source).
public struct AccountSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The secret as base64url without padding (RFC 4648 §5), ``length`` characters.
    public let text: String

    /// A new secret.
    ///
    /// The caller guarantees a source that is cryptographically secure, as ``RandomSource/system`` is.
    public init(using random: inout RandomSource) {
        var bytes: [UInt8] = []
        for _ in 0..<Self.bytes / 8 {
            let word = random.next()
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
        text = Base64URL.text(bytes)
    }

    /// The secret of a text that somebody brought; nil where it cannot be one.
    public init?(_ text: String) {
        guard text.utf8.count == Self.length, Base64URL.bytes(text)?.count == Self.bytes else { return nil }
        self.text = text
    }

    /// What a store keeps of it.
    public var hash: SecretHash { SecretHash(of: text) }

    /// The characters of one.
    public static let length = 43
    private static let bytes = 32

    /// Nothing of the secret.
    public var description: String { "a secret of a link" }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension SecretHash {
    /// The SHA-256 of a secret's text.
    init(of text: String) {
        self.init(digest: Array(SHA256.hash(data: Data(text.utf8))))
    }
}
