/// Character references (`&pound;`, `&#163;`, `&#xA3;`) and what they stand for.
///
/// Source: <https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state>. All names of HTML 4 and the
/// common ones of HTML 5 are known; any other name stays as it is written.
public enum HTMLEntities {
    /// Decodes the references in text, as a browser does between tags.
    ///
    /// Linear time.
    public static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return String(decoding: decode(Array(text.utf8)[...], inAttribute: false), as: UTF8.self)
    }

    /// Decodes the references in an attribute's value, where `&copy=1` of a query stays as it is.
    static func decodeAttribute(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: decode(bytes, inAttribute: true), as: UTF8.self)
    }

    static func decode(_ bytes: ArraySlice<UInt8>, inAttribute: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            output.append(contentsOf: rest[..<ampersand])
            let after = rest[(ampersand + 1)...]
            if let (scalar, length) = reference(at: after, inAttribute: inAttribute) {
                output.append(contentsOf: Array(String(Character(scalar)).utf8))
                rest = after.dropFirst(length)
            } else {
                output.append(UInt8(ascii: "&"))
                rest = after
            }
        }
        output.append(contentsOf: rest)
        return output
    }

    /// What the reference after an ampersand stands for and how many bytes it has.
    private static func reference(
        at bytes: ArraySlice<UInt8>,
        inAttribute: Bool
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "#") { return number(at: bytes.dropFirst()) }
        guard MarkupLexer.isLetter(first) else { return nil }
        let name = bytes.prefix(longestName + 1).prefix(while: isAlphanumeric)
        let next = bytes.dropFirst(name.count).first
        if next == UInt8(ascii: ";"), let scalar = named[String(decoding: name, as: UTF8.self)] {
            return (scalar, name.count + 1)
        }
        for length in stride(from: min(name.count, longestLegacyName), to: 1, by: -1) {
            let candidate = String(decoding: name.prefix(length), as: UTF8.self)
            guard withoutSemicolon.contains(candidate), let scalar = named[candidate] else { continue }
            let follower = bytes.dropFirst(length).first
            if inAttribute, let follower, follower == UInt8(ascii: "=") || isAlphanumeric(follower) { return nil }
            return (scalar, length)
        }
        return nil
    }

    /// A numeric reference after `&#`.
    private static func number(at bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar, length: Int)? {
        let isHexadecimal = bytes.first.map { $0 | 0x20 } == UInt8(ascii: "x")
        let digits = isHexadecimal ? bytes.dropFirst() : bytes
        let radix: UInt32 = isHexadecimal ? 16 : 10
        var value: UInt32 = 0
        var count = 0
        for byte in digits {
            guard let digit = digitValue(of: byte), digit < radix else { break }
            // Beyond Unicode it stays beyond Unicode, so that nothing overflows.
            value = min(value * radix + digit, 0x11_0000)
            count += 1
        }
        guard count > 0 else { return nil }
        let hasSemicolon = digits.dropFirst(count).first == UInt8(ascii: ";")
        let length = 1 + (isHexadecimal ? 1 : 0) + count + (hasSemicolon ? 1 : 0)
        return (scalar(numbered: value), length)
    }

    /// The standard's repairs: 128 to 159 mean windows-1252, and what is no character means U+FFFD.
    private static func scalar(numbered value: UInt32) -> Unicode.Scalar {
        if (0x80...0x9F).contains(value), let scalar = Unicode.Scalar(windows1252[Int(value) - 0x80]) { return scalar }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        return scalar
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        MarkupLexer.isLetter(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }

    private static func digitValue(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
