/// Keeps texts from being taken for formulas by a spreadsheet that opens an archive, so that reading undoes it.
///
/// A text whose first character that shows is one that begins a formula, or that begins with a control character or an
/// apostrophe, has an apostrophe in front; a text that begins with one has it taken off when it is read. Numbers, dates
/// and words of our own are never changed.
///
/// Source: OWASP, “CSV Injection”; ASVS 5.0, 1.2.10.
enum FormulaGuard {
    /// The text as it stands in a cell.
    static func guarded(_ text: String) -> String {
        isRisky(text) ? "'" + text : text
    }

    /// The text that stands in a cell.
    static func bare(_ cell: String) -> String {
        cell.utf8.first == apostrophe ? String(cell.dropFirstScalar()) : cell
    }

    private static func isRisky(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if first == "'" || first.properties.generalCategory == .control { return true }
        let seen = text.unicodeScalars.first { !isUnseen($0) }
        return seen.map(openers.contains) ?? false
    }

    /// Whether programs skip it when they look at what a cell begins with.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// What a formula begins with, in full width and as look-alikes of small form too.
    private static let openers: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "|", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FE66}", "\u{FE62}", "\u{FE63}",
        "\u{FE6B}", "\u{2212}",
    ]
    private static let apostrophe = UInt8(ascii: "'")
}

extension String {
    /// Without the first scalar: what follows it may join with it to one character.
    fileprivate func dropFirstScalar() -> Substring.UnicodeScalarView.SubSequence {
        unicodeScalars.dropFirst()
    }
}
