import SalesCore
import Testing

/// A price text with what it must be read as.
///
/// The expectation is `1299 EUR` for a price, `?1299|1.299` for an ambiguous text with its readings, `10..20 EUR` for a
/// range and `-` for no price. A currency is written where it is decided.
struct PriceTextCase: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: String
    let hints: PriceTextHints

    init(
        _ text: String,
        _ expected: String,
        currency: String? = nil,
        decimal: DecimalSeparator? = nil,
        language: String? = nil,
        country: String? = nil
    ) {
        self.text = text
        self.expected = expected
        hints = PriceTextHints(
            currency: currency.flatMap { Currency(code: $0) },
            decimalSeparator: decimal,
            language: language,
            country: country
        )
    }

    var testDescription: String { "“\(text)” is \(expected)" }

    /// What the text is read as, in the expectation's own writing.
    var found: String {
        func written(_ amount: String, _ currency: Currency?) -> String {
            currency.map { "\(amount) \($0.code)" } ?? amount
        }
        switch PriceText.read(text, hints: hints).outcome {
        case .none: return "-"
        case .price(let value): return written(value.amount, value.currency)
        case .range(let low, let high): return written("\(low.amount)..\(high.amount)", low.currency)
        case .ambiguous(let values, _):
            var seen: Set<String> = []
            return "?" + values.flatMap(\.readings).filter { seen.insert($0).inserted }.joined(separator: "|")
        }
    }
}
