import SalesCore

/// Text within charts: foreign, so escaped, and measured without a font.
enum ChartText {
    private static let safe = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-".unicodeScalars
    )

    /// Text as it may stand in SVG, which is XML: escaped, and without the characters that XML has no place for.
    ///
    /// Source: XML 1.0 §2.2, Char.
    static func escaped(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(isAllowed) else { return HTMLEscaping.escaped(text) }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.lazy.map { isAllowed($0) ? $0 : "\u{FFFD}" })
        return HTMLEscaping.escaped(String(kept))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...: true
        default: false
        }
    }

    /// About how wide a text is in a sans-serif font of a size; rather too wide than too narrow.
    static func width(of text: String, size: Double = ChartLayout.letters, isBold: Bool = false) -> Double {
        let ems = text.unicodeScalars.reduce(0.0) { sum, scalar in
            switch scalar {
            case " ", ",", ".", ":", "'", "i", "l", "t", "f", "j": sum + 0.32
            case "W", "M", "m", "w", "→": sum + 0.9
            default: sum + (scalar.value < 0x1100 ? 0.6 : 1)
            }
        }
        return ems * size * (isBold ? 1.15 : 1)
    }

    /// An identifier that may stand in `id` and in a list of ids: what is no letter, digit or `-` of ASCII is
    /// written as its number between `_`, so that two prefixes stay two.
    static func identifier(_ prefix: String, _ part: String) -> String {
        let text = prefix.unicodeScalars.map { scalar in
            let isSafe = safe.contains(scalar)
            return isSafe ? String(scalar) : "_" + String(scalar.value, radix: 16) + "_"
        }
        return "chart-" + text.joined() + "-" + part
    }
}
