extension PageURL {
    /// The path in normal form: escapes by ``percentNormal(_:also:)``, no `.` and `..` segments (RFC 3986 §6.2.2.3).
    static func normalPath(_ text: Substring) -> String {
        let path = percentNormal(text, also: pathEscapes)
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path.isEmpty ? "/" : path }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for segment in segments where segment != "." {
            if segment == ".." {
                _ = kept.popLast()
            } else {
                kept.append(segment)
            }
        }
        // A path that ends in a dot segment names the folder.
        if let last = segments.last, last == "." || last == ".." { kept.append("") }
        return "/" + kept.joined(separator: "/")
    }

    /// The query in normal form; nil where it is empty.
    static func normalQuery(_ text: Substring) -> String? {
        text.isEmpty ? nil : percentNormal(text, also: queryEscapes)
    }

    /// Escapes in one spelling (RFC 3986 §6.2.2.1 and §6.2.2.2): upper-case digits, none for unreserved characters;
    /// what URLs cannot hold is escaped as browsers do, and so is a `%` that begins no escape.
    private static func percentNormal(_ text: Substring, also escapes: Set<UInt8>) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hexValue(bytes[index + 1]),
                let low = hexValue(bytes[index + 2])
            {
                let value = high << 4 | low
                if value.isUnreserved { result.append(value) } else { escape(value, into: &result) }
                index += 3
                continue
            }
            if byte >= 0x80 || byte == UInt8(ascii: "%") || escapes.contains(byte) {
                escape(byte, into: &result)
            } else {
                result.append(byte)
            }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8, into result: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// WHATWG URL, path and query percent-encode sets.
    private static let pathEscapes = Set("\"<>`{}^".utf8)
    private static let queryEscapes = Set("\"<>'".utf8)
}
