import SalesCore

/// A row of `prices` or `prices_frozen`.
enum PriceRow {
    static let columns = """
        product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency, availability, \
        is_carried_forward
        """

    /// The row of the arguments, as a table.
    private static let given = """
        SELECT ? AS product_id, ? AS observed_at, ? AS price_minor, ? AS price_currency, ? AS list_price_minor, \
        ? AS list_price_currency, ? AS availability, ? AS is_carried_forward
        """

    /// Adds a row unless its (product, time) is there, also in a run of the archive.
    static let insert = """
        INSERT INTO prices (\(columns)) SELECT \(columns) FROM (\(given)) g WHERE NOT EXISTS (
            SELECT 1 FROM prices_frozen f WHERE f.product_id = g.product_id AND f.observed_at = g.observed_at
        ) ON CONFLICT DO NOTHING
        """

    /// Adds a row to the run of the first two arguments unless its (product, time) is there, in a run or in none.
    static let restore = """
        INSERT INTO prices_frozen (archive_day, archive_run, \(columns))
        SELECT archive_day, archive_run, \(columns)
        FROM (SELECT ? AS archive_day, ? AS archive_run) r, (\(given)) g WHERE NOT EXISTS (
            SELECT 1 FROM prices p WHERE p.product_id = g.product_id AND p.observed_at = g.observed_at
        ) ON CONFLICT DO NOTHING
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
        add(point, to: &arguments)
        return arguments
    }

    /// The arguments of a row that belongs to a run.
    static func arguments(_ point: PricePoint, of run: ArchiveRun.ID) -> Arguments {
        var arguments = Arguments(capacity: 10)
        arguments.add(run)
        add(point, to: &arguments)
        return arguments
    }

    private static func add(_ point: PricePoint, to arguments: inout Arguments) {
        arguments.add(point.productID)
        arguments.add(point.observedAt)
        arguments.add(point.price)
        arguments.add(point.listPrice)
        arguments.add(point.availability.rawValue)
        arguments.add(point.isCarriedForward)
    }
}
