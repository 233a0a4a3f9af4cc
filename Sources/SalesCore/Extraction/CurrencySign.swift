/// A way to write a currency in a price: a symbol, an abbreviation or a word, and what it can mean.
struct CurrencySign: Hashable, Sendable {
    /// How it must be written to count.
    enum Spelling: Hashable, Sendable {
        /// A symbol that may touch letters on both sides: `€`, `円`.
        case symbol
        /// A word in any letter case, with no letter touching it: `руб`, `kr`.
        case word
        /// A word in this letter case only, since another case means something else: `Ft` is no foot.
        case exactWord
    }

    /// The sign in Unicode scalars; in lower case where the spelling is ``Spelling/word``.
    let scalars: [Unicode.Scalar]
    /// The codes that it can mean, the likeliest first; empty for money that is no active ISO 4217 currency.
    let codes: [String]
    /// How it must be written.
    let spelling: Spelling
    /// Whether the first code is meant where no hint says otherwise.
    let isDecided: Bool
    /// Whether it names the hundredth part: `¢`, `p`, `ct`.
    let isMinorUnit: Bool
    /// Whether it is too short to count anywhere but right beside a number.
    let isWeak: Bool

    init(
        _ text: String,
        _ codes: [String],
        _ spelling: Spelling,
        isDecided: Bool? = nil,
        isMinorUnit: Bool = false,
        isWeak: Bool? = nil
    ) {
        scalars = Array(text.unicodeScalars)
        self.codes = codes
        currencies = codes.compactMap { Currency(code: $0) }
        self.spelling = spelling
        self.isDecided = isDecided ?? (codes.count == 1)
        self.isMinorUnit = isMinorUnit
        self.isWeak = isWeak ?? (spelling != .symbol && scalars.count < 3)
    }

    /// The currencies that it can mean; kept, for the dollar sign alone has some thirty.
    let currencies: [Currency]

    /// Whether a full stop behind it belongs to it: `Rs.`, `руб.`.
    var takesFullStop: Bool { spelling != .symbol }
}
