/// Reads prices from bare text exactly, and says so where a text can mean more than one amount.
public enum PriceText {
    /// Longer texts are read up to here, in Unicode scalars; a price label is short.
    public static let maximumScalars = 4096
    /// The most prices that are kept from one text.
    public static let maximumValues = 32

    /// All prices in a text with their meaning, and the decision which of them is the price.
    ///
    /// Takes time linear in the text's length and never fails; a text without a price gives
    /// ``PriceTextReading/Outcome/none``.
    public static func read(_ text: String, hints: PriceTextHints = .none) -> PriceTextReading {
        .none
    }

    /// The one currency that a text names, be it next to a price (`ab 19,99 €`) or alone (`Kč`).
    ///
    /// Nil where there is none, where two are named and where a sign stays undecided (`$` without a telling hint).
    public static func currency(in text: String, hints: PriceTextHints = .none) -> Currency? {
        nil
    }
}
