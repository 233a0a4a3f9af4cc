extension LooseJSONReader {
    /// The string at this place, its escapes undone; a string without an end reaches to the text's end.
    mutating func string(quote: UInt8) -> String {
        place += 1
        var output: [UInt8] = []
        var isClosed = false
        while let byte = peek {
            if byte == quote {
                if endsString(quote) {
                    place += 1
                    isClosed = true
                    break
                }
                output.append(byte)
                place += 1
            } else if byte == UInt8(ascii: "\\") {
                place += 1
                appendEscape(to: &output)
            } else {
                output.append(byte)
                place += 1
            }
        }
        if !isClosed { isCut = true }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the quote here closes the string; one in the midst of words (`27" screen`) was left unescaped.
    ///
    /// Looks ahead over white space of bounded length only, so that reading stays linear.
    private func endsString(_ quote: UInt8) -> Bool {
        var ahead = 1
        while let byte = peek(ahead), byte <= 0x20, ahead < Self.longestGap { ahead += 1 }
        guard let next = peek(ahead), next > 0x20 else { return true }
        switch next {
        case UInt8(ascii: ","):
            return quote != UInt8(ascii: "\"") || commaSeparates(from: ahead + 1)
        case UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "/"),
            UInt8(ascii: ";"), UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: "?"), UInt8(ascii: "="),
            UInt8(ascii: "."), UInt8(ascii: "<"):
            return true
        // A string on the next line whose comma was forgotten.
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return ahead > 1
        default: return quote != UInt8(ascii: "\"")
        }
    }

    /// Whether what follows a comma can begin the next member or element.
    private func commaSeparates(from start: Int) -> Bool {
        var ahead = start
        while let byte = peek(ahead), byte <= 0x20, ahead < start + Self.longestGap { ahead += 1 }
        guard let next = peek(ahead), next > 0x20 else { return true }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"),
            UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"),
            UInt8(ascii: "$"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default:
            // A word: a name without quotes, `true`, `null`; not the next words of a sentence.
            var end = ahead
            while let byte = peek(end), Self.isWord(byte), end < ahead + Self.longestGap { end += 1 }
            let isLiteral = [4, 5].contains(end - ahead) && isLiteral(from: ahead, to: end)
            guard let after = peek(end), !(after <= 0x20 && isLiteral) else { return true }
            return after == UInt8(ascii: ":") || after == UInt8(ascii: ",") || after == UInt8(ascii: "}")
                || after == UInt8(ascii: "]") || after == UInt8(ascii: "(")
        }
    }

    private func isLiteral(from start: Int, to end: Int) -> Bool {
        ["true", "false", "null"].contains(String(decoding: bytes[(place + start)..<(place + end)], as: UTF8.self))
    }

    private mutating func appendEscape(to output: inout [UInt8]) {
        guard let byte = peek else { return }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): output.append(0x20)
        case UInt8(ascii: "u"): appendUnicode(digits: 4, to: &output)
        case UInt8(ascii: "x"): appendUnicode(digits: 2, to: &output)
        default: output.append(byte)
        }
    }

    private mutating func appendUnicode(digits: Int, to output: inout [UInt8]) {
        guard var code = hexadecimal(digits) else { return }
        if (0xD800..<0xDC00).contains(code), hasPrefix("\\u") {
            place += 2
            if let low = hexadecimal(4), (0xDC00..<0xE000).contains(low) {
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
        }
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        output.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    private mutating func hexadecimal(_ digits: Int) -> UInt32? {
        guard place + digits <= bytes.count,
            let value = UInt32(String(decoding: bytes[place..<place + digits], as: UTF8.self), radix: 16)
        else { return nil }
        place += digits
        return value
    }

    /// The longest white space or word that is looked over to decide whether a quote closes a string.
    private static let longestGap = 64
}
