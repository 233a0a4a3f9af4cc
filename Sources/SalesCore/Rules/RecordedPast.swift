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
        let past = days[first(days) { $0.day >= today - Int64(count) }..<first(days) { $0.day >= today }]
        let earlier = rows[first(rows) { $0.observedAt.utcDay >= today }..<first(rows) { $0.observedAt >= moment }]
        return PriceHistory(before: moment, past: Array(past), earlier: Array(earlier))
    }

    /// The first index that something holds of, in a list in whose order it begins to hold; the end where it never
    /// does.
    private func first<Element>(_ list: [Element], where holds: (Element) -> Bool) -> Int {
        var (low, high) = (list.startIndex, list.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(list[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
