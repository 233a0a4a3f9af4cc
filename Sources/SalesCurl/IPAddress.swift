import Foundation

/// An IPv4 or IPv6 address as its bytes in network order, without zone or port.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Four bytes for IPv4, sixteen for IPv6.
    public let bytes: [UInt8]

    /// The address of these bytes; nil unless there are 4 or 16.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads the one usual text form of an address: four plain decimal numbers, or RFC 4291 §2.2 with or without
    /// brackets.
    ///
    /// Octal, hexadecimal, short and zoned forms are nil.
    public init?(_ text: String) {
        var text = text
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        // inet_pton reads C strings: a NUL would hide what follows it.
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        let isVersion6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: isVersion6 ? 16 : 4)
        guard inet_pton(isVersion6 ? AF_INET6 : AF_INET, text, &bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    /// Whether it is an IPv4 address.
    public var isVersion4: Bool { bytes.count == 4 }

    /// Whether the first bits equal those of another address of the same family.
    func hasPrefix(_ prefix: [UInt8], bits: Int) -> Bool {
        guard prefix.count == bytes.count else { return false }
        let whole = bits / 8
        guard bytes[..<whole] == prefix[..<whole] else { return false }
        let rest = bits % 8
        guard rest > 0 else { return true }
        let mask = ~(UInt8.max >> UInt8(rest))
        return bytes[whole] & mask == prefix[whole] & mask
    }

    /// The usual text form (RFC 5952 for IPv6), without brackets.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        guard inet_ntop(isVersion4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
