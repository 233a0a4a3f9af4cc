import Testing

@testable import SalesCore

@Suite("The answer of structured data alone")
struct StructuredAnswerTests {
    /// What must be the same however much of a page is read.
    private struct Answer: Equatable {
        let outcome: Reading.Outcome
        let price: Money?
        let listPrice: Money?
        let unresolved: UnresolvedPrice?
        let availability: Availability
        let name: String?
        let image: PageURL?
        let kind: Extraction.PageKind

        init(_ extraction: Extraction) {
            outcome = extraction.reading.outcome
            price = extraction.reading.offer?.price
            listPrice = extraction.reading.offer?.listPrice
            unresolved = extraction.unresolved
            availability = extraction.availability
            name = extraction.reading.offer?.name ?? extraction.name
            image = extraction.image
            kind = extraction.kind
        }
    }

    private func expectSameAnswer(_ page: PageContent, _ text: String) {
        let all = Extractor.read(page)
        #expect(Answer(Extractor.read(page, evidence: .enough)) == Answer(all), "\(text)")
        #expect(all.evidence == .all)
    }

    @Test("Every saved page gives the same answer, however much of it is read")
    func fixtures() throws {
        for fixture in PageFixture.all { expectSameAnswer(try fixture.page, fixture.name) }
    }

    private static let item = """
        <script type="application/ld+json">{"@type": "Product", "name": "Blue Kettle", "offers": {"@type": "Offer",
        "price": "49.99", "priceCurrency": "GBP", "availability": "https://schema.org/InStock"}}</script>
        """

    private func page(_ body: String, head: String = item) -> PageContent {
        PageContent(body: Array("<html><head>\(head)</head><body>\(body)</body></html>".utf8))
    }

    @Test(
        "where the text bears the price out and states no other, the text is not read",
        arguments: [
            "<h1>Blue Kettle</h1><p class=price>£49.99</p><p>Weighs 1250 g, holds 1.7 litres</p>",
            "<h1>Blue Kettle</h1><p>Now only £49.99</p>", "<h1>Blue Kettle</h1><b>GBP 49.99</b><footer>£99.00</footer>",
            "<h1>Blue Kettle</h1><p class=price>£49.99</p><div class=related><del>£99.00</del> £70.00</div>",
            "<h1>Blue Kettle</h1><p>£49.99</p><script>price = 99.00</script><p hidden>£99.00</p>",
        ]
    )
    func answersAlone(body: String) {
        let extraction = Extractor.read(page(body), evidence: .enough)
        #expect(extraction.evidence == .enough)
        #expect(extraction.reading.offer?.price.decimal == "49.99")
        #expect(extraction.reading.offer?.name == "Blue Kettle")
        #expect(extraction.availability == .inStock)
        expectSameAnswer(page(body), body)
    }

    @Test(
        "where the text may say more or otherwise, it is read",
        arguments: [
            "<h1>Blue Kettle</h1>", "<h1>Blue Kettle</h1><p class=price>£39.99</p>",
            "<h1>Blue Kettle</h1><del>£59.99</del> <p class=price>£49.99</p>", "<h1>Blue Kettle</h1><p>$49.99</p>",
            "<h1>Blue Kettle</h1><del>£49.99</del><p class=price>£39.99</p>",
            "<h1>Blue Kettle</h1><p class=price>£49.99</p>" + String(repeating: "<p>a 1</p>", count: 30)
                + "<p>RRP £60</p>",
            "<h1>Blue Kettle</h1><p class=price>£49.99</p><p>Members pay <b>£45</b></p>",
            "<footer>£49.99</footer>", "<h1>Blue Kettle</h1><p class=price>£49.99</p><p title='",
            "<h1>Blue Kettle</h1><s>£49.99</s>",
        ]
    )
    func readsTheText(body: String) {
        #expect(Extractor.read(page(body), evidence: .enough).evidence == .all)
        expectSameAnswer(page(body), body)
    }

    @Test(
        "data that is not whole is never the answer alone",
        arguments: [
            (#""price": "49.99", "priceCurrency": "GBP""#, false),
            (#""price": "49.99", "availability": "InStock""#, false),
            (#""lowPrice": 49.99, "highPrice": 60, "priceCurrency": "GBP", "availability": "InStock""#, false),
            (#""price": "49.99", "priceCurrency": "GBP", "availability": "InStock""#, true),
            (#""price": "1.299", "priceCurrency": "GBP", "availability": "InStock""#, false),
            (#""price": "0", "priceCurrency": "GBP", "availability": "InStock""#, false),
        ]
    )
    func incomplete(offer: String, isWhole: Bool) {
        let head = """
            <script type="application/ld+json">{"@type": "Product", "name": "Kettle", "offers": {\(offer)}}</script>
            """
        let content = page("<h1>Kettle</h1><p class=price>£49.99</p>", head: head)
        #expect((Extractor.read(content, evidence: .enough).evidence == .enough) == isWhole)
        expectSameAnswer(content, offer)
    }

    @Test("strong sources that disagree are never the answer alone")
    func disagreement() {
        let head = Self.item + "<meta property='product:price:amount' content='59.99'>"
        let content = page("<h1>Blue Kettle</h1><p class=price>£49.99</p>", head: head)
        #expect(Extractor.read(content, evidence: .enough).evidence == .all)
        expectSameAnswer(content, "disagreement")
    }

    @Test("a price that the page strikes through is never the answer alone, however many sources state it")
    func struck() {
        let head = Self.item + "<meta property='product:price:amount' content='49.99'>"
        let rest = String(repeating: "<p>a</p>", count: 30) + "<p class=price>£39.99</p>"
        let content = page("<h1>Blue Kettle</h1><s>£49.99</s>" + rest, head: head)
        #expect(Extractor.read(content, evidence: .enough).evidence == .all)
        expectSameAnswer(content, "struck")
    }

    @Test("pages put together at random give the same answer, however much of them is read", arguments: 0..<200)
    func random(seed: Int) {
        var state = UInt64(seed) &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let amounts = ["49.99", "49.99", "49.99", "39.99", "59.99", "5.00", "120"]
        func price() -> String { "£" + amounts[next(amounts.count)] }
        let shapes: [() -> String] = [
            { "<p class=price>\(price())</p>" }, { "<del>\(price())</del>" },
            { "<span class=old-price>\(price())</span>" },
            { "<p>was \(price())</p>" }, { "<p>Now \(price())</p>" }, { "<p>You save \(price())</p>" },
            { "<div class=related><a href=/x>\(price())</a></div>" }, { "<p>Delivery \(price())</p>" },
            { "<p>Text</p>" },
            { "<ul><li>12 cups<li>3.5 kg</ul>" }, { "<button>Add to basket</button>" }, { "<p>In stock</p>" },
            { "<span>£</span><span>49</span><sup>99</sup>" }, { "<p>\(price()) / kg</p>" },
            { "<h2>Also \(price())</h2>" },
            { "<div class=price><b>\(price())</b> <s>\(price())</s></div>" }, { "<p>from \(price())</p>" },
        ]
        var body = "<h1>Blue Kettle</h1>"
        for _ in 0..<(2 + next(8)) { body += shapes[next(shapes.count)]() }
        var head = Self.item
        if next(3) == 0 { head += "<meta property='product:price:amount' content='49.99'>" }
        if next(2) == 0 { head += "<meta property='og:image' content='https://shop.example/kettle.jpg'>" }
        expectSameAnswer(page(body, head: head), body)
    }
}
