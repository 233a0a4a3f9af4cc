/// A change of a price, or the row that opens a day, for programs.
package struct PriceJSON: Encodable, Sendable {
    let at: String
    let price: MoneyJSON
    let listPrice: MoneyJSON?
    let availability: String
    let isCarriedForward: Bool

    enum CodingKeys: String, CodingKey {
        case at, price
        case listPrice = "list_price"
        case availability
        case isCarriedForward = "is_carried_forward"
    }

    /// A row of a history.
    package init(_ row: PricePoint) {
        at = row.observedAt.description
        price = MoneyJSON(row.price)
        listPrice = row.listPrice.map { MoneyJSON($0) }
        availability = row.availability.rawValue
        isCarriedForward = row.isCarriedForward
    }
}
