/// Reads prices from bare text exactly, and says so where a text can mean more than one amount.
public enum PriceText {
    /// Longer texts are read up to here, in Unicode scalars; a price label is short.
    public static let maximumScalars = 4096
    /// The most prices that are kept from one text.
    public static let maximumValues = 32

    /// All prices in a text with their meaning, and the decision which of them is the price.
    ///
    /// Takes time linear in the text's length and never fails; a text without a price gives
    /// ``PriceTextReading/Outcome/none``. "Free" and its like are a price of zero where they are the whole text.
    public static func read(_ text: String, hints: PriceTextHints = .none) -> PriceTextReading {
        if let free = freeReading(text, hints) { return free }
        return PriceTextReader(text, hints: hints).reading()
    }

    /// The one currency that a text names, be it next to a price (`ab 19,99 €`) or alone (`Kč`).
    ///
    /// Nil where there is none, where two are named and where a sign stays undecided (`$` without a telling hint).
    public static func currency(in text: String, hints: PriceTextHints = .none) -> Currency? {
        let reader = PriceTextReader(text, hints: hints)
        var shared: Set<Currency>?
        let besideNumbers = Set(reader.signs.values.joined())
        for index in reader.tokens.indices {
            guard let sign = reader.tokens[index].sign else { continue }
            guard !sign.isWeak || reader.tokens.count == 1 || besideNumbers.contains(index) else { continue }
            let context = reader.context(for: [sign])
            let meant = Set(context.currency.map { [$0] } ?? context.possible)
            shared = shared.map { $0.intersection(meant) } ?? meant
        }
        return shared?.count == 1 ? shared?.first : nil
    }

    /// The longest text, in Unicode scalars, that can say "free" and nothing else.
    private static let maximumFreeScalars = 40

    private static func freeReading(_ text: String, _ hints: PriceTextHints) -> PriceTextReading? {
        guard text.unicodeScalars.prefix(maximumFreeScalars + 1).count <= maximumFreeScalars,
            !text.utf8.contains(where: { (0x30...0x39).contains($0) })
        else { return nil }
        let isTrimmed: (Character) -> Bool = { $0.isWhitespace || $0.isPunctuation }
        let words = text.lowercased().split(whereSeparator: isTrimmed).joined(separator: " ")
        guard PriceTextWords.free.contains(words) else { return nil }
        let value = PriceTextValue(
            readings: ["0"],
            doubt: nil,
            currency: hints.currency,
            possibleCurrencies: hints.currency.map { [$0] } ?? [],
            token: nil,
            kind: .current,
            isKindStated: true,
            range: 0..<text.unicodeScalars.count
        )
        return PriceTextReading(outcome: .price(value), values: [value])
    }
}
