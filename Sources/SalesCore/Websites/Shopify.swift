import HTTPTypes
import SalesHTML

/// Shops that run on Shopify: `/products/HANDLE.js`, which states each variant's price in hundredths, without currency.
///
/// A page tells that its shop is one, and the currency that this visitor sees (`Shopify.currency.active`), which holds
/// for the interface too. Source: <https://shopify.dev/docs/api/ajax/reference/product>.
public struct Shopify: WebsiteInterface {
    /// The adapter.
    public init() {}

    /// Shopify.
    public var about: WebsiteAbout {
        WebsiteAbout(
            name: "shopify",
            title: "Shopify",
            serves: "…/products/HANDLE of any shop whose page shows that it runs on Shopify; a variant by ?variant=ID",
            interface: "/products/HANDLE.js, after it agreed with the page that day; else the page",
            reads: ["price", "list price", "availability", "name", "picture", "variant", "sku"],
            verification: "recorded shapes; taken only where it states the page's own price, changes are confirmed "
                + "on the page",
            sources: ["https://shopify.dev/docs/api/ajax/reference/product"]
        )
    }

    /// Whether the path has the shape that Shopify gives to products.
    public func serves(_ url: PageURL) -> Bool { Self.handlePath(url) != nil }

    /// The URL without idle query keys.
    public func canonical(_ url: PageURL) -> PageURL { TrackingParameters.removed(from: url) }

    /// The page as it is.
    public func page(of url: PageURL) -> WebsitePage { .plain(url) }

    /// The active currency of a page of Shopify's.
    public func lesson(in page: PageContent) -> String? {
        let needle = "Shopify.currency"
        guard let place = ByteSearch.first(needle, in: page.body) else { return nil }
        let tail = page.body[place...].dropFirst(needle.utf8.count).prefix(200)
        guard let start = tail.firstIndex(of: UInt8(ascii: "{")),
            let value = LooseJSONReader.documents(in: tail[start...]).first,
            let currency = value["active"]?.text.flatMap({ Currency(code: $0) }), currency.minorUnitDigits <= 2
        else { return nil }
        return currency.code
    }

    /// The product's own file, beside its page.
    public func request(for question: InterfaceQuestion) -> FetchRequest? {
        guard let path = Self.handlePath(question.url), question.lesson.flatMap({ Currency(code: $0) }) != nil,
            Self.wanted(question) != nil
        else { return nil }
        return FetchRequest(
            url: question.url.sibling(path: "\(path).js"),
            fields: [.accept: "application/json, text/javascript"]
        )
    }

    /// The variant that is meant.
    public func read(_ answer: PageContent, for question: InterfaceQuestion) -> InterfaceAnswer {
        guard let root = LooseJSON.answer(answer.body), let variants = root["variants"]?.list, !variants.isEmpty else {
            return .otherwise("answers something that is no product")
        }
        guard let currency = question.lesson.flatMap({ Currency(code: $0) }), let wanted = Self.wanted(question),
            let (index, variant) = Self.choose(wanted, in: variants)
        else { return .otherwise("knows no such variant") }
        guard let units = variant["price"]?.integer, units >= 0, case .number? = variant["price"],
            let price = Money(hundredths: units, currency: currency)
        else { return .otherwise("states no price in hundredths") }
        let list = variant["compare_at_price"]?.integer.flatMap { Money(hundredths: $0, currency: currency) }
        let isAvailable = variant["available"]?.truth
        return .answer(
            InterfaceOffer(
                title: "Shopify",
                price: price,
                listPrice: list,
                availability: isAvailable.map { $0 ? .inStock : .outOfStock } ?? .unknown,
                name: CleanText.name(root["title"]?.text),
                image: ProductPicture.choose(
                    [variant["featured_image"], root["featured_image"], root["images"]].flatMap { $0?.pictures ?? [] },
                    base: question.url
                ),
                path: "$.variants[\(index)].price",
                text: "\(units)"
            ).extraction
        )
    }

    private enum Wanted {
        case any
        case id(String)
        case sku(String)
    }

    /// Which variant is meant; nil where the selection is none that the interface knows.
    private static func wanted(_ question: InterfaceQuestion) -> Wanted? {
        guard question.selection != .page else {
            return question.url.queryValue("variant").map { .id($0) } ?? .any
        }
        guard let pin = try? Pin(question.selection) else { return nil }
        switch pin.kind {
        case .variant: return .id(pin.value)
        case .sku: return .sku(pin.value)
        case .css, .xpath, .json, .offer: return nil
        }
    }

    /// Without a name, the cheapest that can be had, else the cheapest: as ``OfferChoice`` has it for the page, so that
    /// both mean one variant.
    private static func choose(_ wanted: Wanted, in variants: [LooseJSON]) -> (Int, LooseJSON)? {
        let all = Array(variants.prefix(SchemaReader.maximumOffers).enumerated())
        let found: (offset: Int, element: LooseJSON)? =
            switch wanted {
            case .any: cheapest(all.filter { $0.element["available"]?.truth == true }) ?? cheapest(all)
            case .id(let id): all.first { $0.element["id"]?.text == id }
            case .sku(let sku): all.first { $0.element["sku"]?.text?.lowercased() == sku.lowercased() }
            }
        return found.map { ($0.offset, $0.element) }
    }

    private static func cheapest(_ variants: [(offset: Int, element: LooseJSON)])
        -> (offset: Int, element: LooseJSON)?
    {
        variants.min { ($0.element["price"]?.integer ?? .max) < ($1.element["price"]?.integer ?? .max) }
    }

    /// The path up to the handle: `/products/HANDLE`, with a locale before it or not.
    private static func handlePath(_ url: PageURL) -> String? {
        let parts = url.pathParts
        guard parts.count >= 2, parts[parts.count - 2] == "products", let handle = parts.last, !handle.contains(".")
        else { return nil }
        // `/collections/NAME/products/HANDLE` is the product under another name; its file lies at the root.
        let isInCollection = parts.count >= 4 && parts[parts.count - 4] == "collections"
        let before = parts.dropLast(isInCollection ? 4 : 2)
        return "/" + (before + ["products", handle]).joined(separator: "/")
    }
}

/// Finds words in bytes.
enum ByteSearch {
    /// Where a word of ASCII stands first; nil where it does not.
    static func first(_ word: String, in bytes: [UInt8]) -> Int? {
        let needle = Array(word.utf8)
        guard let head = needle.first, bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var place = 0
            let last = buffer.count - needle.count
            while place <= last {
                if buffer[place] == head, needle.indices.allSatisfy({ buffer[place + $0] == needle[$0] }) {
                    return place
                }
                place += 1
            }
            return nil
        }
    }
}
