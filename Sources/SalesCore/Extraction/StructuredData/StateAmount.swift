/// The amount of a price in embedded state: by itself, or in objects such as `{"value": {"centAmount": 1999, …}}`.
struct StateAmount {
    /// The amount in whole units, as it is written.
    let text: String
    let currency: Currency?
    /// Whether it is a bare integer of a currency that has cents.
    let mayCountCents: Bool

    /// Nil where the value states no amount.
    init?(_ value: LooseJSON, currency: String?, depth: Int = 0) {
        guard value.isObject else {
            guard let text = value.text else { return nil }
            self.text = text
            self.currency = currency.flatMap { CurrencyEvidence.currency(named: $0) }
            let isInteger = if case .number(let digits) = value { !digits.contains(".") } else { false }
            mayCountCents = isInteger && self.currency?.minorUnitDigits != 0
            return
        }
        let own = value.first(of: Self.currencyNames)?.value.text ?? currency
        if let cents = value.first(of: Self.minorNames)?.value.text {
            let code = own.flatMap { CurrencyEvidence.currency(named: $0) }
            guard let digits = value["fractionDigits"]?.text.flatMap({ Int($0) }) ?? code?.minorUnitDigits,
                let amount = MinorUnits.decimal(cents, digits: digits)
            else { return nil }
            text = amount
            self.currency = code
            mayCountCents = false
            return
        }
        guard depth < Self.maximumDepth, let inner = value.first(of: Self.valueNames)?.value,
            let amount = StateAmount(inner, currency: own, depth: depth + 1)
        else { return nil }
        self = amount
    }

    static let currencyNames = ["priceCurrency", "currency", "currencyCode", "currency_code"]
    private static let minorNames = ["centAmount", "amountInCents", "amount_in_cents", "minorUnits", "minor_units"]
    private static let valueNames = ["value", "amount", "current", "price", "now", "sale", "raw"]
    /// How deep an amount lies in the objects of its price.
    private static let maximumDepth = 3
}
