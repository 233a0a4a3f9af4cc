import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("ASOS")
struct ASOSTests {
    static let url = "https://www.asos.com/asos-design/shirt/prd/2041"
    static let query = "productIds=2041&store=COM&currency=GBP&country=GB&keyStoreDataversion=h7-38"
    static let stock = "https://www.asos.com/api/product/catalogue/v4/stockprice?\(query)"

    static func page(
        _ price: String,
        config: String = "/api/product/catalogue/v4/stockprice?\(query.replacing("2041", with: "2041,77"))"
    ) -> String {
        """
        <!doctype html><html lang="en-GB"><head><title>Shirt</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Product","name":"Shirt","productID":2041,"offers":{"@type":"Offer",
        "price":"\(price)","priceCurrency":"GBP"}}</script></head><body><h1>Shirt</h1><script>
        window.asos.pdp.config.stockPriceUrl = '/api/product/catalogue/v4/stockprice?productIds=';
        window.asos.pdp.config.stockPriceApiUrl = '\(config)';</script></body></html>
        """
    }

    static func answer(_ price: String, previous: String = "30.0", stock: Bool = true) -> String {
        """
        [{"productId":77,"productPrice":{"current":{"value":5.0,"text":"£5.00"},"currency":"GBP"},"variants":[]},
        {"productId":2041,"productPrice":{"current":{"value":\(price),"text":"£"},"previous":{"value":\(previous),
        "text":"£"},"rrp":{"value":null,"text":null},"isMarkedDown":true,"currency":"GBP"},"variants":[
        {"variantId":1,"isInStock":false,"price":{"current":{"value":\(price)},"currency":"GBP"}},
        {"variantId":2,"isInStock":\(stock),"price":{"current":{"value":22.5},"currency":"GBP"}}]}]
        """
    }

    @Test("The page names the product and the interface's store; price and stock come from the interface")
    func reads() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("24.99"))
        bench.answer(Self.stock, Self.answer("24.99"))
        let tracked = try await bench.track(Self.url)
        let offer = try #require(tracked.look.reading.offer)
        #expect(offer.price == .gbp(24_99))
        #expect(offer.listPrice == .gbp(30_00))
        #expect(offer.availability == .inStock)
        #expect(offer.name == "Shirt")
        #expect(offer.source == "the interface of ASOS $[1].productPrice.current.value")
        bench.answer(Self.stock, Self.answer("24.99", stock: false))
        #expect(try await bench.round().first?.look?.reading.offer?.availability == .outOfStock)
        #expect(bench.asked(since: 2) == ["/api/product/catalogue/v4/stockprice?\(Self.query)"])
        let name = try await bench.store.products(matching: .all, after: nil, limit: 1).elements.first?.name
        #expect(name == "Shirt")
    }

    @Test("Without the address in the page, the store of the path is asked, and none for a region's path")
    func store() {
        func lesson(_ url: String, _ html: String) -> String? {
            ASOS().lesson(in: PageContent(body: Array(html.utf8), url: Sample.url(url)))
        }
        #expect(lesson(Self.url, Self.page("1")) == Self.query)
        let plain = Self.page("1", config: "")
        #expect(lesson(Self.url, plain) == "productIds=2041&store=COM&currency=GBP&country=GB")
        #expect(lesson("https://www.asos.com/us/a/b/prd/9", plain) == nil)
        #expect(lesson("https://www.asos.com/us/a/b/prd/9", Self.page("1"))?.contains("store=COM") == true)
        #expect(lesson(Self.url, "<html></html>") == "productIds=2041&store=COM&currency=GBP&country=GB")
    }

    @Test("A variant has its own price and stock")
    func variant() throws {
        let question = InterfaceQuestion(
            url: Sample.url(Self.url),
            selection: Selection(text: "variant:2"),
            lesson: Self.query
        )
        guard
            case .answer(let extraction) = ASOS().read(
                PageContent(body: Array(Self.answer("24.99", stock: false).utf8)),
                for: question
            )
        else { return #expect(Bool(false)) }
        #expect(extraction.reading.offer?.price == .gbp(22_50))
        #expect(extraction.reading.offer?.availability == .outOfStock)
    }

    @Test(
        "Where the interface answers otherwise, the page is read, and the notes say so",
        arguments: [
            ("[]", HTTPResponse.Status.ok),
            (#"{"errorCode":"pdr-001","errorMessage":"No valid ProductIds"}"#, .notFound),
            ("", .forbidden), ("<html>denied</html>", .ok), (answer("null"), .ok), (answer("24.999"), .ok),
            (answer("0.0"), .ok),
            (answer("24.99").replacing("GBP", with: "ZZZ"), .ok),
        ]
    )
    func fallsBack(body: String, status: HTTPResponse.Status) async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, Self.page("24.99"))
        bench.answer(Self.stock, body, status: status)
        let look = try await bench.look(Self.url)
        #expect(look.reading.offer?.price == .gbp(24_99))
        #expect(look.extraction?.notes.contains { $0.hasPrefix("The interface of ASOS") } == true)
    }

    @Test("A page that is walled off is a wall: the interface is no way around it")
    func wall() async throws {
        let bench = AdapterBench()
        bench.answer(Self.url, "denied", status: .forbidden)
        bench.answer(Self.stock, Self.answer("24.99"))
        #expect(try await bench.look(Self.url).reading.outcome == .blocked)
        #expect(bench.shop.requests.count == 1)
    }
}
