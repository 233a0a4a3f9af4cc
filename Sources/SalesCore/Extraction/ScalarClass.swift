/// The kinds of Unicode scalars that matter in a price.
enum ScalarClass {
    /// The value of a decimal digit of any script (`5`, `٥`, `５`), or nil.
    static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 {
            return scalar.value >= 0x30 && scalar.value <= 0x39 ? UInt8(scalar.value - 0x30) : nil
        }
        for zero in zeros where scalar.value >= zero && scalar.value < zero + 10 { return UInt8(scalar.value - zero) }
        return nil
    }

    /// The zeros of the scripts whose digits prices are written in; the other nine follow each of them.
    ///
    /// Arabic-Indic, extended Arabic-Indic, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam,
    /// Thai, Lao, Burmese, Khmer, full-width. (Unicode's own property gives a Double, which no amount passes through.)
    private static let zeros: [UInt32] = [
        0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10,
    ]

    /// The value of a raised digit (`⁹`), or nil.
    static func raisedDigit(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0xB9: 1
        case 0xB2: 2
        case 0xB3: 3
        case 0x2070: 0
        case 0x2074...0x2079: UInt8(scalar.value - 0x2070)
        default: nil
        }
    }

    /// Whether it is a letter or belongs to one.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return (scalar.value | 0x20) >= 0x61 && (scalar.value | 0x20) <= 0x7A
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark:
            return true
        default:
            return false
        }
    }

    /// Whether it is a letter of a script that sets spaces between words.
    static func joinsWords(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) && !isUnspaced(scalar)
    }

    /// Whether it belongs to a script without spaces between words: Thai, Lao, Khmer, Burmese, Chinese, Japanese, and
    /// Hangul, whose counters follow a number at once.
    static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
            0xF900...0xFAFF:
            true
        default:
            false
        }
    }

    /// Whether it is white space, a zero-width space or a mark of writing direction, none of which mean anything here.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2069, 0x3000,
            0xFEFF:
            true
        default:
            false
        }
    }

    /// Whether it is a space that groups digits and breaks no line: no-break, narrow no-break, thin, figure space.
    static func isGroupingSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F: true
        default: false
        }
    }

    /// Whether it is a hyphen, dash or minus.
    static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }

    /// The scalar in lower case, or itself where that would be several scalars.
    static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value < 0x80 {
            let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
            return isUpper ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
        }
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        guard mapping.count == 1, let only = mapping.first else { return scalar }
        return only
    }
}
