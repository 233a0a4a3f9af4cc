/// One line of a list of price texts to be read, as the command line takes it in JSON.
public struct PriceTextQuestion: Codable, Sendable {
    /// The caller's number of the text, given back in the answer.
    public var id: Int
    /// The text; null reads as empty.
    public var text: String?
    /// Whatever stood near the price: a currency sign, another price, or something else altogether.
    public var currencyHint: String?
    /// The decimal separator, where known: `.` or `,`; anything else counts as not known.
    public var decimalHint: String?

    private enum CodingKeys: String, CodingKey {
        case id, text
        case currencyHint = "currency_hint"
        case decimalHint = "decimal_hint"
    }

    /// A question.
    public init(id: Int, text: String?, currencyHint: String? = nil, decimalHint: String? = nil) {
        self.id = id
        self.text = text
        self.currencyHint = currencyHint
        self.decimalHint = decimalHint
    }

    /// The hints as the reader takes them: a near text counts where it names exactly one currency.
    public var hints: PriceTextHints {
        PriceTextHints(
            currency: currencyHint.flatMap { PriceText.currency(in: $0) },
            decimalSeparator: decimalHint.flatMap(DecimalSeparator.init(rawValue:))
        )
    }

    /// The answer to this question.
    public var answer: PriceTextAnswer {
        PriceTextAnswer(id: id, reading: PriceText.read(text ?? "", hints: hints))
    }
}
