/// A schema.org Product as JSON-LD writes it (https://schema.org/Product).
struct SchemaProduct: Encodable, Sendable {
    struct Brand: Encodable, Sendable {
        let type = "Brand"
        var name: String

        enum CodingKeys: String, CodingKey {
            case name
            case type = "@type"
        }
    }

    struct Offer: Encodable, Sendable {
        let type = "Offer"
        var url: String
        var price: String
        var priceCurrency: String
        var availability: String
        let itemCondition = "https://schema.org/NewCondition"

        enum CodingKeys: String, CodingKey {
            case url, price, priceCurrency, availability, itemCondition
            case type = "@type"
        }
    }

    /// Set at the top of a document, not inside a graph.
    var context: String?
    let type = "Product"
    var name: String
    var sku: String
    var description: String
    var category: String
    var brand: Brand
    var url: String
    var offers: Offer?

    enum CodingKeys: String, CodingKey {
        case name, sku, description, category, brand, url, offers
        case context = "@context"
        case type = "@type"
    }

    init(_ product: ShopProduct, price: ShopMoney?, url: String, context: String?) {
        self.context = context
        self.name = product.name
        self.sku = product.sku
        self.description = product.blurb
        self.category = product.category
        self.brand = Brand(name: product.brand)
        self.url = url
        self.offers = price.map { price in
            Offer(
                url: url,
                price: price.decimal,
                priceCurrency: price.currency.rawValue,
                availability: product.availability.schema
            )
        }
    }
}
