import SalesCore

/// A row of `websites`.
enum WebsiteRow {
    static let columns = "id, host, name"

    static func read(_ row: inout RowReader) throws -> Website {
        Website(id: try row.id(), host: try row.text(), name: try row.text())
    }
}
