/// A piece of a price text.
struct PriceTextToken: Sendable {
    enum Content: Sendable {
        /// Digits with what separates them.
        case number(PriceTextNumber)
        /// A currency sign.
        case sign(CurrencySign)
        /// A word in lower case.
        case word(String)
        /// Any other single character.
        case mark(Unicode.Scalar)
    }

    let content: Content
    /// Where it stands, in Unicode scalars.
    let range: Range<Int>
    /// Whether white space stands before it, or nothing at all.
    let hasSpaceBefore: Bool

    var number: PriceTextNumber? {
        if case .number(let number) = content { number } else { nil }
    }

    var sign: CurrencySign? {
        if case .sign(let sign) = content { sign } else { nil }
    }

    var word: String? {
        if case .word(let word) = content { word } else { nil }
    }

    var mark: Unicode.Scalar? {
        if case .mark(let mark) = content { mark } else { nil }
    }

    /// Whether it is a hyphen, dash or minus.
    var isDash: Bool { mark.map(ScalarClass.isDash) ?? false }
}
