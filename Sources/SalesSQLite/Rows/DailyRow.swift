import SalesCore

/// A row of `daily_prices`.
enum DailyRow {
    static let columns = """
        product_id, day, currency, open_minor, low_minor, high_minor, close_minor, opened_at, closed_at
        """

    /// What purged rows made of a product's day.
    static let find = "SELECT \(columns) FROM daily_prices WHERE product_id = ? AND day = ?"

    /// What purged rows made of a product's days.
    static let range = "SELECT \(columns) FROM daily_prices WHERE product_id = ? AND day >= ? AND day < ?"

    static let save = "INSERT OR REPLACE INTO daily_prices (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

    static func read(_ row: inout RowReader) throws -> RolledDay {
        let (product, day): (ProductID, Int64) = (try row.id(), try row.number())
        guard let currency = try row.currencyOrNil() else {
            throw RowReader.Unreadable(column: "daily_prices.currency", expected: "a currency of ISO 4217")
        }
        func amount(_ row: inout RowReader) throws -> Money {
            Money(minorUnits: try row.number(), currency: currency)
        }
        let prices = DailyPrices(
            productID: product,
            day: day,
            open: try amount(&row),
            low: try amount(&row),
            high: try amount(&row),
            close: try amount(&row)
        )
        return RolledDay(openedAt: try row.moment(), closedAt: try row.moment(), prices: prices)
    }

    static func arguments(_ day: RolledDay) -> Arguments {
        var arguments = Arguments(capacity: 9)
        arguments.add(day.prices.productID)
        arguments.add(day.prices.day)
        arguments.add(day.prices.close.currency.code)
        for price in [day.prices.open, day.prices.low, day.prices.high, day.prices.close] {
            arguments.add(price.minorUnits)
        }
        arguments.add(day.openedAt)
        arguments.add(day.closedAt)
        return arguments
    }
}
