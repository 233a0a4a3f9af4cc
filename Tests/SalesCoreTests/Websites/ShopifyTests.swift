import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Shopify")
struct ShopifyTests {
    static let url = "https://shop.example/products/kettle"
    static let file = "https://shop.example/products/kettle.js"

    static func page(_ price: String, currency: String = "GBP") -> String {
        """
        <!doctype html><html lang="en"><head><title>Kettle</title>
        <script>var Shopify = Shopify || {};Shopify.shop = "kettles.myshopify.com";
        Shopify.currency = {"active":"\(currency)","rate":"1.0"};</script>
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Kettle",
        "offers":[{"@type":"Offer","price":"\(price)","priceCurrency":"\(currency)",
        "availability":"https://schema.org/InStock","url":"https://shop.example/products/kettle?variant=11"},
        {"@type":"Offer","price":"29.99","priceCurrency":"\(currency)","availability":"https://schema.org/OutOfStock",
        "url":"https://shop.example/products/kettle?variant=12"}]}</script></head>
        <body><h1>Kettle</h1></body></html>
        """
    }

    static func product(_ price: Int, compare: String = "null", firstAvailable: Bool = true) -> String {
        """
        {"id":1,"title":"Kettle","handle":"kettle","featured_image":"//cdn.shop.example/kettle.jpg?v=1","price":\(price),"price_varies":true,"available":true,"variants":[
        {"id":11,"title":"Small","sku":"K-S","available":\(firstAvailable),"price":\(price),"compare_at_price":\(compare)},
        {"id":12,"title":"Large","sku":"K-L","available":false,"price":2999,"compare_at_price":3999,
        "featured_image":{"src":"//cdn.shop.example/large.jpg"}}]}
        """
    }

