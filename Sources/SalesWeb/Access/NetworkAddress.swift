import Foundation

/// An IPv4 or IPv6 address as connections and proxies write it.
///
/// Pure. An IPv4 address within IPv6 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is that IPv4 address, so that one client is
/// not counted as two.
struct NetworkAddress: Hashable, Sendable {
    /// Four bytes for IPv4, sixteen for IPv6, in network order.
    let bytes: [UInt8]

    /// The address of four plain decimals or of RFC 4291 §2.2; nil for any other text.
    init?(_ text: String) {
        // inet_pton reads C strings: a NUL would hide what follows it.
        guard text.utf8.count <= Self.longestText, !text.utf8.contains(0) else { return nil }
        let isVersion6 = text.utf8.contains(UInt8(ascii: ":"))
        var bytes = [UInt8](repeating: 0, count: isVersion6 ? 16 : 4)
        guard inet_pton(isVersion6 ? AF_INET6 : AF_INET, text, &bytes) == 1 else { return nil }
        self.bytes = isVersion6 && bytes.starts(with: Self.version4Prefix) ? Array(bytes[12...]) : bytes
    }

    /// The address of what a proxy writes, with or without a port: `192.0.2.1:4711`, `[2001:db8::1]:4711` (RFC 7239 §6),
    /// and IPv6 without brackets, as `X-Forwarded-For` has it.
    init?(node text: String) {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        var address = bytes[...]
        var rest = ArraySlice<UInt8>()
        if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
            (address, rest) = (bytes[1..<end], bytes[(end + 1)...])
            // What stands in brackets is IPv6.
            guard address.contains(colon) else { return nil }
        } else if bytes.count(where: { $0 == colon }) == 1, let end = bytes.firstIndex(of: colon) {
            (address, rest) = (bytes[..<end], bytes[end...])
        }
        guard rest.isEmpty || Self.isPort(rest) else { return nil }
        self.init(String(decoding: address, as: UTF8.self))
    }

    /// What a client of this address is counted by: of IPv6 the first 64 bits, since one connection has all the
    /// addresses below them to take.
    var client: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }

    /// Whether the first bits are those of another address of the same family.
    func sharesPrefix(with other: NetworkAddress, bits: Int) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        let whole = bits / 8
        guard bytes[..<whole] == other.bytes[..<whole] else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = ~(UInt8.max >> UInt8(bits % 8))
        return bytes[whole] & mask == other.bytes[whole] & mask
    }

    private static let longestText = 45
    private static let version4Prefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    /// A colon and one to five digits.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        (2...6).contains(bytes.count) && bytes.first == UInt8(ascii: ":")
            && bytes.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
