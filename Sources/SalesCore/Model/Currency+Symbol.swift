extension Currency {
    /// The symbol that can mean this currency only, as Unicode CLDR's English names have it; nil where there is none.
    ///
    /// A bare `$` is always USD.
    var symbol: String? { Self.symbols[code] }

    /// The currency of a ``symbol``, in letters of any case; nil for a text that is none.
    init?(symbol: String) {
        let lower = symbol.lowercased()
        guard let code = Self.symbols.first(where: { $0.value.lowercased() == lower })?.key else { return nil }
        self.init(code: code)
    }

    /// Source: Unicode CLDR, locale `en`, currency symbols.
    private static let symbols = [
        "GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥",
        "HKD": "HK$", "ILS": "₪", "INR": "₹", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$", "VND": "₫",
    ]
}
