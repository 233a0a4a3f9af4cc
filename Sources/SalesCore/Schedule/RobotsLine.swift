/// One meaningful line of a robots.txt: what it begins and with which value.
struct RobotsLine: Equatable {
    /// The lines that have a meaning here; all others are read over, and end no group.
    enum Field: Equatable {
        case userAgent
        case allow
        case disallow
    }

    /// Counted from 1; a line ends with CR, LF or CRLF.
    let number: Int
    let field: Field
    /// The value without comment and surrounding white space; may be empty.
    let value: ArraySlice<UInt8>

    /// More bytes of one line than these are ignored, as Google's parser does: eight times the longest URL of old.
    static let maximumLength = 2_083 * 8

    /// Field names in lower case.
    ///
    /// Misspellings are those that Google's parser knows; who wrote one meant to refuse.
    private static let fields: [String: Field] = [
        "user-agent": .userAgent, "useragent": .userAgent, "user agent": .userAgent,
        "allow": .allow,
        "disallow": .disallow, "dissallow": .disallow, "dissalow": .disallow, "disalow": .disallow,
        "diasllow": .disallow, "disallaw": .disallow,
    ]

    /// The meaningful lines of a file in order; linear in its length.
    static func all(in bytes: ArraySlice<UInt8>) -> [RobotsLine] {
        var lines: [RobotsLine] = []
        var rest = withoutByteOrderMark(bytes)
        var number = 0
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            if let line = read(rest[..<(end ?? rest.endIndex)].prefix(maximumLength), number: number) {
                lines.append(line)
            }
            guard let end else { break }
            let isPair =
                rest[end] == UInt8(ascii: "\r") && end + 1 < rest.endIndex && rest[end + 1] == UInt8(ascii: "\n")
            rest = rest[(isPair ? end + 2 : end + 1)...]
        }
        return lines
    }

    /// A mark cut short is passed over too, as editors leave it behind.
    private static func withoutByteOrderMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        for byte in [0xEF, 0xBB, 0xBF] as [UInt8] where rest.first == byte { rest = rest.dropFirst() }
        return rest
    }

    private static func read(_ line: ArraySlice<UInt8>, number: Int) -> RobotsLine? {
        let text = trimmed(line.prefix { $0 != UInt8(ascii: "#") })
        guard !text.isEmpty else { return nil }
        if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            guard let field = field(text[..<colon]) else { return nil }
            return RobotsLine(number: number, field: field, value: trimmed(text[(colon + 1)...]))
        }
        // `disallow /path`: a forgotten colon, where there are just two words.
        guard let gap = text.firstIndex(where: isSpace), let field = field(text[..<gap]) else { return nil }
        let value = trimmed(text[gap...])
        return value.contains(where: isSpace) ? nil : RobotsLine(number: number, field: field, value: value)
    }

    private static func field(_ name: ArraySlice<UInt8>) -> Field? {
        let name = trimmed(name)
        // Longer than any name: not worth a string.
        guard name.count <= 12 else { return nil }
        return fields[String(decoding: name, as: UTF8.self).lowercased()]
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return rest
    }

    /// White space and control characters, which no value may hold.
    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }
}
