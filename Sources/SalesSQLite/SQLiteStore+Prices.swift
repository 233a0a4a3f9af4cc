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
        let sql = """
            SELECT \(PriceRow.columns) FROM all_prices \(condition.clause) ORDER BY observed_at LIMIT \(size + 1)
            """
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, PriceRow.read), size: size) { $0.observedAt.milliseconds }
        }
    }

    /// A product's open, low, high and close of each UTC day.
    public func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        let bounds = Arguments(
            product.rawValue,
            Timestamp.start(ofUTCDay: days.lowerBound).milliseconds,
            Timestamp.start(ofUTCDay: days.upperBound).milliseconds
        )
        return try await read { db in
            // From the last row to the first: a day's last row decides its currency.
            var present: [RolledDay] = []
            _ = try db.rows(PriceStatements.back, bounds) { row in
                let part = RolledDay(try PriceRow.read(&row))
                if let last = present.last, last.prices.day == part.prices.day {
                    present[present.count - 1].add(part)
                } else {
                    present.append(part)
                }
            }
            // What days were before rows of theirs were purged.
            let purged = try db.rows(
                DailyRow.range,
                Arguments(product.rawValue, days.lowerBound, days.upperBound),
                DailyRow.read
            )
            return present.following(purged)
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
}

/// The statements of prices, whose plans are tested.
enum PriceStatements {
    /// A product's rows of a span from the last to the first.
    static let back = """
        SELECT \(PriceRow.columns) FROM all_prices WHERE product_id = ? AND observed_at >= ? AND observed_at < ?
        ORDER BY observed_at DESC
        """
}
