internal import Foundation

/// Text that somebody else wrote, made harmless for one line of a message.
///
/// Page text is hostile twice: it is read, and then it lands in mails, terminals and tables. What is left here has no
/// control character, no line break and nothing that turns the direction of what follows (UAX #9; "Trojan Source",
/// CVE-2021-42574), and is of bounded length.
public enum ForeignText {
    /// The text as one line of at most `limit` Unicode scalars, in Unicode's normal form C, cut with `…`.
    ///
    /// Runs of white space, line breaks and control characters become one space. Invisible format characters (bidi
    /// marks, overrides and isolates, zero-width spaces, tags) are dropped; the joiners that emoji and several scripts
    /// need stay.
    public static func line(_ text: String, limit: Int) -> String {
        let limit = min(max(0, limit), maximumLimit)
        var kept = String.UnicodeScalarView()
        var owesSpace = false
        var marks = 0
        // Reading stops somewhere even where all that comes is dropped.
        for scalar in text.unicodeScalars.prefix(limit * 8 + 64) {
            marks = isMark(scalar) ? marks + 1 : 0
            guard marks <= maximumMarks else { continue }
            if isSpace(scalar) {
                owesSpace = !kept.isEmpty
            } else if !isDropped(scalar) {
                if owesSpace { kept.append(" ") }
                owesSpace = false
                kept.append(scalar)
            }
        }
        return cut(String(kept).precomposedStringWithCanonicalMapping, to: limit)
    }

    /// The largest limit that is kept to; larger ones are this one.
    public static let maximumLimit = 10_000
    /// Marks on one letter that are kept; no script needs more, and towers of them cover the lines around.
    static let maximumMarks = 8

    /// The text with at most `limit` scalars, whole characters only, ended by `…` where something was cut off.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.unicodeScalars.count > limit else { return text }
        guard limit > 0 else { return "" }
        var room = limit - 1
        var result = ""
        for character in text {
            room -= character.unicodeScalars.count
            guard room >= 0 else { break }
            result.append(character)
        }
        while result.last == " " { result.removeLast() }
        return result + "…"
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category == .nonspacingMark || category == .enclosingMark
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
        return switch scalar.properties.generalCategory {
        case .format: !isJoiner
        case .privateUse, .surrogate: true
        default: scalar.properties.isNoncharacterCodePoint || scalar.value == 0xFFFD
        }
    }
}
