import SalesTesting
import Testing

@testable import SalesCore

@Suite("Pins")
struct PinTests {
    static let page = """
        <!doctype html><html lang="en-GB"><head><title>Kettle</title>
        <meta property="product:price:currency" content="GBP">
        <script type="application/ld+json">
        {"@context":"https://schema.org","@type":"Product","name":"Kettle","offers":[
        {"@type":"Offer","sku":"K-S","price":"19.99","priceCurrency":"GBP","availability":"https://schema.org/InStock",
        "url":"https://shop.example/kettle?variant=11"},
        {"@type":"Offer","sku":"K-L","price":"29.99","priceCurrency":"GBP","availability":"https://schema.org/OutOfStock",
        "url":"https://shop.example/kettle?variant=12#buy"}]}
        </script>
        <script type="application/json" id="state">{"product":{"member":{"price":17.5}}}</script></head>
        <body><h1>Kettle</h1><p class="price">£19.99</p><p class="member">Members: <b>£17.50</b></p>
        <span class="minor" data-amount="17.50" hidden>x</span><i class="word">soon</i><ul><li>£1.00</li><li>£2.00</li></ul>
        </body></html>
        """

    static func read(_ pin: String, page: String = page) -> Extraction {
        Extractor.read(
            PageContent(
                body: Array(page.utf8),
                url: Sample.url("https://shop.example/kettle"),
                contentType: "text/html; charset=utf-8",
                selection: Selection(text: pin)
            )
        )
    }

    @Test(
        "A pin gives the price that it names, with its own source",
        arguments: [
            ("css:.member b", "17.50"), ("css:span.minor@data-amount", "17.50"), ("css:.price", "19.99"),
            ("xpath://p[@class='member']/b", "17.50"), ("xpath://span/@data-amount", "17.50"),
            ("json:$.offers[1].price", "29.99"), ("json:#state$.product.member.price", "17.50"),
            ("json:$.product.member.price", "17.50"), ("offer:2", "29.99"), ("sku:k-l", "29.99"),
            ("variant:12", "29.99"), ("sku:K-S", "19.99"),
        ]
    )
    func selects(pin: String, price: String) throws {
        let extraction = Self.read(pin)
        let offer = try #require(extraction.reading.offer, "\(extraction.reading)")
        #expect(offer.price.decimal == price)
        #expect(offer.price.currency == .gbp)
        #expect(offer.name == "Kettle")
        #expect(offer.source.hasPrefix("the pin "))
        #expect(extraction.candidates.first?.source == .pin)
        let others = extraction.candidates.filter { $0.source != .pin }
        #expect(!others.isEmpty && others.allSatisfy { $0.verdict == "not pinned" })
    }

