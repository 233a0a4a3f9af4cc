import HTTPTypes

/// ASOS: the product's number from its page, price and stock of each variant from the stock-price interface.
///
/// The page names the interface with its store, currency and country, which are asked for as they stand there.
public struct ASOS: WebsiteInterface {
    /// The adapter.
    public init() {}

    /// ASOS.
    public var about: WebsiteAbout {
        WebsiteAbout(
            name: "asos",
            title: "ASOS",
            serves: "asos.com/…/prd/ID",
            interface: "/api/product/catalogue/v4/stockprice, after it agreed with the page that day; else the page",
            reads: ["price", "list price", "availability", "currency", "variant"],
            verification: "recorded shapes; taken only where it states the page's own price, changes are confirmed "
                + "on the page"
        )
    }

    /// Whether it is a product of the shop.
    public func serves(_ url: PageURL) -> Bool { url.site == "asos.com" && Self.number(url) != nil }

    /// The URL without idle query keys.
    public func canonical(_ url: PageURL) -> PageURL { TrackingParameters.removed(from: url) }

    /// The page as it is.
    public func page(of url: PageURL) -> WebsitePage { .plain(url) }

    /// The query with which the page asks for stock and price, about this product alone.
    public func lesson(in page: PageContent) -> String? {
        guard let url = page.url, serves(url), let id = Self.statedNumber(page) ?? Self.number(url) else { return nil }
        var parts = ["productIds=\(id)"]
        let stated = Self.statedQuery(page)
        for key in ["store", "currency", "country", "keyStoreDataversion"] {
            if let value = stated[key] { parts.append("\(key)=\(value)") }
        }
        if stated["store"] == nil {
            // Without a region in its path it is the store of the United Kingdom.
            guard url.pathParts.first.map({ $0.utf8.count > 3 }) ?? true else { return nil }
            parts += ["store=COM", "currency=GBP", "country=GB"]
        }
        return parts.joined(separator: "&")
    }

    /// Stock and price of the one product.
    public func request(for question: InterfaceQuestion) -> FetchRequest? {
        guard let query = question.lesson, query.hasPrefix("productIds="), Self.isVariant(question.selection) else {
            return nil
        }
        return FetchRequest(
            url: question.url.sibling(path: Self.path, query: query),
            fields: [.accept: "application/json"]
        )
    }

    /// The product's entry, or its variant's.
    public func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer {
        let id = question.lesson.map { String($0.dropFirst("productIds=".count).prefix { $0 != "&" }) }
        guard case .array(let products)? = LooseJSON.answer(answer.body),
            let index = products.firstIndex(where: { $0["productId"]?.text == id })
        else { return .otherwise("answers nothing for this product") }
        let product = products[index]
        let variants: [LooseJSON] = product["variants"]?.list ?? []
        var stated = product["productPrice"]
        var stock = variants.compactMap { $0["isInStock"]?.truth }
        var path = "$[\(index)].productPrice.current.value"
        if let pin = try? Pin(question.selection) {
            guard
                let place = variants.firstIndex(where: { ($0["variantId"] ?? $0["id"])?.text == pin.value })
            else { return .otherwise("knows no such variant") }
            stated = variants[place]["price"] ?? stated
            stock = [variants[place]["isInStock"]?.truth].compactMap { $0 }
            path = "$[\(index)].variants[\(place)].price.current.value"
        }
        let code = stated?["currency"]?.text ?? product["productPrice"]?["currency"]?.text
        guard let currency = code.flatMap({ Currency(code: $0) }), let text = stated?["current"]?["value"]?.text,
            let price = Money(decimal: text, currency: currency), price.isPositive
        else { return .otherwise("states no price with its currency") }
        let lists = ["previous", "rrp"].compactMap { stated?[$0]?["value"]?.text }
        return .answer(
            InterfaceOffer(
                title: "ASOS",
                price: price,
                listPrice: lists.compactMap { Money(decimal: $0, currency: currency) }.first { price.isLess(than: $0) },
                availability: stock.isEmpty ? .unknown : (stock.contains(true) ? .inStock : .outOfStock),
                name: nil,
                path: path,
                text: text
            ).extraction
        )
    }

    static let path = "/api/product/catalogue/v4/stockprice"

    private static func isVariant(_ selection: Selection) -> Bool {
        selection == .page || (try? Pin(selection))?.kind == .variant
    }

    private static func number(_ url: PageURL) -> String? {
        let parts = url.pathParts
        guard let place = parts.lastIndex(of: "prd"), place + 1 < parts.count else { return nil }
        let number = parts[place + 1]
        return (1...12).contains(number.utf8.count) && number.utf8.allSatisfy(\.isDigit) ? String(number) : nil
    }

    /// The `productID` of the page's JSON-LD.
    private static func statedNumber(_ page: PageContent) -> String? {
        guard let site = try? PinSite(page) else { return nil }
        for path in ["json:$.productID", "json:$.@graph[0].productID"] {
            guard let pin = try? Pin(path), let text = (try? site.values(of: pin))?.first?.text else { continue }
            if (1...12).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) { return text }
        }
        return nil
    }

    /// The keys of the interface's address as the page has it, those that are plain words only.
    private static func statedQuery(_ page: PageContent) -> [String: String] {
        var found: [String: String] = [:]
        var from = page.body[...]
        for _ in 0..<maximumAddresses {
            guard let place = ByteSearch.first("/stockprice?", in: Array(from)) else { break }
            from = from.dropFirst(place + "/stockprice?".utf8.count)
            let text = String(decoding: from.prefix(500).prefix { $0 > 0x20 && !stops.contains($0) }, as: UTF8.self)
            for pair in text.split(whereSeparator: { $0 == "&" }) {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[1].utf8.count <= 40,
                    parts[1].utf8.allSatisfy({ $0.isUnreserved })
                else { continue }
                found[String(parts[0])] = found[String(parts[0])] ?? String(parts[1])
            }
        }
        return found
    }

    /// How many addresses of the interface are looked at on one page.
    private static let maximumAddresses = 4
    private static let stops = Set("\"'<>\\`".utf8)
}
