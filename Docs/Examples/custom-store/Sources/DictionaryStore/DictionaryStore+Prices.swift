public import SalesCore

extension DictionaryStore {
    /// A product's rows in the order of their times.
    public func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<PricePoint> {
        let rows = (prices[product] ?? [:]).filter { range.contains($0.key) }
        let numbered = Dictionary(uniqueKeysWithValues: rows.map { ($0.key.milliseconds, $0.value) })
        return try page(numbered, after: token, limit: limit)
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) throws(StoreError) -> [DailyPrices] {
        let rows = (prices[product] ?? [:]).values.filter { days.contains($0.observedAt.utcDay) }
        return Dictionary(grouping: rows, by: \.observedAt.utcDay).sorted { $0.key < $1.key }.compactMap { day, rows in
            let inOrder = rows.sorted { $0.observedAt < $1.observedAt }.map(\.price)
            guard let close = inOrder.last else { return nil }
            let counted = inOrder.filter { $0.currency == close.currency }
            let sorted = counted.sorted { $0.minorUnits < $1.minorUnits }
            guard let open = counted.first, let low = sorted.first, let high = sorted.last else { return nil }
            return DailyPrices(productID: product, day: day, open: open, low: low, high: high, close: close)
        }
    }

    /// Adds rows that were observed in the past.
    public func importPrices(_ rows: [PricePoint]) throws(StoreError) -> Int {
        rows.filter { products[$0.productID.rawValue] != nil && addPrice($0) }.count
    }

    /// Adds a row unless one of its moment is there; answers whether it was added.
    func addPrice(_ row: PricePoint) -> Bool {
        guard prices[row.productID]?[row.observedAt] == nil else { return false }
        prices[row.productID, default: [:]][row.observedAt] = row
        return true
    }
}
