/// The currencies that the shop sells in, with the way its pages write them.
enum ShopCurrency: String, CaseIterable, Sendable {
    case gbp = "GBP"
    case eur = "EUR"
    case usd = "USD"
    case jpy = "JPY"

    /// How many digits the minor unit has (ISO 4217).
    var digits: Int {
        self == .jpy ? 0 : 2
    }

    /// The language tag of a page in this currency, so that a reader of the visible text has its context.
    var language: String {
        switch self {
        case .gbp: "en-GB"
        case .eur: "de-DE"
        case .usd: "en-US"
        case .jpy: "ja-JP"
        }
    }

    /// The currency that the `currency` fault shows instead of this one.
    var mistaken: ShopCurrency {
        switch self {
        case .gbp: .eur
        case .eur: .usd
        case .usd: .gbp
        case .jpy: .usd
        }
    }
}
