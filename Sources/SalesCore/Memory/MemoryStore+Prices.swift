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
        let size = pageSize(limit)
        return Page(rows(of: product, from: start, before: range.upperBound, atMost: size + 1), size: size) {
            $0.observedAt.milliseconds
        }
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) throws(StoreError) -> [DailyPrices] {
        let living = rows(
            of: product,
            from: .start(ofUTCDay: days.lowerBound),
            before: .start(ofUTCDay: days.upperBound)
        )
        let purged = (archive.rolled[product] ?? [:]).values.filter { days.contains($0.prices.day) }
        return RolledDay.days(of: living).following(purged)
    }

    /// Adds rows that were observed in the past.
    public func importPrices(_ rows: [PricePoint]) throws(StoreError) -> Int {
        var added = 0
        for row in rows where products.row(row.productID.rawValue) != nil {
            if insert(row) { added += 1 }
        }
        return added
    }

    /// Adds a row unless one of its time is there; answers whether it was added.
    func insert(_ row: PricePoint) -> Bool {
        guard archive.held[row.productID]?.hasRow(at: row.observedAt) != true else { return false }
        return prices[row.productID, default: PriceRows()].insert(row)
    }

    /// A product's first rows from a moment on and before another: its own and those that runs of the archive hold.
    func rows(
        of product: ProductID,
        from start: Timestamp,
        before end: Timestamp,
        atMost limit: Int = .max
    ) -> [PricePoint] {
        let own = prices[product]?.rows(from: start, before: end).prefix(limit) ?? []
        let held = archive.held[product]?.rows(from: start, before: end).prefix(limit) ?? []
        guard !held.isEmpty else { return Array(own) }
        return Array((own + held).sorted { $0.observedAt < $1.observedAt }.prefix(limit))
    }
}
