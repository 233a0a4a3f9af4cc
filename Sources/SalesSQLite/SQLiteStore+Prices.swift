internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// A product's rows in the order of their times.
    public func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("product_id = ?", product)
        condition.add("observed_at >= ?") { $0.add(range.lowerBound) }
        condition.add("observed_at < ?") { $0.add(range.upperBound) }
        if let last = try token?.position { condition.add("observed_at > ?") { $0.add(last) } }
        let sql = "SELECT \(PriceRow.columns) FROM prices \(condition.clause) ORDER BY observed_at LIMIT \(size + 1)"
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, PriceRow.read), size: size) { $0.observedAt.milliseconds }
        }
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        let bounds = Arguments(product.rawValue, Self.start(ofDay: days.lowerBound), Self.start(ofDay: days.upperBound))
        return try await read { db in
            var found: [DailyPrices] = []
            // From the last row to the first: a day's last row decides its currency.
            _ = try db.rows(
                """
                SELECT observed_at, price_minor, price_currency FROM prices
                WHERE product_id = ? AND observed_at >= ? AND observed_at < ? ORDER BY observed_at DESC
                """,
                bounds
            ) { row in
                let day = try row.moment().utcDay
                let price = try row.money()
                if let last = found.last, last.day == day {
                    found[found.count - 1].addEarlier(price)
                } else {
                    found.append(
                        DailyPrices(productID: product, day: day, open: price, low: price, high: price, close: price)
                    )
                }
            }
            return found.reversed()
        }
    }

    /// Adds rows that were observed in the past.
    public func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int {
        // In the order of the primary key, which writes each page of the file once.
        let ordered = rows.sorted { ($0.productID, $0.observedAt) < ($1.productID, $1.observedAt) }
        return try await write { db, _ in
            var added = 0
            var known: (id: ProductID, exists: Bool)?
            for row in ordered {
                if known?.id != row.productID { known = (row.productID, try db.exists("products", row.productID)) }
                guard known?.exists == true else { continue }
                added += try db.run(PriceRow.insert, PriceRow.arguments(row))
            }
            return added
        }
    }

    /// The first moment of a UTC day, held within what a moment can be.
    private static func start(ofDay day: Int64) -> Int64 {
        let (start, overflow) = day.multipliedReportingOverflow(by: Timestamp.millisecondsPerDay)
        return overflow ? (day < 0 ? .min : .max) : start
    }
}

extension DailyPrices {
    /// Takes in a row that is earlier than all so far; one in another currency than the day's last does not count.
    fileprivate mutating func addEarlier(_ price: Money) {
        guard price.currency == close.currency else { return }
        open = price
        if price.isLess(than: low) { low = price }
        if high.isLess(than: price) { high = price }
    }
}