    @Test("The interface is taken after it stated the page's own price, and then asked alone")
    func learns() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.file, Self.product(1_999, compare: "2499"))
        let tracked = try await bench.track(Self.url)
        let offer = try #require(tracked.look.reading.offer)
        #expect(offer.price == .gbp(19_99))
        #expect(offer.listPrice == .gbp(24_99))
        #expect(offer.source.hasPrefix("the interface of Shopify $.variants[0].price"))
        #expect(tracked.look.extraction?.image?.absoluteString == "https://cdn.shop.example/kettle.jpg?v=1")
        #expect(bench.asked() == ["/products/kettle", "/products/kettle.js"])
        #expect(try await bench.round().first?.look?.reading.offer?.price == .gbp(19_99))
        #expect(bench.asked(since: 2) == ["/products/kettle.js"])
    }

    @Test("Without a variant named, page and interface both mean the cheapest that can be had")
    func cheapest() async throws {
        let bench = AdapterBench()
        let page = Self.page("39.99").replacing("OutOfStock", with: "InStock")
        bench.answer(Self.url, page)
        bench.answer(Self.file, Self.product(3_999).replacing("\"available\":false", with: "\"available\":true"))
        let offer = try #require(try await bench.track(Self.url).look.reading.offer)
        #expect(offer.price == .gbp(29_99))
        #expect(offer.source.hasPrefix("the interface of Shopify $.variants[1].price"))
    }

    @Test("A change is confirmed on the page, and believed only where the page states it too")
    func confirms() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.file, Self.product(1_999))
        _ = try await bench.track(Self.url)
        bench.answer(Self.file, Self.product(1_799))
        #expect(try await bench.round().first?.state.quarantine != nil)
        let count = bench.shop.requests.count
        #expect(try await bench.round().first?.state.price == .gbp(19_99))
        #expect(bench.asked(since: count) == ["/products/kettle", "/products/kettle.js"])
        #expect(bench.shop.requests[count].needsFreshConnection)

        bench.answer(Self.url, Self.page("17.99"))
        bench.clock.advance(by: .seconds(86_400))
        for _ in 0..<3 { try await bench.round() }
        let product = try #require(try await bench.store.products(matching: .all, after: nil, limit: 1).elements.first)
        #expect(product.state.price == .gbp(17_99))
    }

    @Test("An interface that states another price than the page is not believed, and is left alone for the day")
    func disagrees() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99", currency: "USD"))
        bench.answer(Self.file, Self.product(1_500))
        let tracked = try await bench.track(Self.url)
        #expect(tracked.look.reading.offer?.price == .usd(19_99))
        #expect(tracked.look.extraction?.notes.contains { $0.contains("the page is believed") } == true)
        try await bench.round()
        #expect(bench.asked(since: 2) == ["/products/kettle"])
    }

    @Test("A lesson holds for its day: then the page is read again")
    func relearns() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.file, Self.product(1_999))
        _ = try await bench.track(Self.url)
        bench.clock.advance(by: .seconds(86_400))
        try await bench.round()
        #expect(bench.asked(since: 2) == ["/products/kettle", "/products/kettle.js"])
    }

    @Test(
        "The variant of the URL or the pin is read",
        arguments: [("?variant=12", ""), ("", "variant:12"), ("", "sku:k-l")]
    )
    func variants(query: String, pin: String) async throws {
        let bench = AdapterBench()
        bench.answer(
            Self.url + query,
            Self.page("19.99").replacing("\"price\":\"29.99\"", with: "\"sku\":\"K-L\",\"price\":\"29.99\"")
        )
        bench.answer(Self.file, Self.product(1_999))
        let look = try await bench.look(Self.url + query, pin)
        let offer = try #require(look.reading.offer, "\(look.reading)")
        #expect(offer.price == .gbp(29_99))
        #expect(offer.listPrice == .gbp(39_99))
        #expect(offer.availability == .outOfStock)
        #expect(offer.source.contains("variants[1]"))
        #expect(look.extraction?.image?.absoluteString == "https://cdn.shop.example/large.jpg")
    }

    @Test(
        "Where the interface answers otherwise, the page is read, and the notes say so",
        arguments: [
            ("", HTTPResponse.Status.notFound), ("<html><h1>Opening soon</h1></html>", .ok), ("{\"variants\":[]}", .ok),
            ("{\"title\":\"x\",\"variants\":[{\"id\":11,\"price\":\"19.99\"}]}", .ok),
            ("{\"variants\":[{\"id\":11,", .ok),
            ("", .forbidden), ("", .badGateway),
        ]
    )
    func fallsBack(body: String, status: HTTPResponse.Status) async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.file, body, status: status)
        let look = try await bench.look(Self.url)
        #expect(look.reading.offer?.price == .gbp(19_99))
        #expect(look.extraction?.notes.contains { $0.hasPrefix("The interface of Shopify") } == true)
    }

    @Test("A page of the same shape that shows nothing of Shopify is any page")
    func other() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99").replacing("Shopify", with: "Shop"))
        #expect(try await bench.look(Self.url).reading.offer?.price == .gbp(19_99))
        #expect(bench.asked() == ["/products/kettle"])
    }

    @Test("Yen are stated in hundredths too; a currency of three digits is left to the page")
    func hundredths() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("1999", currency: "JPY"))
        bench.answer(Self.file, Self.product(199_900))
        #expect(try await bench.look(Self.url).reading.offer?.source.hasPrefix("the interface") == true)
        bench.answer(Self.url, Self.page("19.990", currency: "KWD"))
        #expect(try await bench.look(Self.url).reading.offer?.source.hasPrefix("the interface") == false)
    }

    @Test(
        "The product's file lies beside its page",
        arguments: [
            ("https://shop.example/products/kettle", "/products/kettle.js"),
            ("https://shop.example/fr-fr/products/kettle", "/fr-fr/products/kettle.js"),
            ("https://shop.example/collections/all/products/kettle", "/products/kettle.js"),
            ("https://shop.example/en/collections/all/products/kettle/", "/en/products/kettle.js"),
            ("https://shop.example/products", nil), ("https://shop.example/products/a/b", nil),
            ("https://shop.example/products/kettle.html", nil),
        ]
    )
    func files(url: String, path: String?) {
        let question = InterfaceQuestion(url: Sample.url(url), lesson: "GBP")
        #expect(Shopify().request(for: question)?.url.path == path)
        #expect(Shopify().serves(Sample.url(url)) == (path != nil))
    }
}
