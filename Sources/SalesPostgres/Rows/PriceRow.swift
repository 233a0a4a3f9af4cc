import SalesCore

/// A row of `prices`, `prices_frozen` or `prices_late`.
enum PriceRow {
    static let columns = """
        product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency, availability, \
        is_carried_forward
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

    /// The columns of many rows, in the order of ``columns``.
    static func arguments(_ points: [PricePoint], into arguments: inout Arguments) {
        arguments.addAll(points.map(\.productID))
        arguments.addAll(points.map(\.observedAt))
        arguments.addAll(points.map(\.price))
        arguments.addAll(points.map(\.listPrice))
        arguments.addAll(points.map(\.availability.rawValue))
        arguments.addAll(points.map(\.isCarriedForward))
    }

    /// One row of COPY, in the order of ``columns``.
    static func copy(_ point: PricePoint, into cells: inout BinaryCells) {
        cells.addInteger(fieldCount)
        cells.add(point.productID.rawValue)
        cells.add(point.observedAt)
        cells.add(point.price.minorUnits)
        cells.add(point.price.currency.code)
        cells.add(point.listPrice?.minorUnits)
        cells.add(point.listPrice?.currency.code)
        cells.add(point.availability.rawValue)
        cells.add(point.isCarriedForward)
    }

    private static let fieldCount: Int16 = 8
}
