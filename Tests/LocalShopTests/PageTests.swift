import Foundation
import Testing

@testable import LocalShop

@Suite("Pages")
struct PageTests {
    private static let hostile = "A \"sharp\" <b>knife</b> & 'case' </script><script>alert(1)</script>"

    private func page(id: Int, name: String? = nil, prices: [Int64] = [3_999]) -> String {
        let opening = Catalogue(seed: 1).products(count: 20, at: 0)
        var product = opening[id - 1]
        product.price = ShopMoney(minor: 3_999, currency: .gbp)
        product.name = name ?? product.name
        return ProductPage(
            product: product,
            prices: prices.map { ShopMoney(minor: $0, currency: .gbp) },
            related: ProductPage.related(to: product, from: opening),
            base: "http://shop.test"
        ).html()
    }

    /// The JSON of the page's one data script.
    private func script(_ page: String, _ opening: String) throws -> [String: Any] {
        let start = try #require(page.range(of: opening)).upperBound
        let end = try #require(page[start...].range(of: "</script>")).lowerBound
        return try #require(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [String: Any])
    }

    @Test("A JSON-LD page states the offer in a Product")
    func jsonLD() throws {
        let value = try script(page(id: 6), "<script type=\"application/ld+json\">")
        let offer = try #require(value["offers"] as? [String: Any])
        #expect(value["@type"] as? String == "Product")
        #expect(value["@context"] as? String == "https://schema.org")
        #expect(offer["price"] as? String == "39.99")
        #expect(offer["priceCurrency"] as? String == "GBP")
        #expect(offer["availability"] as? String == "https://schema.org/InStock")
    }

    @Test("A graph page states the offer in one of its nodes")
    func graph() throws {
        let value = try script(page(id: 1), "<script type=\"application/ld+json\">")
        let nodes = try #require(value["@graph"] as? [[String: Any]])
        let product = try #require(nodes.first { $0["@type"] as? String == "Product" })
        #expect(nodes.count == 3)
        #expect((product["offers"] as? [String: Any])?["price"] as? String == "39.99")
    }

    @Test("An embedded-state page states the price in its state")
    func embedded() throws {
        let value = try script(page(id: 4), "<script id=\"__NEXT_DATA__\" type=\"application/json\">")
        let props = (value["props"] as? [String: Any])?["pageProps"] as? [String: Any]
        let price = (props?["product"] as? [String: Any])?["price"] as? [String: Any]
        #expect(price?["amount"] as? String == "39.99")
        #expect(price?["currency"] as? String == "GBP")
    }

    @Test("Microdata, meta tags and visible text state the price in their own way, and only there")
    func markup() {
        #expect(page(id: 2).contains("itemprop=\"price\" content=\"39.99\">£39.99<"))
        #expect(page(id: 3).contains("<meta property=\"product:price:amount\" content=\"39.99\">"))
        #expect(page(id: 5).contains("<p class=\"price\">£39.99</p>"))
        for machine in ["39.99\"", "application/ld+json", "itemprop", "product:price", "__NEXT_DATA__"] {
            #expect(!page(id: 5).contains(machine))
        }
    }

    @Test("Every kind of page shows decoys, and the price to people", arguments: 1...6)
    func decoys(id: Int) {
        let text = page(id: id)
        #expect(text.contains(">£39.99<"))
        #expect(text.components(separatedBy: "card-price").count == 5)
    }

    @Test("A page without a price states none; one with two shows both, and its data states neither", arguments: 1...6)
    func counts(id: Int) {
        let none = page(id: id, prices: [])
        #expect(!none.contains("39.99") && !none.contains("class=\"price\""))
        let two = page(id: id, prices: [3_999, 4_499])
        #expect(two.contains(">£39.99<") && two.contains(">£44.99<"))
        #expect(!two.contains("39.99\"") && !two.contains("44.99\""))
    }

    @Test("No name can break out of its place in a page", arguments: 1...6)
    func escapes(id: Int) {
        let text = page(id: id, name: Self.hostile)
        #expect(!text.contains("<b>knife"))
        #expect(!text.contains("<script>alert"))
        #expect(text.contains("&lt;b&gt;knife&lt;/b&gt; &amp; &#39;case&#39;"))
        #expect(
            text.components(separatedBy: "</script>").count == page(id: id).components(separatedBy: "</script>").count
        )
    }

    @Test("A hostile name comes back unchanged from a page's JSON")
    func scriptRoundTrip() throws {
        let value = try script(page(id: 6, name: Self.hostile), "<script type=\"application/ld+json\">")
        #expect(value["name"] as? String == Self.hostile)
    }

    @Test("The listing has many prices and no statement of one product")
    func listing() {
        let text = ListingPage(products: Catalogue(seed: 1).products(count: 300, at: 0)).html()
        #expect(text.components(separatedBy: "card-price").count == ListingPage.limit + 1)
        #expect(!text.contains("application/ld+json") && !text.contains("og:type"))
    }

    @Test("Dates are written as HTTP writes them (RFC 9110 §5.6.7)")
    func dates() {
        #expect(HTTPDate.text(784_111_777_000) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(951_782_400_000) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(HTTPDate.text(.min) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(.max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    }
}
