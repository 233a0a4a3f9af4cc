internal import GRDB

// Statements are prepared once a connection and kept by their text, so that text never holds values. A statement that
// yields rows is read to its end before the next one runs.
extension Database {
    /// Runs a statement and answers how many rows it inserted, updated or deleted.
    @discardableResult
    func run(_ sql: String, _ arguments: Arguments = Arguments()) throws -> Int {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments.values))
        return changesCount
    }

    /// The rows that a statement yields.
    func rows<Element>(
        _ sql: String,
        _ arguments: Arguments = Arguments(),
        _ decode: (inout RowReader) throws -> Element
    ) throws -> [Element] {
        let rows = try Row.fetchCursor(
            cachedStatement(sql: sql),
            arguments: StatementArguments(arguments.values)
        )
        var elements: [Element] = []
        while let row = try rows.next() {
            var reader = RowReader(row)
            elements.append(try decode(&reader))
        }
        return elements
    }

    /// The first row that a statement yields, or nil.
    func row<Element>(
        _ sql: String,
        _ arguments: Arguments = Arguments(),
        _ decode: (inout RowReader) throws -> Element
    ) throws -> Element? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: StatementArguments(arguments.values)).map { row in
            var reader = RowReader(row)
            return try decode(&reader)
        }
    }
}