    @Test(
        "A path of steps to parents is followed from an element, and refused from the page, which has none",
        arguments: ["..", "/..", " ../span", "parent::div", "/ parent::node()"]
    )
    func parents(path: String) throws {
        #expect(Self.read("xpath://p[@class='member']/b/../b").reading.offer?.price.decimal == "17.50")
        #expect(Self.read("xpath://b/parent::p").reading.offer?.price.decimal == "17.50")
        #expect { try Pin("xpath:\(path)") } throws: { error in
            (error as? Pin.Invalid)?.reason.contains("which you name first") == true
        }
    }

    @Test("A kind of pin that is mistyped is asked after")
    func mistyped() {
        #expect { try Pin("ccs:.price") } throws: { error in
            (error as? Pin.Invalid)?.reason.hasSuffix("variant:; perhaps css: is meant") == true
        }
    }

    @Test("The offer that is pinned tells its own availability")
    func availability() throws {
        #expect(Self.read("sku:K-L").reading.offer?.availability == .outOfStock)
        #expect(Self.read("sku:K-S").reading.offer?.availability == .inStock)
    }

    @Test(
        "A pin that selects nothing is a failure that says so, and no other price takes its place",
        arguments: [
            ("css:.gone", "selects no element"), ("css:.price@data-x", "has no data-x"),
            ("xpath://table", "selects no element"), ("json:$.nothing", "no such value"),
            ("json:#other$.a", "script #other has no such value"), ("offer:3", "states 2 offers"),
            ("sku:K-X", "no such offer"), ("variant:1", "no such offer"), ("css:.word", "“soon” is no price"),
        ]
    )
    func breaks(pin: String, why: String) {
        let extraction = Self.read(pin)
        #expect(extraction.reading.outcome == .failed)
        let reason = extraction.reading.reason ?? ""
        #expect(reason.hasPrefix("the pin \(pin) does not match the page"), "\(reason)")
        #expect(reason.contains(why), "\(reason)")
    }

    @Test("A pin on one element of several prices says that, and what to pin instead")
    func severalPrices() {
        let page = Self.page.replacing("<ul>", with: "<p class=\"both\">£49.99 £39.99</p><ul>")
        let reading = Self.read("css:.both", page: page).reading
        #expect(reading.outcome == .failed)
        let reason = reading.reason ?? ""
        #expect(
            reason.hasSuffix(
                "“£49.99 £39.99” holds several prices; pin the element inside it that holds only the one you pay"
            ),
            "\(reason)"
        )
    }

    @Test("A pin that selects prices that differ decides nothing")
    func manyPrices() {
        let reading = Self.read("css:li").reading
        #expect(reading.outcome == .ambiguous)
        #expect(reading.reason?.contains("2 prices (1.00, 2.00)") == true, "\(reading)")
    }

    @Test("A wall says nothing about the pin")
    func wall() {
        let wall = """
            <html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing
            shop.example</h1><p>Please complete the security check. Verify you are human.</p>
            <script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script></body></html>
            """
        #expect(Self.read("css:.price", page: wall).reading.outcome == .blocked)
    }

    @Test("A pin is evaluated on a page that only a script would fill")
    func shell() {
        let data = String(repeating: "x", count: 600)
        let shell = """
            <html lang="en"><head><title>Shop</title></head><body><div id="__next"></div>
            <script id="__NEXT_DATA__" type="application/json">{"a":{"price":"24.50","currency":"GBP"},"b":"\(data)"}</script>
            """
        #expect(Self.read("json:#__NEXT_DATA__$.a.price", page: shell).reading.offer?.price == .gbp(24_50))
        let missed = Self.read("json:#__NEXT_DATA__$.b.price", page: shell)
        #expect(missed.kind == .scriptShell)
    }

    @Test("A page that is gone is gone, not a pin that no longer matches")
    func gone() {
        let page = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
        #expect(Self.read("css:.price", page: page).reading.outcome == .gone)
    }

    @Test("A cut page is a failure of the page, not of the pin")
    func cut() {
        let reading = Self.read("css:.price", page: String(Self.page.prefix(300))).reading
        #expect(reading.outcome == .failed)
        #expect(reading.reason?.contains("pin") == false, "\(reading)")
    }

    @Test(
        "What is no pin is refused with what is wrong",
        arguments: [
            ("", "begins with css:"), ("price", "begins with css:"), ("regex:a", "begins with css:"),
            ("css:", "nothing stands"), ("css:p[", ""), ("css:p@", "name of an attribute"),
            ("xpath://[", "well-formed"),
            ("json:price", "begins with $"), ("json:#$.a", "script's id"), ("json:#a", "begins with $"),
            ("offer:0", "place of an offer"), ("offer:x", "place of an offer"), ("sku: ", "nothing stands"),
            ("css:a\u{1}", "control"), ("css:" + String(repeating: "a", count: 500), "500"),
        ]
    )
    func refuses(text: String, reason: String) {
        let error = #expect(throws: Pin.Invalid.self) { try Pin(text) }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("A pin comes back from its text", arguments: ["css:a > b@href", "xpath://a/@b", "json:#x$.a[0]", "sku:1:2"])
    func roundTrip(text: String) throws {
        let pin = try Pin(text)
        #expect(pin.text == text)
        #expect(try Pin(pin.selection) == pin)
        #expect(try Pin(Selection.page) == nil)
    }

    @Test("Fields of a configuration are read together, and what they don't name is read as usual")
    func fields() throws {
        var page = PageContent(body: Array(Self.page.utf8), url: Sample.url("https://shop.example/kettle"))
        page.fields = PageFields(
            price: try Pin("css:.member b"),
            listPrice: try Pin("css:.price"),
            availability: try Pin("css:.word"),
            currency: .code(.gbp)
        )
        let offer = try #require(Extractor.read(page).reading.offer)
        #expect(offer.price == .gbp(17_50))
        #expect(offer.listPrice == .gbp(19_99))
        #expect(offer.availability == .unknown)
        #expect(offer.name == "Kettle")
        page.fields = PageFields(name: try Pin("css:title"))
        #expect(Extractor.read(page).reading.offer?.price == .gbp(19_99))
    }

    @Test("A JSON body is read by paths")
    func jsonBody() throws {
        let body = #"{"item":{"cost":"12,50 €","left":0,"label":"Tea"}}"#
        var page = PageContent(body: Array(body.utf8), url: Sample.url("https://api.example/7"))
        page.fields = PageFields(
            price: try Pin("json:$.item.cost"),
            availability: try Pin("json:$.item.left"),
            name: try Pin("json:$.item.label")
        )
        let offer = try #require(Extractor.read(page).reading.offer)
        #expect(offer.price.description == "12.50 EUR")
        #expect(offer.availability == .outOfStock)
        #expect(offer.name == "Tea")
        page.fields.price = try Pin("css:p")
        #expect(Extractor.read(page).reading.reason?.contains("no elements") == true)
    }
}
