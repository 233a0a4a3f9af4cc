/// What a link stops: the messages about one product, or all, of one person over one channel.
///
/// It needs no row in a store: the link itself says what it stops, and a code that only this installation can make
/// proves it. The code covers the address too, which the link does not show: after the person has another address the
/// links that went to the old one do nothing.
struct UnsubscribeToken: Hashable, Sendable {
    /// Whose messages.
    var userID: UserID
    /// About which product; nil for all.
    var productID: ProductID?
    /// Over which channel; of its address only where all are stopped.
    var channel: Channel

    /// The token's text for a person's address.
    func text(for address: String, _ key: LinkKey) -> String {
        Base64URL.text(claims + key.code(.unsubscription, fields(address)))
    }

    /// The token of a text, not yet proved, with its code; nil where it is none.
    static func read(_ text: String) -> (token: UnsubscribeToken, code: [UInt8])? {
        guard let bytes = Base64URL.bytes(text), bytes.first == version,
            (minimumLength...maximumLength).contains(bytes.count)
        else { return nil }
        let (user, product) = (number(bytes[1..<9]), number(bytes[9..<17]))
        let channel = String(decoding: bytes[17..<(bytes.count - codeLength)], as: UTF8.self)
        guard user > 0, product >= 0 else { return nil }
        let token = UnsubscribeToken(
            userID: UserID(rawValue: user),
            productID: product == 0 ? nil : ProductID(rawValue: product),
            channel: Channel(rawValue: channel)
        )
        return (token, Array(bytes.suffix(codeLength)))
    }

    /// Whether a code is this token's for an address.
    func isProved(by code: [UInt8], for address: String, _ key: LinkKey) -> Bool {
        key.isCode(code, of: .unsubscription, fields(address))
    }

    /// So that another form of links can follow, and each is known.
    private static let version: UInt8 = 1
    /// The whole of an HMAC-SHA256.
    private static let codeLength = 32
    private static let minimumLength = 17 + 1 + codeLength
    private static let maximumLength = 17 + 64 + codeLength

    private var claims: [UInt8] {
        [Self.version] + Self.bytes(userID.rawValue) + Self.bytes(productID?.rawValue ?? 0)
            + Array(channel.rawValue.utf8)
    }

    private func fields(_ address: String) -> [[UInt8]] { [claims, Array(channel.addressKey(address).utf8)] }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}
