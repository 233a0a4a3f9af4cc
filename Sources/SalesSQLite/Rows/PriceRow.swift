import SalesCore

/// A row of `prices`.
enum PriceRow {
    static let columns = """
        product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency, availability, \
        is_carried_forward
        """

    /// Adds a row unless its (product, time) is there.
    static let insert = """
        INSERT INTO prices (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    static func read(_ row: inout RowReader) throws -> PricePoint {
        PricePoint(
            productID: try row.id(),
            observedAt: try row.moment(),
            price: try row.money(),
            listPrice: try row.moneyOrNil(),
            availability: try row.word(),
            isCarriedForward: try row.flag()
        )
    }

    static func arguments(_ point: PricePoint) -> Arguments {
        var arguments = Arguments()
        arguments.add(point.productID)
        arguments.add(point.observedAt)
        arguments.add(point.price)
        arguments.add(point.listPrice)
        arguments.add(point.availability.rawValue)
        arguments.add(point.isCarriedForward)
        return arguments
    }
}
