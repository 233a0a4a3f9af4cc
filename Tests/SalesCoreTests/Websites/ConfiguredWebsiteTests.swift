import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Websites of the configuration")
struct ConfiguredWebsiteTests {
    static let url = "https://parts.example/p/blue/77"
    static let page = """
        <html lang="en"><head><title>Bolt</title></head><body><h1>Bolt</h1><p class="now">12.50</p>
        <p class="old">15.00</p><p class="stock" data-left="0">x</p></body></html>
        """

    private func bench(_ website: ConfiguredWebsite) -> AdapterBench {
        let bench = AdapterBench(WebsiteAdapters([website] + WebsiteAdapters.builtIn))
        bench.answer(Self.url, Self.page)
        return bench
    }

    private static func interface() throws -> ConfiguredWebsite {
        ConfiguredWebsite(
            name: "parts",
            hosts: ["www.Parts.example"],
            fields: PageFields(
                price: try Pin("json:$.offer.cents"),
                availability: try Pin("json:$.offer.available"),
                name: try Pin("json:$.title"),
                image: try Pin("json:$.shots[0].file"),
                currency: .pin(try Pin("json:$.offer.currency"))
            ),
            template: try InterfaceTemplate("https://{host}/api/products/{id}", path: "/p/*/{id}"),
            keptQuery: ["colour"]
        )
    }

    @Test("The fields of its page are read where the configuration says")
    func fields() async throws {
        let website = ConfiguredWebsite(
            name: "parts",
            hosts: ["parts.example"],
            fields: PageFields(
                price: try Pin("css:.now"),
                listPrice: try Pin("css:.old"),
                availability: try Pin("css:.stock@data-left"),
                currency: .code(.gbp)
            )
        )
        let offer = try #require(try await bench(website).look(Self.url).reading.offer)
        #expect(offer.price == .gbp(12_50))
        #expect(offer.listPrice == .gbp(15_00))
        #expect(offer.availability == .outOfStock)
        #expect(offer.name == "Bolt")
    }

    @Test(
        "Its picture is read where the configuration says, and as usual where nothing that is one stands there",
        arguments: [
            ("css:.shot@data-large", "https://parts.example/img/large.jpg"),
            ("css:.none@src", "https://parts.example/og.jpg"), ("css:.now", "https://parts.example/og.jpg"),
        ]
    )
    func image(pin: String, address: String) throws {
        let shown = #"<meta property="og:image" content="/og.jpg"></head>"#
        let shot = #"<img class="shot" data-large="../img/large.jpg"><p class="now">£"#
        let text = Self.page.replacing("</head>", with: shown).replacing(#"<p class="now">"#, with: shot)
        var page = PageContent(body: Array(text.utf8), url: Sample.url("https://parts.example/p/77"))
        page.fields = PageFields(price: try Pin("css:.now"), image: try Pin(pin), currency: .code(.gbp))
        let extraction = Extractor.read(page)
        #expect(extraction.reading.offer?.price == .gbp(12_50))
        #expect(extraction.image?.absoluteString == address)
    }

    @Test("Its interface is asked in place of the page, with the id of the path")
    func asks() async throws {
        let bench = bench(try Self.interface())
        bench.answer(
            "https://parts.example/api/products/77",
            #"{"title":"Bolt M8","shots":[{"file":"/m8.jpg"}],"offer":{"cents":9.95,"currency":"EUR","available":true}}"#
        )
        let look = try await bench.look(Self.url)
        let offer = try #require(look.reading.offer)
        #expect(look.extraction?.image?.absoluteString == "https://parts.example/m8.jpg")
        #expect(offer.price.description == "9.95 EUR")
        #expect(offer.name == "Bolt M8")
        #expect(offer.availability == .inStock)
        #expect(bench.asked() == ["/api/products/77"])
    }

    @Test(
        "Its whole numbers count the smallest unit where the configuration says so",
        arguments: [("GBP", "19.99"), ("JPY", "1999")]
    )
    func minorUnits(code: String, amount: String) throws {
        var page = PageContent(body: Array(#"{"cents": 1999}"#.utf8))
        page.fields = PageFields(
            price: try Pin("json:$.cents"),
            currency: .code(try #require(Currency(code: code))),
            countsMinorUnits: true
        )
        #expect(Extractor.read(page).reading.offer?.price.decimal == amount)
    }

    @Test("Where the interface answers otherwise, the page is read as any other, and the notes say so")
    func fallsBack() async throws {
        let bench = bench(try Self.interface())
        bench.answer("https://parts.example/api/products/77", #"{"error":"no"}"#)
        bench.answer(Self.url, Self.page.replacing("12.50", with: "£12.50"))
        let look = try await bench.look(Self.url)
        #expect(look.extraction?.notes.contains { $0.hasPrefix("The interface of parts") } == true)
        #expect(bench.asked() == ["/api/products/77", "/p/blue/77"])
    }

    @Test("Query keys that name a product stay, all others are dropped")
    func canonical() throws {
        let bench = bench(try Self.interface())
        let url = try bench.tracker.canonicalURL("https://parts.example/p/blue/77?sort=a&colour=2&page=3")
        #expect(url.absoluteString == Self.url + "?colour=2")
    }

    @Test(
        "A path that does not fit the template has no interface",
        arguments: [("/p/blue/77", "77"), ("/p/77", nil), ("/q/blue/77", nil), ("/p/blue/77/more", nil)]
    )
    func paths(path: String, id: String?) throws {
        let request = try Self.interface().request(
            for: InterfaceQuestion(url: Sample.url("https://parts.example\(path)"))
        )
        #expect(request?.url.path == id.map { "/api/products/\($0)" })
    }

    @Test(
        "A template that cannot work is refused with its reason",
        arguments: [
            ("https://{host}/api", nil, "no {id}"), ("https://{host}/{id}/{name}", nil, "braces"),
            ("ftp://{host}/{id}", nil, "no URL"), ("https://{host}/{id}", "/p", "no path"),
            ("https://{host}/{id}", "p/{id}", "no path"), ("https://{host}/{id}", "/{id}/{id}", "no path"),
        ]
    )
    func refuses(text: String, path: String?, reason: String) {
        let error = #expect(throws: ConfiguredWebsite.Invalid.self) { try InterfaceTemplate(text, path: path) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
}
