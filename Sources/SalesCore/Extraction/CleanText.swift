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

    /// Control characters and marks that turn the direction of text, which could hide what stands there.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xFFFD: true
        default: false
        }
    }

    /// Letters and digits in lower case, one space between words: for comparing names.
    static func folded(_ text: String) -> String {
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
}
