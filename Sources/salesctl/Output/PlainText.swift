/// Foreign text made safe for a terminal: page titles may carry escape sequences and text that runs backwards.
enum PlainText {
    /// The text on one line, without control, format and line-breaking characters.
    static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: " "
                    default: scalar
                    }
                }
            )
        )
    }

    /// The text cut to a number of columns, with `…` where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        guard columns > 1 else { return String(repeating: "…", count: max(0, columns)) }
        var result = ""
        var used = 0
        for character in text {
            let next = width(character)
            guard used + next <= columns - 1 else { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }

    /// The end of a text that fits into a number of columns, with `…` for the beginning.
    static func cutBeginning(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        return String(cut(String(text.reversed()), to: columns).reversed())
    }

    /// The text in lines of so many columns, divided between words where there are any.
    static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, width(line) + 1 + width(String(word)) > columns {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
            while width(line) > max(columns, 1) {
                let head = head(of: line, columns)
                lines.append(head)
                line.removeFirst(head.count)
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// The beginning of a text that fits into a number of columns; one character at least.
    private static func head(of text: String, _ columns: Int) -> String {
        var head = ""
        var used = 0
        for character in text {
            used += width(character)
            if used > columns, !head.isEmpty { break }
            head.append(character)
        }
        return head
    }

    /// How many columns a text takes.
    static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// How many columns a character takes: two for East Asian wide ones and emoji (Unicode Standard Annex 11).
    static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
