/// What the letters of a text message cost: the GSM 7-bit default alphabet and its extension table.
///
/// Source: 3GPP TS 23.038 §6.2.1. One letter outside of it makes the whole message UCS-2, with less than half the room.
enum ShortAlphabet {
    /// The units that a text takes: septets where all of it is GSM-7, UTF-16 units otherwise.
    static func length(of text: String) -> Int {
        septets(of: text) ?? text.utf16.count
    }

    /// The text messages that a text is sent in (3GPP TS 23.038 and 23.040): 160 septets or 70 UTF-16 units in one, 153 or
    /// 67 in each of several.
    static func parts(of text: String) -> Int {
        let length = length(of: text)
        let (alone, each) = septets(of: text) == nil ? (70, 67) : (160, 153)
        return length <= alone ? 1 : (length + each - 1) / each
    }

    /// Whether a text is short enough for ``Message/short``.
    static func fits(_ text: String) -> Bool { parts(of: text) <= Message.maximumShortParts }

    /// The septets that a text takes; nil where it has a letter outside of the alphabet.
    static func septets(of text: String) -> Int? {
        var count = 0
        for scalar in text.unicodeScalars {
            if basic.contains(scalar) {
                count += 1
            } else if extended.contains(scalar) {
                count += 2
            } else {
                return nil
            }
        }
        return count
    }

    /// Typographic signs as their plain neighbours, the rest as it is.
    static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let substitute = substitutes[scalar] {
                result += substitute
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )
    private static let extended = Set("^{}\\[~]|€".unicodeScalars)
    private static let substitutes: [Unicode.Scalar: String] = [
        "‘": "'", "’": "'", "‚": "'", "′": "'", "“": "\"", "”": "\"", "„": "\"", "″": "\"", "«": "\"", "»": "\"",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "…": "...", "×": "x", "•": "-", "™": "(TM)", "®": "(R)",
        "©": "(C)", "´": "'", "`": "'", "ç": "c", "á": "a", "â": "a", "ã": "a", "í": "i", "î": "i", "ó": "o",
        "ô": "o", "õ": "o", "ú": "u", "û": "u", "ê": "e", "ë": "e", "ï": "i",
    ]
}
