/// A character encoding by its name in the WHATWG Encoding Standard.
///
/// Source: <https://encoding.spec.whatwg.org/#names-and-labels>.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// UTF-8, the encoding of nearly all pages.
    case utf8 = "UTF-8"
    /// UTF-16, most significant byte first.
    case utf16BE = "UTF-16BE"
    /// UTF-16, least significant byte first.
    case utf16LE = "UTF-16LE"
    /// Western European; what the labels `latin1` and `iso-8859-1` mean on the web.
    case windows1252 = "windows-1252"
    /// Central European (Windows).
    case windows1250 = "windows-1250"
    /// Cyrillic (Windows).
    case windows1251 = "windows-1251"
    /// Greek (Windows).
    case windows1253 = "windows-1253"
    /// Turkish; also what `iso-8859-9` means on the web.
    case windows1254 = "windows-1254"
    /// Hebrew (Windows).
    case windows1255 = "windows-1255"
    /// Arabic (Windows).
    case windows1256 = "windows-1256"
    /// Baltic (Windows).
    case windows1257 = "windows-1257"
    /// Vietnamese (Windows).
    case windows1258 = "windows-1258"
    /// Thai; also what `tis-620` means on the web.
    case windows874 = "windows-874"
    /// Central European.
    case iso8859Part2 = "ISO-8859-2"
    /// South European.
    case iso8859Part3 = "ISO-8859-3"
    /// North European.
    case iso8859Part4 = "ISO-8859-4"
    /// Cyrillic.
    case iso8859Part5 = "ISO-8859-5"
    /// Arabic.
    case iso8859Part6 = "ISO-8859-6"
    /// Greek.
    case iso8859Part7 = "ISO-8859-7"
    /// Hebrew.
    case iso8859Part8 = "ISO-8859-8"
    /// Nordic.
    case iso8859Part10 = "ISO-8859-10"
    /// Baltic.
    case iso8859Part13 = "ISO-8859-13"
    /// Celtic.
    case iso8859Part14 = "ISO-8859-14"
    /// Western European with the euro sign.
    case iso8859Part15 = "ISO-8859-15"
    /// South-eastern European.
    case iso8859Part16 = "ISO-8859-16"
    /// Russian.
    case koi8R = "KOI8-R"
    /// Ukrainian.
    case koi8U = "KOI8-U"
    /// Cyrillic (DOS).
    case ibm866 = "IBM866"
    /// Western European (classic Mac OS).
    case macintosh = "macintosh"
    /// Simplified Chinese.
    case gbk = "GBK"
    /// Simplified Chinese, all of Unicode.
    case gb18030 = "gb18030"
    /// Traditional Chinese with the Hong Kong characters.
    case big5 = "Big5"
    /// Japanese (Unix).
    case eucJP = "EUC-JP"
    /// Japanese with escape sequences.
    case iso2022JP = "ISO-2022-JP"
    /// Japanese (Windows).
    case shiftJIS = "Shift_JIS"
    /// Korean, with the extension of Windows.
    case eucKR = "EUC-KR"
    /// Encodings that the standard refuses to decode because they hide markup; they decode to one U+FFFD.
    case replacement = "replacement"

    /// The encoding that a label names, as in `charset=…`; nil for a label that the web does not know (UTF-7 is one).
    ///
    /// - Parameter label: Matched without regard to case or white space at its ends.
    public init?(label: some StringProtocol) {
        guard label.utf8.count <= Self.longestLabel else { return nil }
        let trimmed = label.lowercased().drop { Self.isLabelSpace($0) }
        guard let last = trimmed.lastIndex(where: { !Self.isLabelSpace($0) }),
            let encoding = Self.labels[String(trimmed[...last])]
        else { return nil }
        self = encoding
    }

    /// Whether each byte is one character.
    public var isSingleByte: Bool {
        switch self {
        case .utf8, .utf16BE, .utf16LE, .gbk, .gb18030, .big5, .eucJP, .iso2022JP, .shiftJIS, .eucKR, .replacement:
            false
        default: true
        }
    }

    private static let longestLabel = 64

    private static func isLabelSpace(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\u{C}"
    }
}
