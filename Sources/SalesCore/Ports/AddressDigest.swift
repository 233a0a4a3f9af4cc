internal import Crypto

/// What a list of suppressed addresses keeps of one: enough to know it again, not to write to it.
///
/// It is the SHA-256 of the channel's name, a space and the ``Channel/addressKey(_:)``, in UTF-8. It has no key, so that
/// it outlives every secret of an installation: whoever reads a store reads no address, but can guess one and see whether
/// it is there. `Docs/decisions/0017` says why that is enough.
public struct AddressDigest: Hashable, Sendable {
    private let hash: SecretHash

    /// The digest of an address on a channel, the same for all spellings of it.
    public init(_ address: String, on channel: Channel) {
        let text = "\(channel) \(channel.addressKey(address))"
        hash = SecretHash(digest: Array(SHA256.hash(data: Array(text.utf8))))
    }

    /// The digest of these hexadecimal digits, as ``hex`` writes them; nil for any other text.
    public init?(hex: String) {
        guard let hash = SecretHash(hex: hex), hash.hex == hex else { return nil }
        self.hash = hash
    }

    /// The digest in 64 lower-case hexadecimal digits, as stores keep it.
    public var hex: String { hash.hex }
}
