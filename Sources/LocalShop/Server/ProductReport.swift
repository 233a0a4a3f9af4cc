/// A product as the control interface reports it.
struct ProductReport: Encodable, Sendable {
    struct FaultReport: Encodable, Sendable {
        var kind: String
        /// How many further requests get it; absent: until cleared.
        var count: Int?
        var status: Int?
    }

    var id: Int
    var url: String
    var name: String
    var price: String
    var listPrice: String?
    var currency: String
    var availability: String
    /// How its page states the price: a ``PageKind``.
    var kind: String
    /// Milliseconds since 1970.
    var changedAt: Int64
    var fault: FaultReport?

    enum CodingKeys: String, CodingKey {
        case id, url, name, price, currency, availability, kind, fault
        case listPrice = "list_price"
        case changedAt = "changed_at"
    }

    init(_ product: ShopProduct, fault: Fault?, base: String) {
        self.id = product.id
        self.url = base + product.path
        self.name = product.name
        self.price = product.price.decimal
        self.listPrice = product.listPrice?.decimal
        self.currency = product.price.currency.rawValue
        self.availability = product.availability.rawValue
        self.kind = product.kind.rawValue
        self.changedAt = product.changedAt
        self.fault = fault.map { .init(kind: $0.kind.rawValue, count: $0.remaining, status: $0.status) }
    }
}
