/// One thing for sale.
struct ShopProduct: Equatable, Sendable {
    /// The most characters that a name may have.
    static let nameLimit = 300

    /// Whether a product can be bought, in the words of the control interface.
    enum Availability: String, CaseIterable, Sendable {
        case inStock = "in_stock"
        case outOfStock = "out_of_stock"

        /// The schema.org name, as JSON-LD and microdata state it.
        var schema: String {
            self == .inStock ? "https://schema.org/InStock" : "https://schema.org/OutOfStock"
        }

        /// What the page says to a person.
        var words: String {
            self == .inStock ? "In stock – dispatched within 24 hours" : "Currently out of stock"
        }
    }

    let id: Int
    var name: String
    let brand: String
    let category: String
    let blurb: String
    var price: ShopMoney
    /// The price before a sale, in the same currency.
    var listPrice: ShopMoney?
    var availability: Availability
    /// When something about the product last changed, in milliseconds since 1970.
    var changedAt: Int64

    var kind: PageKind { PageKind(productID: id) }
    var path: String { "/p/\(id)" }
    /// The stock-keeping unit that the page states.
    var sku: String { "LS-\(100_000 + id)" }
}
