/// Bytes as text that stands in a URL unchanged: base64url without padding (RFC 4648 §5).
enum Base64URL {
    /// The text of bytes.
    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count * 4 + 2) / 3)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < chunk.count ? UInt32(chunk[start + offset]) : 0) }
            for place in 0...chunk.count { result.append(alphabet[Int(group >> UInt32(18 - 6 * place) & 0x3F)]) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes of a text; nil where no bytes are written so.
    ///
    /// Bits behind the last byte must be zero: otherwise several texts would be one secret.
    static func bytes(_ text: String) -> [UInt8]? {
        let length = text.utf8.count
        guard length <= maximumLength, length % 4 != 1 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(length * 3 / 4)
        var (group, bits) = (UInt32(0), 0)
        for letter in text.utf8 {
            guard let value = value(letter) else { return nil }
            group = group << 6 | value
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            result.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            group &= (1 << UInt32(bits)) - 1
        }
        return group == 0 ? result : nil
    }

    /// The longest text that is read.
    static let maximumLength = 1_024

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
