import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The page that adds a product", .timeLimit(.minutes(15)))
struct NewProductPageTests {
    private let bench = WebBench()

    private static let rule = [("rule", "drop"), ("channel", "email"), ("channel", "sms"), ("action", "save")]

    private func products() async throws -> [Product] {
        try await bench.store.products(matching: .all, after: nil, limit: 9).elements
    }

    @Test("asks for an address, and takes one that is given with it")
    func blank() async throws {
        let anna = try await bench.signIn("anna")
        let page = try await bench.get("/products/new?url=https%3A%2F%2Fshop.example%2Fa+b", by: anna)
        #expect(page.status == 200 && page.body.contains("What works best"))
        #expect(page.body.contains("value=\"https://shop.example/a b\""))
        #expect(bench.fetcher.requests.isEmpty)
    }

    @Test("shows what was read and why, and keeps nothing before the person says so")
    func reads() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        let page = try await bench.submit("/products/new", [("url", " \(ShopPage.kettle)?utm_source=x ")], by: anna)
        #expect(page.status == 200, "\(page.body)")
        for part in [
            "<bdi>Kettle</bdi>", "<p class=\"money\">£19.99</p>", "Read at once", "JSON-LD", "In stock",
            "Track it</button>", "name=\"url\" value=\"\(ShopPage.kettle)\"", "<span>GBP</span>",
        ] { #expect(page.body.contains(part), "\(part)") }
        #expect(!page.body.contains("name=\"insist\"") && !page.body.contains("name=\"selection\""))
        let none = try await products()
        #expect(none.isEmpty)
    }

