import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("A tracked product's picture", .timeLimit(.minutes(15)))
struct PictureTests {
    private func show(_ bench: TrackerBench, _ price: String, _ picture: String?, etag: String? = nil) {
        let head = picture.map { "<meta property=\"og:image\" content=\"\($0)\">" } ?? ""
        bench.show(bench.page(price, etag: etag, head: head))
    }

    private func picture(_ bench: TrackerBench) async throws -> String? {
        try await bench.products().first?.state.image?.absoluteString
    }

    @Test("is kept from the first look on, as its page named it last, and stands in the mail")
    func flows() async throws {
        let bench = try TrackerBench()
        show(bench, "49.99", "/1.jpg")
        _ = try await bench.track()
        #expect(try await picture(bench) == "https://shop.example/1.jpg")
        show(bench, "49.99", "/2.jpg")
        try await bench.round()
        #expect(try await picture(bench) == "https://shop.example/2.jpg")
        show(bench, "39.99", nil)
        for _ in 0..<2 { try await bench.round() }
        #expect(try await picture(bench) == "https://shop.example/2.jpg")
        let html = try #require(bench.inbox.messages.first).html
        #expect(html.contains("<img src=\"https://shop.example/2.jpg\" alt=\"\""))
    }

    @Test("is that of the page where an interface that stands for it names none")
    func besideInterface() async throws {
        let bench = AdapterBench()
        let head = "<head><meta property=\"og:image\" content=\"/1.jpg\">"
        bench.answer(WooCommerceTests.url, WooCommerceTests.page("19.99").replacing("<head>", with: head))
        bench.answer(WooCommerceTests.list, WooCommerceTests.product(WooCommerceTests.pounds(1_999, regular: 1_999)))
        let tracked = try await bench.track(WooCommerceTests.url)
        #expect(tracked.look.reading.offer?.source.hasPrefix("the interface of WooCommerce") == true)
        #expect(tracked.product.state.image?.absoluteString == "https://shop.example/1.jpg")
    }

    @Test("stays where the page is unchanged, gone or a wall")
    func stays() async throws {
        let bench = try TrackerBench()
        show(bench, "49.99", "/1.jpg", etag: "\"1\"")
        _ = try await bench.track()
        let unchanged = try await bench.round()
        #expect(unchanged.look?.status == 304)
        #expect(try await picture(bench) == "https://shop.example/1.jpg")
        for status in [404, 403] {
            let page = "<meta property=og:image content=/logo.png><h1>No</h1>"
            bench.show(.page(page, at: bench.url, status: HTTPResponse.Status(code: status)))
            try await bench.round()
            #expect(try await picture(bench) == "https://shop.example/1.jpg")
        }
    }
}
