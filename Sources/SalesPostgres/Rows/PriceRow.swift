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

    /// The columns of a row as they travel with an outcome, all null where it has none, beside its state's columns.
    static let outcomeColumns = """
        observed_at, row_minor, row_currency, row_list_minor, row_list_currency, row_availability, is_carried_forward
        """

    /// The same under the names of ``columns`` that stand behind the product.
    static let outcomeValues = """
        observed_at, row_minor AS price_minor, row_currency AS price_currency, row_list_minor AS list_price_minor, \
        row_list_currency AS list_price_currency, row_availability AS availability, is_carried_forward
        """

    /// How many ``outcomeColumns`` there are.
    static let outcomeCount = 7

    /// One array for each of ``outcomeColumns``, beginning with the given number.
    static func outcomeArrays(from first: Int) -> String {
        let types = ["timestamptz", "bigint", "text", "bigint", "text", "text", "boolean"]
        return types.enumerated().map { "$\(first + $0)::\($1)[]" }.joined(separator: ", ")
    }

    /// The columns of the rows of many outcomes, in the order of ``outcomeColumns``.
    static func outcomeArguments(_ points: [PricePoint?], into arguments: inout Arguments) {
        arguments.addAll(points.map { $0?.observedAt })
        arguments.addAll(points.map { $0?.price })
        arguments.addAll(points.map { $0?.listPrice })
        arguments.addAll(points.map { $0?.availability.rawValue })
        arguments.addAll(points.map { $0?.isCarriedForward ?? false })
    }

    /// One row of COPY, in the order of ``columns``.
    static func copy(_ point: PricePoint, into cells: inout BinaryCells) {
        cells.addInteger(fieldCount)
        add(point, to: &cells)
    }

    /// One row of COPY into `prices_late`, in the order of ``columns`` and the day and number of the run that holds it.
    static func copy(_ point: PricePoint, heldBy run: ArchiveRun.ID, into cells: inout BinaryCells) {
        cells.addInteger(fieldCount + 2)
        add(point, to: &cells)
        // A date is sent as the days since 2000-01-01 (source: date_send in src/backend/utils/adt/date.c).
        cells.add(Int32(clamping: run.day.number - year2000))
        cells.add(Int32(clamping: run.number))
    }

    private static func add(_ point: PricePoint, to cells: inout BinaryCells) {
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
    /// The day of 2000-01-01.
    private static let year2000: Int64 = 10_957
}