    @Test("follows the product by the rule that was chosen, and leads to its page")
    func follows() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        let form = [("url", ShopPage.kettle), ("rule", "share"), ("share", "10"), ("share_since", "asked")]
        let rest = [("channel", "sms"), ("interval", "1h"), ("in_digest", "on"), ("action", "save")]
        let answer = try await bench.submit("/products", form + rest, by: anna)
        let product = try #require(try await products().first)
        #expect(answer.status == 303 && answer.fields[.location] == "/products/\(product.id)?done=tracked")
        let subscription = try #require(try await bench.subscription(of: anna, to: product.id.rawValue))
        #expect(subscription.rule == .dropByShare(basisPoints: 1_000, than: .asked))
        #expect(subscription.channels == [.sms] && subscription.interval == .seconds(3_600) && subscription.isInDigest)
        let again = try await bench.submit("/products", [("url", ShopPage.kettle)] + Self.rule, by: anna)
        #expect(again.fields[.location] == "/products/\(product.id)?done=saved")
    }

    @Test("has one chosen of several prices, and follows that one")
    func choosing() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.twoPrices)
        let page = try await bench.submit("/products/new", [("url", ShopPage.kettle)], by: anna)
        #expect(page.status == 200 && page.body.contains("Several prices"))
        #expect(page.body.contains("£24.50") && page.body.contains("£31.00"))
        let selections = page.body.matches(of: #/name="selection" value="([^"]+)"/#).map { String($0.output.1) }
        #expect(selections.count == 2)
        let unsure = try await bench.submit("/products", [("url", ShopPage.kettle)] + Self.rule, by: anna)
        #expect(unsure.status == 422 && unsure.body.contains("Choose the price that you pay."))
        let none = try await products()
        #expect(none.isEmpty)
        let chosen = try #require(selections.last).replacing("&gt;", with: ">").replacing("&#39;", with: "'")
        let form = [("url", ShopPage.kettle), ("selection", chosen)]
        let tried = try await bench.submit(
            "/products",
            form + [("rule", "below"), ("below", "30"), ("channel", "email"), ("action", "preview")],
            by: anna
        )
        #expect(tried.status == 200 && tried.body.contains("There is no past yet"))
        #expect(tried.body.matches(of: #/name="selection" value="[^"]+"\s+checked/#).count == 1)
        let answer = try await bench.submit("/products", form + Self.rule, by: anna)
        #expect(answer.status == 303, "\(answer.body)")
        let product = try #require(try await products().first)
        #expect(product.state.price == Sample.pounds(3_100) && product.selection.text == chosen)
    }

    @Test("lets a page without a price be followed by whoever says so")
    func insisting() async throws {
        let anna = try await bench.signIn("anna")
        let sold = ShopPage.product("").replacing("InStock", with: "OutOfStock").replacing("\"price\":\"\",", with: "")
        try bench.show(ShopPage.kettle, sold)
        let page = try await bench.submit("/products/new", [("url", ShopPage.kettle)], by: anna)
        #expect(page.body.contains("No price now") && page.body.contains("Track it anyway"), "\(page.body)")
        #expect(page.body.contains("name=\"insist\" value=\"on\""))
        let form = [("url", ShopPage.kettle), ("insist", "on"), ("rule", "back_in_stock"), ("channel", "email")]
        let answer = try await bench.submit("/products", form, by: anna)
        #expect(answer.status == 303, "\(answer.body)")
        let followed = try await products()
        #expect(followed.count == 1)
    }

    @Test("says beside the address what is wrong with it, and keeps it", arguments: ["/products/new", "/products"])
    func addresses(path: String) async throws {
        let anna = try await bench.signIn("anna")
        for (url, words) in [
            ("", "The URL is empty."), ("kettle", "no http:// or https://"),
            ("ftp://shop.example/", "Only http and https"),
            ("https://nowhere.example/", "This address cannot be asked"),
        ] {
            let answer = try await bench.submit(path, [("url", url)] + Self.rule, by: anna)
            #expect(answer.status == 422 && answer.body.contains("id=\"url-error\""), "\(url)")
            #expect(answer.body.contains(words) && answer.body.contains("value=\"\(url)\""), "\(url): \(answer.body)")
        }
    }

    @Test("says why a page cannot be read, and what can be done")
    func troubles() async throws {
        let anna = try await bench.signIn("anna")
        for (index, (status, title)) in [
            (HTTPResponse.Status.forbidden, "The shop keeps programs out."), (.notFound, "The product is not there."),
            (.internalServerError, "The page could not be read."),
        ].enumerated() {
            let url = "https://shop\(index).example/kettle"
            try bench.show(url, "<html><body>No.</body></html>", status: status)
            let answer = try await bench.submit("/products/new", [("url", url)], by: anna)
            #expect(answer.status == 422 && answer.body.contains(title), "\(status): \(answer.body)")
            #expect(answer.body.contains("value=\"\(url)\"") && !answer.body.contains("Track it"))
        }
    }

    @Test("says beside the field what is wrong with the rule, with the page and what was typed")
    func faults() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        for (form, part) in [
            ([("rule", "below"), ("below", "cheap")], "id=\"rule-below-error\""),
            ([("rule", "fall"), ("fall", "30")], "id=\"rule-fall-error\""),
            ([("rule", "below"), ("below", "10 USD")], "id=\"rule-below-error\""),
        ] {
            for action in ["save", "preview"] {
                let sent = [("url", ShopPage.kettle), ("channel", "email"), ("action", action)] + form
                let answer = try await bench.submit("/products", sent, by: anna)
                #expect(answer.status == 422 && answer.body.contains(part), "\(form) \(action)")
                #expect(answer.body.contains("£19.99") && answer.body.contains("value=\"\(form[1].1)\""))
            }
        }
        let none = try await products()
        #expect(none.isEmpty)
    }

    @Test("holds a person to as many products and pages as they may have, and says so")
    func limits() async throws {
        var bench = bench
        bench.settings.people.products = 1
        bench.settings.people.addsPerHour = 3
        let anna = try await bench.signIn("anna")
        _ = try await bench.follow(by: anna)
        let other = "https://shop.example/pot"
        try bench.show(other, ShopPage.product("5.00", name: "Pot"))
        let full = try await bench.submit("/products", [("url", other)] + Self.rule, by: anna)
        #expect(full.status == 422 && full.body.contains("as many products as one person may"), "\(full.body)")
        #expect(full.body.contains("<bdi>Pot</bdi>"))
        for _ in 0..<2 {
            let read = try await bench.submit("/products/new", [("url", other)], by: anna)
            #expect(read.status == 200)
        }
        let often = try await bench.submit("/products/new", [("url", other)], by: anna)
        #expect(often.status == 429 && often.fields[.retryAfter] != nil)
        #expect(often.body.contains("You have asked for too many pages."))
    }
}
