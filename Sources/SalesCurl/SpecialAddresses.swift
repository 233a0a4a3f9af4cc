/// The address blocks that are not the public internet.
///
/// IANA's special-purpose registries of IPv4 and IPv6 (RFC 6890 and its updates), multicast, and a few addresses that
/// look public and are not. Blocks that the registries call globally reachable but that serve the network itself
/// (AS112, AMT, relay anycast) are here as well: no shop lives there.
enum SpecialAddresses {
    /// One block.
    struct Block: Sendable {
        let prefix: [UInt8]
        let bits: Int
        let meaning: String
    }

    /// What the address is reserved for, or nil where it belongs to the public internet.
    static func meaning(of address: IPAddress) -> String? {
        let blocks = address.isVersion4 ? version4 : version6
        if let block = blocks.first(where: { address.hasPrefix($0.prefix, bits: $0.bits) }) { return block.meaning }
        // Everything of IPv6 outside 2000::/3 is reserved, assigned or not (RFC 4291 §2.4).
        if !address.isVersion4, address.bytes[0] & 0xE0 != 0x20 { return "reserved" }
        return nil
    }

    static let version4: [Block] = [
        block("0.0.0.0", 8, "this network (RFC 791)"),
        block("10.0.0.0", 8, "private (RFC 1918)"),
        block("100.64.0.0", 10, "carrier-grade NAT (RFC 6598)"),
        block("127.0.0.0", 8, "this machine (RFC 1122)"),
        block("168.63.129.16", 32, "a cloud's platform service"),
        block("169.254.0.0", 16, "link-local, where clouds keep their metadata (RFC 3927)"),
        block("172.16.0.0", 12, "private (RFC 1918)"),
        block("192.0.0.0", 24, "protocol assignments (RFC 6890)"),
        block("192.0.2.0", 24, "documentation (RFC 5737)"),
        block("192.31.196.0", 24, "AS112 (RFC 7535)"),
        block("192.52.193.0", 24, "multicast tunnelling (RFC 7450)"),
        block("192.88.99.0", 24, "6to4 relays (RFC 7526)"),
        block("192.168.0.0", 16, "private (RFC 1918)"),
        block("192.175.48.0", 24, "AS112 (RFC 7534)"),
        block("198.18.0.0", 15, "benchmarking (RFC 2544)"),
        block("198.51.100.0", 24, "documentation (RFC 5737)"),
        block("203.0.113.0", 24, "documentation (RFC 5737)"),
        block("224.0.0.0", 4, "multicast (RFC 1112)"),
        block("240.0.0.0", 4, "reserved or broadcast (RFC 1112)"),
    ]

    static let version6: [Block] = [
        block("::", 128, "unspecified (RFC 4291)"),
        block("::1", 128, "this machine (RFC 4291)"),
        block("::", 96, "IPv4-compatible (RFC 4291)"),
        block("::ffff:0:0", 96, "IPv4-mapped (RFC 4291)"),
        block("::ffff:0:0:0", 96, "IPv4-translated (RFC 2765)"),
        block("64:ff9b::", 96, "NAT64 (RFC 6052)"),
        block("64:ff9b:1::", 48, "local NAT64 (RFC 8215)"),
        block("100::", 64, "discard-only (RFC 6666)"),
        block("100:0:0:1::", 64, "dummy prefix (RFC 9780)"),
        block("2001::", 32, "Teredo (RFC 4380)"),
        block("2001::", 23, "protocol assignments (RFC 2928)"),
        block("2001:db8::", 32, "documentation (RFC 3849)"),
        block("2002::", 16, "6to4 (RFC 3056)"),
        block("2620:4f:8000::", 48, "AS112 (RFC 7534)"),
        block("3ffe::", 16, "the former 6bone (RFC 3701)"),
        block("3fff::", 20, "documentation (RFC 9637)"),
        block("5f00::", 16, "segment routing (RFC 9602)"),
        block("fc00::", 7, "private (RFC 4193)"),
        block("fe80::", 10, "link-local (RFC 4291)"),
        block("fec0::", 10, "site-local (RFC 3879)"),
        block("ff00::", 8, "multicast (RFC 4291)"),
    ]

    // A misspelt prefix would become a block of zeros; the tests check that every row means what it says.
    private static func block(_ address: String, _ bits: Int, _ meaning: String) -> Block {
        Block(prefix: IPAddress(address)?.bytes ?? [], bits: bits, meaning: meaning)
    }
}
