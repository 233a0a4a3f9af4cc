import SalesCore

/// A change of a price, for programs, as at the terminal.
struct PriceJSON: Encodable {
    let at: String
    let price: MoneyJSON
    let listPrice: MoneyJSON?
    let availability: String
    let isCarriedForward: Bool

    enum CodingKeys: String, CodingKey {
        case at, price
        case listPrice = "list_price"
        case availability
        case isCarriedForward = "is_carried_forward"
    }

    init(_ row: PricePoint) {
        at = row.observedAt.description
        price = MoneyJSON(row.price)
        listPrice = row.listPrice.map(MoneyJSON.init)
        availability = row.availability.rawValue
        isCarriedForward = row.isCarriedForward
    }
}

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
