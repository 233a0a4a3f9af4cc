import SalesHTML

/// Texts of a page made fit for people: entities undone, white space collapsed, control characters out, bounded.
enum CleanText {
    /// A name; nil where nothing is left.
    static func name(_ text: String?) -> String? {
        guard let text else { return nil }
        let line = line(HTMLEntities.decode(text), limit: Product.maximumNameLength)
        return line.isEmpty ? nil : line
    }

    /// The text on one line, cut to a number of characters.
    static func line(_ text: String, limit: Int) -> String {
        if isPlain(text, limit: limit) { return text }
        var output = String.UnicodeScalarView()
        var owesSpace = false
        var count = 0
        for scalar in text.unicodeScalars.prefix(limit * 16) {
            if scalar.properties.isWhitespace || scalar.value < 0x20 {
                owesSpace = !output.isEmpty
                continue
            }
            if isInvisible(scalar) { continue }
            if owesSpace { output.append(" ") }
            owesSpace = false
            output.append(scalar)
            count += 1
            if count >= limit { break }
        }
        return String(String(output).prefix(limit))
    }

    /// Whether a text is a line already, as most are: short, printable ASCII, single spaces within.
    private static func isPlain(_ text: String, limit: Int) -> Bool {
        guard text.utf8.count <= limit else { return false }
        var last = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return text.isEmpty || last != 0x20
    }

    /// Control characters and marks that turn the direction of text, which could hide what stands there.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xFFFD: true
        default: false
        }
    }

    /// Letters and digits in lower case, one space between words: for comparing names.
    static func folded(_ text: String) -> String {
        if text.utf8.count <= Product.maximumNameLength, let folded = foldedASCII(text) { return folded }
        var output = ""
        var owesSpace = false
        for character in text.prefix(Product.maximumNameLength).lowercased() {
            if character.isLetter || character.isNumber {
                if owesSpace, !output.isEmpty { output.append(" ") }
                owesSpace = false
                output.append(character)
            } else {
                owesSpace = true
            }
        }
        return output
    }

    /// Whether any character is a letter.
    static func hasLetter(_ text: String) -> Bool {
        text.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
            || text.utf8.contains { $0 >= 0x80 } && text.contains(where: \.isLetter)
    }

    /// As ``folded(_:)`` for ASCII, in which a byte is a character; nil for a text with anything else.
    private static func foldedASCII(_ text: String) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        var owesSpace = false
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x61...0x7A, 0x41...0x5A:
                if owesSpace, !output.isEmpty { output.append(UInt8(ascii: " ")) }
                owesSpace = false
                output.append(byte < 0x41 ? byte : byte | 0x20)
            case 0x80...: return nil
            default: owesSpace = true
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
