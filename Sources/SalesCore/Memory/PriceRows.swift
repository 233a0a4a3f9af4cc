/// One product's price rows in the order of their times, one for each time.
struct PriceRows: Sendable {
    private var rows: [PricePoint] = []

    /// Adds a row unless one of its time is there; answers whether it was added.
    mutating func insert(_ row: PricePoint) -> Bool {
        let index = rows.partitionIndex { $0.observedAt >= row.observedAt }
        if index < rows.endIndex, rows[index].observedAt == row.observedAt { return false }
        rows.insert(row, at: index)
        return true
    }

    /// The rows from a moment on and before another.
    func rows(from start: Timestamp, before end: Timestamp) -> ArraySlice<PricePoint> {
        let first = rows.partitionIndex { $0.observedAt >= start }
        let last = rows.partitionIndex { $0.observedAt >= end }
        return rows[first..<max(first, last)]
    }

    /// Open, low, high and close of each day that has rows, counting those in the currency of its last.
    func days(_ days: Range<Int64>, of product: ProductID) -> [DailyPrices] {
        let slice = rows.partitionIndex { $0.observedAt.utcDay >= days.lowerBound }
        var result: [DailyPrices] = []
        var index = slice
        while index < rows.endIndex, rows[index].observedAt.utcDay < days.upperBound {
            let day = rows[index].observedAt.utcDay
            let end = rows[index...].partitionIndex { $0.observedAt.utcDay > day }
            let currency = rows[end - 1].price.currency
            let prices = rows[index..<end].map(\.price).filter { $0.currency == currency }
            if let open = prices.first, let close = prices.last {
                let units = prices.map(\.minorUnits)
                let low = Money(minorUnits: units.min() ?? open.minorUnits, currency: currency)
                let high = Money(minorUnits: units.max() ?? open.minorUnits, currency: currency)
                let row = DailyPrices(productID: product, day: day, open: open, low: low, high: high, close: close)
                result.append(row)
            }
            index = end
        }
        return result
    }
}
