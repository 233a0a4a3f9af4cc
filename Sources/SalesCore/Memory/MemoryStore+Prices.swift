extension MemoryStore {
    /// A product's rows in the order of their times.
    public func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<PricePoint> {
        var start = range.lowerBound
        if let token {
            let last = try token.position
            guard last < Int64.max else { return Page(elements: [], next: nil) }
            start = max(start, Timestamp(milliseconds: last + 1))
        }
        let rows = prices[product]?.rows(from: start, before: range.upperBound) ?? []
        let elements = Array(rows.prefix(pageSize(limit)))
        let isLast = elements.count == rows.count
        let next = isLast ? nil : elements.last.map { PageToken(position: $0.observedAt.milliseconds) }
        return Page(elements: elements, next: next)
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) throws(StoreError) -> [DailyPrices] {
        prices[product]?.days(days, of: product) ?? []
    }

    /// Adds rows that were observed in the past.
    public func importPrices(_ rows: [PricePoint]) throws(StoreError) -> Int {
        var added = 0
        for row in rows where products.row(row.productID.rawValue) != nil {
            if prices[row.productID, default: PriceRows()].insert(row) { added += 1 }
        }
        return added
    }
}
