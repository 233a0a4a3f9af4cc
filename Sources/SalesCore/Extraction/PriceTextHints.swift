/// What is known about a price text from elsewhere: the page's currency, language and country.
///
/// A hint never overrules what the text itself says (`£54.17` stays pounds whatever the hint); it decides only where
/// the text leaves a choice: which dollar `$` is, which krone `kr`, and whether `1.299` is a thousand or one and a bit.
public struct PriceTextHints: Hashable, Sendable {
    /// The currency that the page states elsewhere.
    public var currency: Currency?
    /// The decimal separator, where it is known for certain (from a pin or a configured website).
    public var decimalSeparator: DecimalSeparator?
    /// The language tag of the page (BCP 47), for example `de`, `en-GB` or `pt_BR`; a region in it counts as country.
    public var language: String?
    /// The country of the shop, ISO 3166-1 alpha-2, for example `CA`; wins over the region of ``language``.
    public var country: String?

    /// Hints; all of them are optional.
    public init(
        currency: Currency? = nil,
        decimalSeparator: DecimalSeparator? = nil,
        language: String? = nil,
        country: String? = nil
    ) {
        self.currency = currency
        self.decimalSeparator = decimalSeparator
        self.language = language
        self.country = country
    }

    /// Nothing is known.
    public static let none = PriceTextHints()
}
