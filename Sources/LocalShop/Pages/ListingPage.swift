/// The front page: many products with their prices, so that it must not be read as a product.
struct ListingPage: Sendable {
    /// How many products it shows.
    static let limit = 120

    var products: [ShopProduct]

    func html() -> String {
        let shown = products.prefix(Self.limit)
        let more = products.count - shown.count
        return PageShell(
            title: "All products | LocalShop",
            main: """
                <h1>All products</h1>
                <p>\(products.count) products\(more > 0 ? ", the first \(shown.count) shown" : "")</p>
                <ul class="cards">
                \(shown.map(Self.card).joined(separator: "\n"))
                </ul>
                """
        ).html()
    }

    /// A product in a list.
    static func card(_ product: ShopProduct) -> String {
        let was = product.listPrice.map { " <s class=\"was\">\($0.display)</s>" } ?? ""
        return """
            <li class="card"><a href="\(product.path)">\(product.name.htmlEscaped)</a>\
            <p><span class="card-price">\(product.price.display)</span>\(was)</p></li>
            """
    }
}
