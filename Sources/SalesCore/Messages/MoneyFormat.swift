/// Money as people write it in English: `£1,299.00`, `¥10,000`, `1,299.00 SEK`.
///
/// Independent of any locale, so that every message, table and test reads the same everywhere, and exact: the digits
/// are those of ``Money/decimal``. A symbol is used where it can mean one currency only, as Unicode CLDR's English
/// names have them; a bare `$` is always USD.
public enum MoneyFormat {
    /// The amount with its currency's symbol where that is unambiguous, otherwise with its code behind.
    public static func text(_ money: Money) -> String {
        guard let symbol = money.currency.symbol else { return textWithCode(money) }
        return (money.minorUnits < 0 ? "-" : "") + symbol + grouped(money)
    }

    /// The amount with its currency's code behind: `1,299.00 GBP`, which every carrier can write.
    public static func textWithCode(_ money: Money) -> String {
        "\(money.minorUnits < 0 ? "-" : "")\(grouped(money)) \(money.currency.code)"
    }

    /// The digits without sign, with a comma before every three whole digits.
    private static func grouped(_ money: Money) -> String {
        let decimal = money.decimal.drop { $0 == "-" }
        let point = decimal.firstIndex(of: ".") ?? decimal.endIndex
        let whole = decimal[..<point]
        var result = ""
        for (position, digit) in whole.enumerated() {
            if position > 0, (whole.count - position).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result + decimal[point...]
    }
}
