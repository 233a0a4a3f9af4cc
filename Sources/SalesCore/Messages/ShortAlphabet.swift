/// What the letters of a text message cost: the GSM 7-bit default alphabet and its extension table.
///
/// Source: 3GPP TS 23.038 §6.2.1. One letter outside of it makes the whole message UCS-2, with less than half the room.
enum ShortAlphabet {
    /// The units that a text takes: septets where all of it is GSM-7, UTF-16 units otherwise.
    static func length(of text: String) -> Int {
        septets(of: text) ?? text.utf16.count
    }

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
