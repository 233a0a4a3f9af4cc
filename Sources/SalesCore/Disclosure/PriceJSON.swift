/// A change of a price, or the row that opens a day, for programs.
package struct PriceJSON: Encodable, Sendable {
    let at: String
    let price: MoneyJSON
    let listPrice: MoneyJSON?
    let availability: String
    let isCarriedForward: Bool
    let source: String?

    enum CodingKeys: String, CodingKey {
        case at, price
        case listPrice = "list_price"
        case availability
        case isCarriedForward = "is_carried_forward"
        case source
    }

    /// A row of the history of a product, whose prices were found there.
    package init(_ row: PricePoint, found origins: PriceOrigins) {
        at = row.observedAt.description
        price = MoneyJSON(row.price)
        listPrice = row.listPrice.map { MoneyJSON($0) }
        availability = row.availability.rawValue
        isCarriedForward = row.isCarriedForward
        source = origins.source(at: row.observedAt)
    }
}
