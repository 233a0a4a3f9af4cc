import SalesCore

extension Retained {
    /// What one of them is called.
    private var noun: String {
        switch self {
        case .alerts: "alert"
        case .events: "price change"
        case .dailyPrices: "day of a chart"
        case .robots: "robots.txt"
        }
    }

    /// What several of them are called.
    var plural: String {
        switch self {
        case .alerts: "alerts"
        case .events: "price changes"
        case .dailyPrices: "days of charts"
        case .robots: "robots.txt"
        }
    }

    /// So many of them, in words.
    func words(_ count: Int) -> String { CountedNoun.text(count, noun, plural) }
}
