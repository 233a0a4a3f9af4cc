/// What is recorded of one product: its rows and its days, for asking what was known at any moment.
public struct RecordedPast: Hashable, Sendable {
    /// The rows, oldest first.
    public let rows: [PricePoint]
    /// The days that have prices, oldest first.
    public let days: [DailyPrices]

    /// A past of rows and days in any order.
    public init(rows: [PricePoint], days: [DailyPrices]) {
        self.rows = rows.sorted { $0.observedAt < $1.observedAt }
        self.days = days.sorted { $0.day < $1.day }
    }

    /// What the product cost on so many days before a moment, and on that day before it.
    func history(before moment: Timestamp, days count: Int) -> PriceHistory {
        guard count > 0 else { return .none }
        let today = moment.utcDay
        let begin = days.partitionIndex { $0.day >= today - Int64(count) }
        let past = days[begin..<days.partitionIndex { $0.day >= today }]
        let midnight = rows.partitionIndex { $0.observedAt.utcDay >= today }
        let earlier = rows[midnight..<rows.partitionIndex { $0.observedAt >= moment }]
        return PriceHistory(before: moment, past: Array(past), earlier: Array(earlier))
    }
}
