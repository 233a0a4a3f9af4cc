import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("WooCommerce")
struct WooCommerceTests {
    static let url = "https://shop.example/product/kettle/"
    static let list = "https://shop.example/wp-json/wc/store/v1/products?slug=kettle"

    static func page(_ price: String, root: String = "https://shop.example/wp-json/", type: String = "single-product")
        -> String
    {
        """
        <!doctype html><html lang="en-GB"><head><title>Kettle</title><link rel="https://api.w.org/" href="\(root)">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Kettle","offers":
        {"@type":"Offer","price":"\(price)","priceCurrency":"GBP","availability":"https://schema.org/InStock"}}</script>
        </head><body class="product-template-default \(type) postid-7 woocommerce"><h1>Kettle</h1></body></html>
        """
    }

    static func product(_ prices: String, stock: String = "\"is_in_stock\":true") -> String {
        """
        [{"id":7,"name":"Kettle &amp; lid","slug":"kettle","type":"simple","on_sale":true,"prices":{\(prices)},
        "is_purchasable":true,"is_on_backorder":false,\(stock)}]
        """
    }

    @Test("The first picture is the product's")
    func picture() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        let images = "\"images\":[{\"id\":3,\"src\":\"https://shop.example/1.jpg\"}],\"is_in_stock\":true"
        bench.answer(Self.list, Self.product(Self.pounds(1_999, regular: 1_999), stock: images))
        #expect(try await bench.look(Self.url).extraction?.image?.absoluteString == "https://shop.example/1.jpg")
    }

    static func pounds(_ price: Int, regular: Int) -> String {
        """
        "price":"\(price)","regular_price":"\(regular)","sale_price":"\(price)","price_range":null,
        "currency_code":"GBP","currency_symbol":"£","currency_minor_unit":2
        """
    }

    @Test("The interface is taken after it stated the page's own price, and then asked alone")
    func learns() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.list, Self.product(Self.pounds(1_999, regular: 2_499)))
        let tracked = try await bench.track(Self.url)
        let offer = try #require(tracked.look.reading.offer)
        #expect(offer.price == .gbp(19_99))
        #expect(offer.listPrice == .gbp(24_99))
        #expect(offer.name == "Kettle & lid")
        #expect(offer.source == "the interface of WooCommerce $[0].prices.price")
        try await bench.round()
        #expect(bench.asked(since: 2) == ["/wp-json/wc/store/v1/products?slug=kettle"])
    }

    @Test("An interface that asks for time beside a page that answers gets it")
    func asksForTime() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.list, "{}", status: .tooManyRequests, fields: [.retryAfter: "120"])
        let tracked = try await bench.track(Self.url)
        #expect(tracked.look.reading.offer?.price == .gbp(19_99))
        #expect(try await bench.store.host("shop.example").pausedUntil == .noon + .seconds(120))
        bench.clock.advance(by: .seconds(119))
        #expect(try await bench.store.claimChecks(CheckRequest(limit: 1, horizon: .zero)).isEmpty)
    }

    @Test("Sold out and on back order are told")
    func stock() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.list, Self.product(Self.pounds(1_999, regular: 1_999), stock: "\"is_in_stock\":false"))
        let offer = try #require(try await bench.look(Self.url).reading.offer)
        #expect(offer.availability == .outOfStock)
        #expect(offer.listPrice == nil)
        let backorder = Self.product(Self.pounds(1_999, regular: 1_999)).replacing(
            "backorder\":false",
            with: "backorder\":true"
        )
        bench.answer(Self.list, backorder)
        #expect(try await bench.look(Self.url).reading.offer?.availability == .backorder)
    }

    @Test(
        "The minor unit is the one that the answer names, not the currency's",
        arguments: [
            ("1999", 2, "GBP", "19.99"), ("20", 0, "GBP", "20.00"), ("199900", 4, "GBP", "19.99"),
            ("1999", 0, "JPY", "1999"),
        ]
    )
    func minorUnits(price: String, digits: Int, currency: String, expected: String) {
        let body = Self.product(
            "\"price\":\"\(price)\",\"currency_code\":\"\(currency)\",\"currency_minor_unit\":\(digits),\"price_range\":null"
        )
        let answer = WooCommerce().read(
            PageContent(body: Array(body.utf8)),
            for: InterfaceQuestion(url: Sample.url(Self.url), lesson: "/wp-json/")
        )
        guard case .answer(let extraction) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(extraction.reading.offer?.price.description == "\(expected) \(currency)")
    }

    @Test(
        "Where the interface answers otherwise, the page is read, and the notes say so",
        arguments: [
            ("[]", HTTPResponse.Status.ok), (#"{"code":"rest_no_route","data":{"status":404}}"#, .notFound),
            (#"{"code":"rest_disabled"}"#, .unauthorized), ("<html>login</html>", .ok), ("[{\"id\":7,", .ok),
            (
                product(
                    pounds(1_999, regular: 1_999).replacing("null", with: #"{"min_amount":"1999","max_amount":"2999"}"#)
                ), .ok
            ),
            (
                product(
                    "\"price\":\"199999\",\"currency_code\":\"GBP\",\"currency_minor_unit\":4,\"price_range\":null"
                ), .ok
            ),
            (
                product("\"price\":\"1999\",\"currency_code\":\"QQQ\",\"currency_minor_unit\":2,\"price_range\":null"),
                .ok
            ),
        ]
    )
    func fallsBack(body: String, status: HTTPResponse.Status) async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("19.99"))
        bench.answer(Self.list, body, status: status)
        let look = try await bench.look(Self.url)
        #expect(look.reading.offer?.price == .gbp(19_99))
        #expect(look.extraction?.notes.contains { $0.hasPrefix("The interface of WooCommerce") } == true)
    }

    @Test("Another host's interface, a plain address of it, and pages that are no product teach nothing")
    func teachesNothing() {
        func lesson(_ html: String) -> String? {
            WooCommerce().lesson(in: PageContent(body: Array(html.utf8), url: Sample.url(Self.url)))
        }
        #expect(lesson(Self.page("1")) == "/wp-json/")
        #expect(lesson(Self.page("1", root: "https://shop.example/en/wp-json/")) == "/en/wp-json/")
        #expect(lesson(Self.page("1", root: "https://other.example/wp-json/")) == nil)
        #expect(lesson(Self.page("1", root: "https://shop.example/index.php?rest_route=/")) == nil)
        #expect(lesson(Self.page("1", root: "not an address")) == nil)
        #expect(lesson(Self.page("1", type: "page")) == nil)
        #expect(lesson(Self.page("1").replacing("woocommerce", with: "woo")) == nil)
    }
}
