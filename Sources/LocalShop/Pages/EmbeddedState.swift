/// The state that a Next.js page carries in `<script id="__NEXT_DATA__">`.
struct EmbeddedState: Encodable, Sendable {
    struct Props: Encodable, Sendable {
        var pageProps: PageProps
    }

    struct PageProps: Encodable, Sendable {
        var product: Product
        var recommendations: [Recommendation]
    }

    struct Product: Encodable, Sendable {
        var id: String
        var name: String
        var brand: String
        var url: String
        var price: Price?
        var availability: String
    }

    struct Price: Encodable, Sendable {
        var amount: String
        var currency: String
        var listAmount: String?
    }

    struct Recommendation: Encodable, Sendable {
        var id: String
        var name: String
        var price: Price
    }

    var props: Props
    let page = "/p/[id]"
    var query: [String: String]
    let buildId = "localshop"

    init(_ product: ShopProduct, price: ShopMoney?, related: [ShopProduct], url: String) {
        let list = product.listPrice?.decimal
        let stated = price.map { Price(amount: $0.decimal, currency: $0.currency.rawValue, listAmount: list) }
        self.props = Props(
            pageProps: PageProps(
                product: Product(
                    id: String(product.id),
                    name: product.name,
                    brand: product.brand,
                    url: url,
                    price: stated,
                    availability: product.availability.schema
                ),
                recommendations: related.map { other in
                    Recommendation(
                        id: String(other.id),
                        name: other.name,
                        price: Price(amount: other.price.decimal, currency: other.price.currency.rawValue)
                    )
                }
            )
        )
        self.query = ["id": String(product.id)]
    }
}
