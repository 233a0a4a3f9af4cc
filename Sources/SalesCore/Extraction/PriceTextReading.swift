/// One price that stands in a text: its exact amount, its currency as far as the text and the hints tell, its meaning.
public struct PriceTextValue: Hashable, Sendable {
    /// Every amount that the digits can mean, as plain decimal strings (`1299.00`), the likeliest first; never empty.
    ///
    /// More than one where nothing decides: `1.299` is `1299` or `1.299`.
    public var readings: [String]
    /// Why the amount is not certain although there may be one reading only; nil where it is certain.
    public var doubt: String?
    /// The currency, where the text or a hint decides it.
    public var currency: Currency?
    /// The currencies that the sign in the text can mean, the likeliest first: one where it is decided, several for
    /// a bare `$` or `kr`, none where there is no sign or one of no active currency (`DEM`).
    public var possibleCurrencies: [Currency]
    /// The currency sign as the text has it, for example `zł` or `US$`; nil where the number stands alone.
    public var token: String?
    /// What the words around say that the price means; ``Candidate/Kind/current`` where they say nothing.
    public var kind: Candidate.Kind
    /// Whether ``kind`` comes from a word in the text ("was", "now", "/ kg") and is not just the default.
    public var isKindStated: Bool
    /// Where the digits stand, in Unicode scalars from the text's start.
    public var range: Range<Int>

    /// The likeliest amount as a plain decimal string with as many fraction digits as the text has.
    public var amount: String { readings.first ?? "0" }

    /// Whether the amount can be relied on: one reading and no doubt.
    public var isCertain: Bool { readings.count == 1 && doubt == nil }

    /// The amount in minor units; nil where the amount or the currency is not certain or finer than the currency's unit.
    public var money: Money? {
        guard isCertain, let currency else { return nil }
        return Money(decimal: amount, currency: currency)
    }
}

/// What a text says about a price.
public struct PriceTextReading: Hashable, Sendable {
    /// The decision over all values of the text.
    public enum Outcome: Hashable, Sendable {
        /// One price; ``PriceTextValue/kind`` tells whether it is a list price, a unit price or a "from" price.
        case price(PriceTextValue)
        /// The amount cannot be told, or several prices stand there and no word says which is paid.
        case ambiguous([PriceTextValue], reason: String)
        /// From one price to another.
        case range(low: PriceTextValue, high: PriceTextValue)
        /// No price.
        case none
    }

    /// The decision.
    public var outcome: Outcome
    /// Every price in the text in its order, at most ``PriceText/maximumValues``.
    ///
    /// Savings, percentages, dates, dimensions and the like are not in it; shipping is, with its kind.
    public var values: [PriceTextValue]

    /// The one price, where there is one.
    public var price: PriceTextValue? {
        if case .price(let value) = outcome { value } else { nil }
    }

    /// No price.
    public static let none = PriceTextReading(outcome: .none, values: [])
}
