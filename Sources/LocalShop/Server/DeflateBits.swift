/// Packs bits into bytes as DEFLATE does: numbers low bit first, Huffman codes high bit first (RFC 1951 §3.1.1).
struct DeflateBits: Sendable {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    mutating func append(_ value: UInt16, count: Int) {
        for bit in 0..<count { append(bit: value >> UInt16(bit) & 1) }
    }

    mutating func appendCode(_ code: UInt16, count: Int) {
        for bit in (0..<count).reversed() { append(bit: code >> UInt16(bit) & 1) }
    }

    /// Length 258 (symbol 285, no extra bits) at distance 1 (symbol 0), in the fixed code.
    mutating func appendMatch() {
        appendCode(0b1100_0101, count: 8)
        appendCode(0, count: 5)
    }

    private mutating func append(bit: UInt16) {
        if used == 8 {
            bytes.append(0)
            used = 0
        }
        bytes[bytes.count - 1] |= UInt8(truncatingIfNeeded: bit) << UInt8(used)
        used += 1
    }
}
