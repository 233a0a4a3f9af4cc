import SalesCore

/// A row of `price_events`, without its lease.
enum EventRow {
    static let columns = "id, product_id, change"

    static func read(_ row: inout RowReader) throws -> PriceEvent {
        PriceEvent(id: try row.id(), productID: try row.id(), change: try row.json())
    }
}
