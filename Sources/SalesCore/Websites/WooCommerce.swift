import HTTPTypes
import SalesHTML

/// Shops that run on WooCommerce: the Store API, which states prices in minor units with their currency.
///
/// A page tells that its shop is one, and where its interface is (`link rel="https://api.w.org/"`). Products with a
/// range of prices are left to the page. Source:
/// <https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products>.
public struct WooCommerce: WebsiteInterface {
    /// The adapter.
    public init() {}

    /// WooCommerce.
    public var about: WebsiteAbout {
        WebsiteAbout(
            name: "woocommerce",
            title: "WooCommerce",
            serves: "products of any shop whose page shows that it runs on WooCommerce",
            interface: "/wp-json/wc/store/v1/products?slug=…, after it agreed with the page that day; else the page",
            reads: ["price", "list price", "availability", "name", "picture", "currency"],
            verification: "recorded shapes; taken only where it states the page's own price, changes are confirmed "
                + "on the page",
            sources: ["https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products"]
        )
    }

    /// Whether the path ends in what may be a product's name.
    public func serves(_ url: PageURL) -> Bool { Self.slug(url) != nil }

    /// The URL without idle query keys.
    public func canonical(_ url: PageURL) -> PageURL { TrackingParameters.removed(from: url) }

    /// The page as it is.
    public func page(of url: PageURL) -> WebsitePage { .plain(url) }

    /// The path of the site's interfaces, where the page is of a single product of WooCommerce.
    public func lesson(in page: PageContent) -> String? {
        guard let address = page.url, ByteSearch.first("woocommerce", in: page.body) != nil,
            ByteSearch.first("https://api.w.org/", in: page.body) != nil, let source = try? HTMLSource(page.body)
        else { return nil }
        var root: String?
        var isProduct = false
        for tag in HTMLScanner(source) {
            if tag.isNamed("link"), root == nil, tag.attribute("rel") == "https://api.w.org/" {
                root = tag.attribute("href")
            } else if tag.isNamed("body") {
                let classes = (tag.attribute("class") ?? "").split(whereSeparator: \.isWhitespace)
                isProduct = classes.contains("single-product")
                break
            }
        }
        guard isProduct, let root, let url = try? PageURL(root), url.site == address.site, url.query == nil else {
            return nil
        }
        return url.path
    }

    /// The product by the last part of its path.
    public func request(for question: InterfaceQuestion) -> FetchRequest? {
        guard let root = question.lesson, root.hasPrefix("/"), let slug = Self.slug(question.url),
            question.selection == .page
        else { return nil }
        let path = root.hasSuffix("/") ? root : root + "/"
        return FetchRequest(
            url: question.url.sibling(path: "\(path)wc/store/v1/products", query: "slug=\(slug)"),
            fields: [.accept: "application/json"]
        )
    }

    /// The one product of the list.
    public func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer {
        guard case .array(let products)? = LooseJSON.answer(answer.body) else {
            return .otherwise("answers something that is no list of products")
        }
        guard let product = products.first, products.count == 1, let prices = product["prices"] else {
            return .otherwise("lists \(CountedNoun.text(products.count, "product")) of this name")
        }
        if prices["price_range"]?.isObject == true { return .otherwise("states a range of prices") }
        let availability = Self.availability(product)
        let name = CleanText.name(product["name"]?.text)
        guard let stated = prices["price"]?.text, !stated.isEmpty else {
            return .answer(.without(.noPrice(availability: availability), name: name, availability: availability))
        }
        guard let price = Self.money(stated, in: prices) else {
            return .otherwise("states a price that its currency cannot hold")
        }
        return .answer(
            InterfaceOffer(
                title: "WooCommerce",
                price: price,
                listPrice: prices["regular_price"]?.text.flatMap { Self.money($0, in: prices) },
                availability: availability,
                name: name,
                image: ProductPicture.choose(product["images"]?.pictures ?? [], base: question.url),
                path: "$[0].prices.price",
                text: stated
            ).extraction
        )
    }

    private static func availability(_ product: LooseJSON) -> Availability {
        if product["is_on_backorder"]?.truth == true { return .backorder }
        guard let isInStock = product["is_in_stock"]?.truth else { return .unknown }
        return isInStock ? .inStock : .outOfStock
    }

    private static func money(_ text: String, in prices: LooseJSON) -> Money? {
        guard let currency = prices["currency_code"]?.text.flatMap({ Currency(code: $0) }),
            let digits = prices["currency_minor_unit"]?.integer, (0...4).contains(digits),
            let units = Int64(text), units >= 0
        else { return nil }
        return Money(decimal: DecimalText.text(of: units, fractionDigits: Int(digits)), currency: currency)
    }

    /// The last part of the path, as it is written.
    private static func slug(_ url: PageURL) -> String? {
        guard let last = url.pathParts.last, last.utf8.count <= 200, !last.contains("."), !last.contains("&"),
            !last.contains(","), !last.contains("+"), !last.contains("=")
        else { return nil }
        return String(last)
    }
}
