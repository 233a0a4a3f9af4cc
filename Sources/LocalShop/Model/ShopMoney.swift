/// An exact price: whole minor units and a currency.
struct ShopMoney: Equatable, Sendable {
    /// The largest price that the shop takes, in minor units; far above any real one and far below overflow.
    static let limit: Int64 = 99_999_999_999

    var minor: Int64
    var currency: ShopCurrency

    init(minor: Int64, currency: ShopCurrency) {
        self.minor = minor
        self.currency = currency
    }

    /// Reads a plain decimal such as `39.99`, `40` or `0.5`; nil when it is anything else, has more decimals than the
    /// currency, or is above ``limit``.
    init?(text: String, currency: ShopCurrency) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 12 else { return nil }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !decimals.isEmpty, decimals.count <= currency.digits else { return nil }
        let padded = decimals + String(repeating: "0", count: currency.digits - decimals.count)
        let digits = String(whole + padded)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let minor = Int64(digits), minor <= Self.limit
        else { return nil }
        self.init(minor: minor, currency: currency)
    }

    /// The amount as machines write it: `1299.00`, and `12800` for a currency without a minor unit.
    var decimal: String {
        guard currency.digits > 0 else { return String(minor) }
        return "\(minor / 100).\(fraction)"
    }

    /// The amount as a page of this currency writes it: `£1,299.00`, `1.299,00 €`, `$1,299.00`, `12,800円`.
    var display: String {
        switch currency {
        case .gbp: "£\(grouped(minor / 100, by: ",")).\(fraction)"
        case .eur: "\(grouped(minor / 100, by: ".")),\(fraction) €"
        case .usd: "$\(grouped(minor / 100, by: ",")).\(fraction)"
        case .jpy: "\(grouped(minor, by: ","))円"
        }
    }

    private var fraction: String {
        let cents = minor % 100
        return cents < 10 ? "0\(cents)" : "\(cents)"
    }

    private func grouped(_ value: Int64, by separator: String) -> String {
        let digits = Array(String(value))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
            result.append(digit)
        }
        return result
    }
}
