/// Rows by ascending number, as a table with an integer key has them: numbers are never used twice, and a page begins
/// after a number whether or not that row is still there.
struct NumberedRows<Row: Sendable>: Sendable {
    private var rows: [Int64: Row] = [:]
    /// All numbers ever given in ascending order; those of removed rows are swept out when they are the most.
    private var order: [Int64] = []
    private var lastNumber: Int64 = 0

    /// How many rows there are.
    var count: Int { rows.count }

    /// Whether the row of a number, nil where there is none; setting nil is not offered, see ``remove(_:)``.
    func row(_ number: Int64) -> Row? { rows[number] }

    /// Adds the row that the closure makes of its number.
    @discardableResult
    mutating func insert(_ make: (Int64) -> Row) -> Row {
        lastNumber += 1
        let row = make(lastNumber)
        rows[lastNumber] = row
        order.append(lastNumber)
        return row
    }

    /// Changes a row in place; nothing where there is none.
    @discardableResult
    mutating func update<Result>(_ number: Int64, _ change: (inout Row) -> Result) -> Result? {
        guard let index = rows.index(forKey: number) else { return nil }
        return change(&rows.values[index])
    }

    /// Removes a row and answers what it was.
    @discardableResult
    mutating func remove(_ number: Int64) -> Row? {
        guard let row = rows.removeValue(forKey: number) else { return nil }
        if order.count > 2 * rows.count + 64 { order.removeAll { rows[$0] == nil } }
        return row
    }

    /// All rows in ascending order.
    var all: [Row] { order.compactMap { rows[$0] } }

    /// Up to `limit` rows of ascending numbers that come after the token and match.
    func page(
        after token: PageToken?,
        limit: Int,
        where isIncluded: (Row) -> Bool
    ) throws(StoreError) -> Page<Row> {
        let start = try token.map { token throws(StoreError) in try token.position } ?? 0
        return page(of: order[order.partitionIndex { $0 > start }...], limit: limit, where: isIncluded)
    }

    /// Up to `limit` rows of descending numbers that come after the token and match.
    func descendingPage(
        after token: PageToken?,
        limit: Int,
        where isIncluded: (Row) -> Bool
    ) throws(StoreError) -> Page<Row> {
        let start = try token.map { token throws(StoreError) in try token.position } ?? Int64.max
        return page(of: order[..<order.partitionIndex { $0 >= start }].reversed(), limit: limit, where: isIncluded)
    }

    /// The first `limit` rows of these numbers that exist and match, with a token where one more does.
    func page(
        of numbers: some Sequence<Int64>,
        limit: Int,
        where isIncluded: (Row) -> Bool = { _ in true }
    ) -> Page<Row> {
        let size = pageSize(limit)
        var elements: [Row] = []
        var last: Int64 = 0
        for number in numbers {
            guard let row = rows[number], isIncluded(row) else { continue }
            if elements.count == size { return Page(elements: elements, next: PageToken(position: last)) }
            elements.append(row)
            last = number
        }
        return Page(elements: elements, next: nil)
    }
}
