/// Everything that people with accounts ask of a store: the sum of the small roles below, each in a file of its own.
///
/// Tracking needs none of it: a local installation has one person, who is there from the start. A store that has these
/// roles beside ``TrackingStore`` keeps both in one place and one transaction where a requirement says so. What holds
/// for ``TrackingStore`` holds here: every requirement is atomic, absence is `nil`, removing what is not there
/// succeeds, and texts and times come back as they were given. Secrets never reach a store: it gets their
/// ``SecretHash``, so that nobody who reads its data can use what is in it.
public protocol AccountStore: UserStore, ErasureStore, TokenStore, SuppressionStore, SessionStore, IdempotencyStore {}

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

    /// Bytes of a hash.
    public static let length = 32
}
