/// Builds a product's page; what states the price depends on the product's ``PageKind``.
struct ProductPage: Sendable {
    /// The product as it is to be shown.
    var product: ShopProduct
    /// None, one, or several prices that nothing tells apart.
    var prices: [ShopMoney]
    /// Other products, whose prices a reader must not take for this one's.
    var related: [ShopProduct]
    /// The shop's own address without a slash at the end.
    var base: String

    var url: String { base + product.path }

    func html() -> String {
        PageShell(
            title: "\(product.name) | LocalShop",
            language: (prices.first ?? product.price).currency.language,
            head: "<link rel=\"canonical\" href=\"\(url.htmlEscaped)\">\n" + statement,
            main: """
                <p class="crumbs"><a href="/">Home</a> › <a href="/?c=1">\(product.category.htmlEscaped)</a></p>
                \(product.kind == .microdata ? microdata : article)
                \(relatedList)
                """
        ).html()
    }

    /// The related products that a page of `product` shows: the next few of the opening catalogue.
    static func related(to product: ShopProduct, from opening: [ShopProduct]) -> [ShopProduct] {
        guard opening.count > 1 else { return [] }
        let shown = min(4, opening.count - 1)
        return (0..<shown).map { opening[(product.id + $0) % opening.count] }
    }

    /// What the head says about the price.
    private var statement: String {
        switch product.kind {
        case .jsonLD:
            let value = SchemaProduct(product, price: stated, url: url, context: "https://schema.org")
            return "<script type=\"application/ld+json\">\(ScriptJSON.text(value))</script>"
        case .jsonLDGraph:
            let node = SchemaProduct(product, price: stated, url: url, context: nil)
            let graph = SchemaGraph(graph: [
                .other(.init(type: "Organization", name: "LocalShop", url: base)),
                .other(.init(type: "WebPage", name: product.name, url: url)),
                .product(node),
            ])
            return "<script type=\"application/ld+json\">\(ScriptJSON.text(graph))</script>"
        case .openGraph: return openGraph
        case .embeddedState:
            let state = EmbeddedState(product, price: stated, related: related, url: url)
            return "<script id=\"__NEXT_DATA__\" type=\"application/json\">\(ScriptJSON.text(state))</script>"
        case .microdata, .visibleText: return ""
        }
    }

    private var openGraph: String {
        var lines = [
            meta("og:type", "product"), meta("og:title", product.name), meta("og:url", url),
            meta("og:description", product.blurb),
            meta("product:availability", product.availability == .inStock ? "in stock" : "out of stock"),
        ]
        if let price = stated {
            lines.append(meta("product:price:amount", price.decimal))
            lines.append(meta("product:price:currency", price.currency.rawValue))
        }
        return lines.joined(separator: "\n")
    }

    private func meta(_ property: String, _ content: String) -> String {
        "<meta property=\"\(property)\" content=\"\(content.htmlEscaped)\">"
    }

    /// The price as data states it: none where there are several, since a reader could go by the order of the data.
    private var stated: ShopMoney? { prices.count == 1 ? prices.first : nil }

    private var priceLines: String {
        prices.map { "<p class=\"price\">\($0.display)</p>" }.joined(separator: "\n")
    }

    private var article: String {
        """
        <article class="product">
        <h1>\(product.name.htmlEscaped)</h1>
        <p class="by">by \(product.brand.htmlEscaped)</p>
        <div class="buy-box">
        \(priceLines)
        \(wasLine)
        <p class="stock">\(product.availability.words)</p>
        \(button)
        </div>
        <p>\(product.blurb.htmlEscaped)</p>
        <p class="sku">Item number \(product.sku)</p>
        </article>
        """
    }

    private var microdata: String {
        let offer = stated.map { price in
            """
            <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
            <p class="price"><meta itemprop="priceCurrency" content="\(price.currency.rawValue)">\
            <span itemprop="price" content="\(price.decimal)">\(price.display)</span></p>
            <link itemprop="availability" href="\(product.availability.schema)">
            </div>
            """
        }
        return """
            <article class="product" itemscope itemtype="https://schema.org/Product">
            <h1 itemprop="name">\(product.name.htmlEscaped)</h1>
            <p>by <span itemprop="brand">\(product.brand.htmlEscaped)</span></p>
            \(offer ?? priceLines)
            \(wasLine)
            <p class="stock">\(product.availability.words)</p>
            \(button)
            <p itemprop="description">\(product.blurb.htmlEscaped)</p>
            <p>Item number <span itemprop="sku">\(product.sku)</span></p>
            </article>
            """
    }

    private var wasLine: String {
        guard let listPrice = product.listPrice, prices.count == 1 else { return "" }
        return "<p>was <s class=\"was\">\(listPrice.display)</s></p>"
    }

    private var button: String {
        guard !prices.isEmpty else { return "<p>Please call us about this item.</p>" }
        return product.availability == .inStock
            ? "<button>Add to basket</button>" : "<button disabled>Out of stock</button>"
    }

    private var relatedList: String {
        guard !related.isEmpty else { return "" }
        let cards = related.map(ListingPage.card).joined(separator: "\n")
        return "<section class=\"related\"><h2>You may also like</h2>\n<ul class=\"cards\">\n\(cards)\n</ul></section>"
    }
}
