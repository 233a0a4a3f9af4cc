/// The digits of a message that prove that somebody reads what is sent to an address.
///
/// They are too few to be kept as a plain hash: a store keeps their HMAC under the installation's key, bound to what they
/// are for, person, channel and address, so that nobody finds them out from a copy of it.
public struct SecretDigits: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// ``count`` decimal digits.
    public let text: String

    /// New digits.
    ///
    /// The caller guarantees a source that is cryptographically secure, as ``RandomSource/system`` is.
    public init(using random: inout RandomSource) {
        let digits = String(Int.random(in: 0..<100_000_000, using: &random))
        text = String(repeating: "0", count: Self.count - digits.count) + digits
    }

    /// The digits that somebody typed, spaces and hyphens between them left out; nil where they are none.
    public init?(_ text: String) {
        guard text.utf8.count <= 2 * Self.count else { return nil }
        let digits = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard digits.count == Self.count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.text = String(decoding: digits, as: UTF8.self)
    }

    /// How many there are.
    public static let count = 8

    /// What a store keeps of them.
    func hash(
        of user: UserID,
        at address: String,
        on channel: Channel,
        for purpose: AccountToken.Purpose = .verification,
        _ key: LinkKey
    ) -> SecretHash {
        SecretHash(
            digest: key.code(
                purpose == .signIn ? .signInDigits : .digits,
                [user.description, channel.rawValue, channel.addressKey(address), text].map { Array($0.utf8) }
            )
        )
    }

    /// Nothing of the secret.
    public var description: String { "a secret of a text message" }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
