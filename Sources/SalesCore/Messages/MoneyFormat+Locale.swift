internal import Foundation

extension MoneyFormat {
    /// The amount as people of a locale write it: `39,99 €` in German, `₹1,00,000.00` in Indian English.
    ///
    /// Digits, separators and symbols are those of Unicode CLDR; the digits are exact. Without a locale, and in English
    /// without a region, it is ``text(_:)``.
    /// - Parameters:
    ///   - money: The amount.
    ///   - locale: A tag of BCP 47; one that is not known is written as its language is, or as English.
    public static func text(_ money: Money, locale: String?) -> String {
        guard let locale, locale.lowercased() != "en", let amount = Decimal(string: money.decimal) else {
            return text(money)
        }
        let style = Decimal.FormatStyle.Currency(code: money.currency.code, locale: Locale(identifier: locale))
        return amount.formatted(style.precision(.fractionLength(money.currency.minorUnitDigits)))
    }

    /// A plain decimal number within words, with the decimal separator of a locale.
    static func localized(_ words: String, locale: String?) -> String {
        guard let locale, let separator = Locale(identifier: locale).decimalSeparator else { return words }
        return words.replacingOccurrences(of: ".", with: separator)
    }
}
