/// Everything that people with accounts ask of a store: the sum of the small roles below, each in a file of its own.
///
/// Tracking needs none of it: a local installation has one person, who is there from the start. A store that has these
/// roles beside ``TrackingStore`` keeps both in one place and one transaction where a requirement says so. What holds
/// for ``TrackingStore`` holds here: every requirement is atomic, absence is `nil`, removing what is not there
/// succeeds, and texts and times come back as they were given. Secrets never reach a store: it gets their
/// ``SecretHash``, so that nobody who reads its data can use what is in it.
///
/// ``SessionStore`` and ``IdempotencyStore`` stand beside it: they are for stores behind an interface over the network.
///
/// - Promise: ACCOUNT-18
public protocol AccountStore: UserStore, ErasureStore, DisclosureStore, TokenStore, SuppressionStore, QuotaStore,
    LetterStore
{}

/// The SHA-256 of a secret that was given to a person: all that a store ever learns of it.
///
/// A plain hash is enough where the secret has at least 128 random bits (OWASP ASVS 5.0, 6.5.2 and 11.5.1); it is
/// looked up by equality, so that no comparison takes longer the nearer a guess comes.
public struct SecretHash: Hashable, Sendable {
    /// The hash, ``length`` bytes.
    public let bytes: [UInt8]

    /// The hash of these bytes; nil where they are not ``length`` many.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// The hash of these hexadecimal digits, as ``hex`` writes them; nil for any other text.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 2 * Self.length else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The hash in lower-case hexadecimal digits, as stores keep it.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }

    /// Bytes of a hash.
    public static let length = 32

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension SecretHash {
    /// The hash that a hash function of ``length`` bytes gave; what is missing of it counts as zeros.
    init(digest: [UInt8]) {
        bytes = Array((digest + Array(repeating: 0, count: Self.length)).prefix(Self.length))
    }
}
