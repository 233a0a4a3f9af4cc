import SalesCore

/// A product with what one person wants of it and what hangs on it.
enum FollowedRow {
    /// A product with its rows of other tables (``ProductRow/tables``), a subscription `f` to it and its website `w`.
    static let columns = "\(ProductRow.columns), \(subscription), \(website)"

    private static let subscription =
        SubscriptionRow.columns.split(separator: ", ").map { "f.\($0)" }.joined(separator: ", ")
    private static let website = WebsiteRow.columns.split(separator: ", ").map { "w.\($0)" }.joined(separator: ", ")

    static func read(_ row: inout RowReader) throws -> FollowedProduct {
        let product = try ProductRow.read(&row)
        let subscription = try SubscriptionRow.read(&row)
        return FollowedProduct(product: product, subscription: subscription, website: try WebsiteRow.read(&row))
    }

    /// Rows of `daily_prices`, a list for each column.
    static let days = """
        coalesce(array_agg((day - DATE '1970-01-01')::bigint ORDER BY day), '{}') AS days,
        coalesce(array_agg(currency::text ORDER BY day), '{}') AS currencies,
        coalesce(array_agg(open_minor ORDER BY day), '{}') AS opens,
        coalesce(array_agg(low_minor ORDER BY day), '{}') AS lows,
        coalesce(array_agg(high_minor ORDER BY day), '{}') AS highs,
        coalesce(array_agg(close_minor ORDER BY day), '{}') AS closes
        """

    /// The names of ``days``.
    static let dayLists = ["days", "currencies", "opens", "lows", "highs", "closes"]

    static func readDays(of product: ProductID, _ row: inout RowReader) throws -> [DailyPrices] {
        let days = try row.numbers()
        let currencies = try row.currencies()
        let (opens, lows) = (try row.numbers(), try row.numbers())
        let (highs, closes) = (try row.numbers(), try row.numbers())
        guard [currencies.count, opens.count, lows.count, highs.count, closes.count].allSatisfy({ $0 == days.count })
        else { throw uneven }
        return days.indices.map { index in
            func amount(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: currencies[index]) }
            return DailyPrices(
                productID: product,
                day: days[index],
                open: amount(opens[index]),
                low: amount(lows[index]),
                high: amount(highs[index]),
                close: amount(closes[index])
            )
        }
    }

    /// Rows of prices `r`, a list for each column.
    static let changes = """
        coalesce(array_agg(r.observed_at), '{}') AS moments, coalesce(array_agg(r.price_minor), '{}') AS prices,
        coalesce(array_agg(r.price_currency::text), '{}') AS currencies,
        coalesce(array_agg(r.list_price_minor), '{}') AS list_prices,
        coalesce(array_agg(r.list_price_currency::text), '{}') AS list_currencies,
        coalesce(array_agg(r.availability), '{}') AS availabilities,
        coalesce(array_agg(r.is_carried_forward), '{}') AS carried
        """

    /// The names of ``changes``.
    static let changeLists = [
        "moments", "prices", "currencies", "list_prices", "list_currencies", "availabilities", "carried",
    ]

    static func readChanges(of product: ProductID, _ row: inout RowReader) throws -> [PricePoint] {
        let moments = try row.numbers().map(Timestamp.init(postgresMicroseconds:))
        let (prices, currencies) = (try row.numbers(), try row.currencies())
        let (listPrices, listCurrencies) = (try row.numbersOrNil(), try row.currenciesOrNil())
        let (availabilities, carried) = (try row.words(Availability.self), try row.flags())
        guard
            [
                prices.count, currencies.count, listPrices.count, listCurrencies.count, availabilities.count,
                carried.count,
            ].allSatisfy({ $0 == moments.count })
        else { throw uneven }
        return moments.indices.map { index in
            var listPrice: Money?
            if let minorUnits = listPrices[index], let currency = listCurrencies[index] {
                listPrice = Money(minorUnits: minorUnits, currency: currency)
            }
            return PricePoint(
                productID: product,
                observedAt: moments[index],
                price: Money(minorUnits: prices[index], currency: currencies[index]),
                listPrice: listPrice,
                availability: availabilities[index],
                isCarriedForward: carried[index]
            )
        }
    }

    private static let uneven = RowReader.Unreadable(column: "history", expected: "lists of one length")
}
