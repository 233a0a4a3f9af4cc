/// What a product cost on the days before a change: the lows and highs that rules compare with.
public struct PriceHistory: Hashable, Sendable {
    /// One day's range.
    struct Day: Hashable, Sendable {
        let day: Int64
        let low: Money
        let high: Money
    }

    /// The UTC day of the change.
    private let today: Int64
    /// The days that have prices, the day of the change among them as far as it was over.
    private let days: [Day]

    /// No history.
    public static let none = PriceHistory(today: 0, days: [])

    /// A history.
    ///
    /// - Parameters:
    ///   - moment: When the change was confirmed.
    ///   - past: The days before its day.
    ///   - earlier: The rows of its day before the moment.
    public init(before moment: Timestamp, past: [DailyPrices], earlier: [PricePoint]) {
        let today = moment.utcDay
        let rows = earlier.filter { $0.observedAt < moment }
        self.init(
            today: today,
            days: past.map { Day(day: $0.day, low: $0.low, high: $0.high) }
                + rows.map { Day(day: today, low: $0.price, high: $0.price) }
        )
    }

    private init(today: Int64, days: [Day]) {
        self.today = today
        self.days = days
    }

    /// The lowest price in a currency of so many UTC days before the day of the change, and of that day before it.
    public func lowest(days count: Int, in currency: Currency) -> Money? {
        range(count, currency).map(\.low).min { $0.minorUnits < $1.minorUnits }
    }

    /// The highest price, likewise.
    public func highest(days count: Int, in currency: Currency) -> Money? {
        range(count, currency).map(\.high).max { $0.minorUnits < $1.minorUnits }
    }

    private func range(_ count: Int, _ currency: Currency) -> [Day] {
        let first = today - Int64(clamping: count)
        return days.filter { $0.day >= first && $0.low.currency == currency && $0.high.currency == currency }
    }
}
