import SalesCore

/// The prices of a UTC day, for programs.
struct DayJSON: Encodable {
    /// `2026-03-01`.
    let day: String
    let open: MoneyJSON
    let low: MoneyJSON
    let high: MoneyJSON
    let close: MoneyJSON

    init(_ prices: DailyPrices) {
        day = String(Timestamp.start(ofUTCDay: prices.day).description.prefix { $0 != "T" })
        open = MoneyJSON(prices.open)
        low = MoneyJSON(prices.low)
        high = MoneyJSON(prices.high)
        close = MoneyJSON(prices.close)
    }
}
