internal import CLibxml2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension TextEncoding {
    /// Decodes bytes into text; what cannot be decoded becomes U+FFFD, so this never fails.
    ///
    /// Takes time in proportion to the bytes; the result has at most three times as many UTF-8 bytes. A byte order
    /// mark of this encoding at the start is dropped.
    public func decode(_ bytes: [UInt8]) -> String {
        String(decoding: utf8(of: bytes), as: UTF8.self)
    }

    /// The text as valid UTF-8 without a byte order mark; the very same storage where nothing had to change.
    func utf8(of bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8: Self.repairedUTF8(bytes)
        case .utf16LE: Self.fromUTF16(bytes, bigEndian: false)
        case .utf16BE: Self.fromUTF16(bytes, bigEndian: true)
        case .replacement: bytes.isEmpty ? [] : Self.replacementCharacter
        default: isSingleByte ? fromSingleBytes(bytes) : fromMultipleBytes(bytes)
        }
    }

    /// Whether the bytes are valid UTF-8, a character cut off by the end of the bytes allowed.
    static func isUTF8(_ bytes: [UInt8]) -> Bool {
        if isValid(bytes[...]) { return true }
        // A page that was cut at a size limit ends anywhere: look at the up to three last bytes again.
        var cut = bytes.count
        while cut > 0, bytes.count - cut < 3 {
            cut -= 1
            if bytes[cut] >= 0xC2 { return isValid(bytes[..<cut]) && isStartOfCharacter(bytes[cut...]) }
            if bytes[cut] < 0x80 { return false }
        }
        return false
    }

    static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

    private static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        (try? UTF8Span(validating: bytes.span)) != nil
    }

    private static func isStartOfCharacter(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let lead = bytes.first, lead <= 0xF4 else { return false }
        let needed = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return bytes.count < needed
    }

    private static func repairedUTF8(_ bytes: [UInt8]) -> [UInt8] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if isValid(bytes[start...]) { return start == 0 ? bytes : Array(bytes[start...]) }
        return Array(String(decoding: bytes[start...], as: UTF8.self).utf8)
    }

    private static func fromUTF16(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = 0
        while index + 1 < bytes.count {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            let unit = bigEndian ? first << 8 | second : second << 8 | first
            if index != 0 || unit != 0xFEFF { units.append(unit) }
            index += 2
        }
        var text = Array(String(decoding: units, as: UTF16.self).utf8)
        if index < bytes.count { text += replacementCharacter }
        return text
    }

    private func fromSingleBytes(_ bytes: [UInt8]) -> [UInt8] {
        let table = upperHalf()
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 { output.append(byte) } else { output.append(contentsOf: table[Int(byte) - 0x80]) }
        }
        return output
    }

    /// The UTF-8 of each byte from 0x80 to 0xFF.
    private func upperHalf() -> [[UInt8]] {
        let converter = Converter(from: iconvName)
        return (0x80...0xFF).map { byte -> [UInt8] in
            // The standard differs from iconv in few bytes; the euro sign is one of them.
            if self == .macintosh, byte == 0xDB { return Array("€".utf8) }
            if let converted = converter?.convert(byte: UInt8(byte)) { return converted }
            guard byte < 0xA0, let scalar = Unicode.Scalar(UInt32(byte)) else { return Self.replacementCharacter }
            return Array(String(Character(scalar)).utf8)
        }
    }

    private func fromMultipleBytes(_ bytes: [UInt8]) -> [UInt8] {
        guard let converter = Converter(from: iconvName) else {
            // Without its table only the ASCII of the page is certain.
            return bytes.flatMap { $0 < 0x80 ? [$0] : Self.replacementCharacter }
        }
        return converter.convert(bytes)
    }

    /// The name by which glibc knows what the Encoding Standard means.
    private var iconvName: String {
        switch self {
        case .shiftJIS: "CP932"
        case .eucJP: "EUC-JP-MS"
        case .gbk: "GB18030"
        case .big5: "BIG5-HKSCS"
        case .eucKR: "CP949"
        case .windows874: "CP874"
        default: rawValue
        }
    }
}

/// One iconv descriptor that turns bytes into UTF-8, closed when it goes away.
private final class Converter {
    private let descriptor: iconv_t

    init?(from name: String) {
        let opened = iconv_open("UTF-8", name)
        guard let opened, sales_iconv_is_invalid(opened) == 0 else { return nil }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    func convert(byte: UInt8) -> [UInt8]? {
        let converted = convert([byte])
        return converted.isEmpty || converted == TextEncoding.replacementCharacter ? nil : converted
    }

    /// Converts all; each byte that fits nothing becomes one U+FFFD.
    ///
    /// Linear: every turn consumes at least a byte or
    /// empties a chunk.
    func convert(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var chunk = [UInt8](repeating: 0, count: Self.chunkLength)
        var input = bytes
        input.withUnsafeMutableBytes { raw in
            guard let base = raw.baseAddress else { return }
            var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
            var left = raw.count
            while left > 0 {
                let (produced, result, error) = chunk.withUnsafeMutableBytes { out -> (Int, Int, CInt) in
                    var target = out.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = out.count
                    errno = 0
                    let result = iconv(descriptor, &next, &left, &target, &room)
                    return (out.count - room, Int(truncatingIfNeeded: result), errno)
                }
                output.append(contentsOf: chunk[..<produced])
                guard result == -1, error != E2BIG else { continue }
                output.append(contentsOf: TextEncoding.replacementCharacter)
                guard error == EILSEQ, left > 0 else { break }
                next = next?.advanced(by: 1)
                left -= 1
            }
        }
        return output
    }

    private static let chunkLength = 16_384
}
