import Testing

@testable import SalesCore

/// Pages that are made to cost time or memory, or to crash; that each ends is the contract, and what it may not say.
@Suite("Hostile pages")
struct HostilePageTests {
    private func read(_ html: String) -> Extraction { Extractor.read(PageContent(body: Array(html.utf8))) }

    private static let pages: [(name: String, html: String)] = [
        (
            // Found by fuzzing: each of eight names had all that is inside again.
            "items of eight names inside each other",
            String(
                repeating: "<div itemscope itemtype=https://schema.org/Product itemprop='a b c d e f g h'>",
                count: 16
            )
                + "<b itemprop=price>5</b>"
        ),
        (
            "items far down a page",
            String(repeating: "<p>x</p>", count: 30_000)
                + String(
                    repeating: "<div itemscope itemtype=https://schema.org/Offer><b itemprop=price>5</b></div>",
                    count: 3_000
                )
        ),
        (
            "items inside each other among many siblings",
            String(
                repeating: "<p>x</p><p>x</p><div itemscope itemtype=https://schema.org/Product itemprop='offers item'>",
                count: 3_000
            )
        ),
        (
            "many prices inside an element of long attributes",
            "<div class='\(String(repeating: "a", count: 1_000_000))' style='\(String(repeating: "b", count: 1_000_000))'>"
                + String(repeating: "<p class=price>£1.50</p>", count: 3_000)
        ),
        (
            "values that stand for many, many times",
            "<h1>Kettle</h1><script>x=(function(a){return {name:\"Kettle\",price:["
                + String(repeating: "a,", count: 100_000) + "]}}([" + String(repeating: "[],", count: 100_000)
                + "]))</script>"
        ),
        (
            "records that refer to a large one, many times",
            "<h1>Kettle</h1><script>x={\"R\":{" + (0..<20_000).map { "\"m\($0)\":1" }.joined(separator: ",")
                + "},\"P\":{\"name\":\"Kettle\",\"price\":5,"
                + (0..<2_000).map { "\"r\($0)\":{\"__ref\":\"R\"}" }.joined(separator: ",") + "}}</script>"
        ),
        (
            "records that refer to each other in rings",
            "<h1>Kettle</h1><script>x={"
                + (0..<500).map { one in
                    "\"K\(one)\":{\"name\":\"Kettle\",\"price\":5,"
                        + (1...6).map { "\"r\($0)\":{\"__ref\":\"K\((one + $0) % 500)\"}" }.joined(separator: ",") + "}"
                }.joined(separator: ",") + "}</script>"
        ),
        (
            "prices among percentages",
            String(repeating: "<p>£\(1).50</p><p>\(String(repeating: "%", count: 60))</p>", count: 5_000)
        ),
        ("many prices", String(repeating: "<p class=price>£1.50</p>", count: 30_000)),
        ("one element of many prices", "<p>" + String(repeating: "<b>£1.50</b>", count: 30_000)),
        (
            "nested properties",
            nest("<div itemscope itemprop=offers itemtype=https://schema.org/Product>", 400, "<i itemprop=price>5</i>")
        ),
        (
            "many properties of one name",
            "<div itemscope itemtype=https://schema.org/Product>"
                + String(repeating: "<i itemprop=name>a</i>", count: 30_000)
        ),
        (
            "nested names",
            "<div itemscope itemtype=https://schema.org/Product>"
                + nest("<div itemprop=name>", 400, String(repeating: "word ", count: 40_000))
        ),
        (
            "deep JSON-LD",
            "<script type=application/ld+json>" + String(repeating: #"{"offers":["#, count: 100_000) + "</script>"
        ),
        (
            "many JSON-LD products",
            "<script type=application/ld+json>["
                + String(repeating: #"{"@type":"Product","name":"a","offers":{"price":"1"}},"#, count: 20_000)
                + "]</script>"
        ),
        (
            "references in a circle",
            #"<script type=application/ld+json>{"@type":"Product","@id":"a","name":"x","offers":{"@id":"b"}}{"@id":"b","@type":"Offer","offers":{"@id":"b"},"x":1}</script>"#
        ),
        (
            "offers without a price that lead to each other",
            "<script type=application/ld+json>"
                + json(
                    "[",
                    #"{"@id":"a"},"#,
                    300,
                    before: #"{"@type":"Product","@id":"a","name":"x","x":1,"offers":"#,
                    "]}"
                )
                + "</script>"
        ),
        (
            "many references to one large object",
            "<script type=application/ld+json>"
                + json(
                    "[",
                    #"{"@id":"b"},"#,
                    30_000,
                    before: #"{"@type":"Product","name":"x","offers":"#,
                    "]}"
                )
                + json(#""@id":"b","#, #""m":1,"#, 50_000, before: "{", "}") + "</script>"
        ),
        (
            "a long name around many others",
            "<script type=application/ld+json>"
                + json(
                    "{",
                    #""a":{},"#,
                    50_000,
                    before: "{\"\(String(repeating: "n", count: 1_000_000))\":",
                    "}}"
                ) + "</script>"
        ),
        (
            "a title of short words and a script of one letter",
            "<title>" + (0..<24).map { "a \(Character(Unicode.Scalar(UInt8(98 + $0)))) " }.joined()
                + "</title><script>price="
                + String(repeating: "a", count: 1_000_000) + "</script>"
        ),
        ("many scripts", String(repeating: "<script>var price={</script>", count: 20_000)),
        ("open quotes in scripts", "<script>" + String(repeating: "price=('", count: 50_000) + "</script>"),
        (
            "many buttons",
            "<h1>Kettle</h1>" + String(repeating: "<button class=add-cart>Add to cart</button>", count: 20_000)
        ),
        ("many headings", String(repeating: "<h1>Kettle", count: 400)),
        ("long digits", "<h1>Kettle</h1><p class=price>£" + String(repeating: "9", count: 100_000) + "</p>"),
        ("digits beyond any amount", "<h1>Kettle</h1><p class=price>£99999999999999999999999999.99</p>"),
    ]

    private static func json(_ open: String, _ part: String, _ count: Int, before: String, _ close: String) -> String {
        before + open + String(repeating: part, count: count) + close
    }

    private static func nest(_ tag: String, _ depth: Int, _ inside: String) -> String {
        String(repeating: tag, count: depth) + inside
    }

    @Test("Each is read to an end, within the limits on what is kept", arguments: pages.map(\.name))
    func ends(_ name: String) throws {
        let html = try #require(Self.pages.first { $0.name == name }?.html)
        let extraction = read("<html><body>\(html)</body></html>")
        #expect(extraction.candidates.count <= Extraction.maximumCandidates)
        #expect((extraction.name?.count ?? 0) <= Product.maximumNameLength)
        #expect(extraction.candidates.allSatisfy { $0.text.count <= 120 })
    }

    @Test("An amount beyond what money can hold is no offer")
    func overflow() {
        #expect(read("<h1>Kettle</h1><p class=price>£99999999999999999999999999.99</p>").reading.offer == nil)
    }

    @Test("Names come without markup, control characters and marks that turn text around")
    func names() {
        let json =
            #"{"@type":"Product","name":"Blue &amp; \u202Egreen\u0007\n  kettle","offers":{"price":"5","priceCurrency":"EUR"}}"#
        #expect(read("<script type='application/ld+json'>\(json)</script>").name == "Blue & green kettle")
    }

    @Test("Random markup never crashes")
    func random() {
        var state: UInt64 = 0xBADC0DE
        let parts = [
            "<div class=price>", "</div>", "<h1>", "</h1>", "£19.99", "19", "<sup>99</sup>", "$", "<del>", "</del>",
            "<a href=/x>", "</a>",
            "<span itemprop=price content='5'>", "<div itemscope itemtype=https://schema.org/Product>",
            "<script type=application/ld+json>", "{\"@type\":\"Product\",",
            "\"offers\":", "</script>", "<meta property=product:price:amount content=1.299>", "<", ">", "&pound;",
            "\u{0}", "Add to cart", "<button>", "sold out", "<li>",
        ]
        for _ in 0..<300 {
            var html = ""
            for _ in 0..<60 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                html += parts[Int(state >> 33) % parts.count]
            }
            let extraction = read(html)
            #expect(extraction.reading.offer.map { $0.price.isPositive } ?? true)
        }
    }
}
