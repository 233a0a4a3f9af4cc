import SalesHTML
import Testing

@Suite("The scanner")
struct HTMLScannerTests {
    private func names(_ page: String) throws -> String {
        try HTMLScanner(HTMLSource(text: page)).map(\.name).joined(separator: " ")
    }

    @Test(
        "start tags are found where a browser finds them",
        arguments: [
            ("<p><B>x</B></p>", "p b"), ("a < b <c", ""), ("<p a='<q>'>", "p"), ("<p a=\"'\" b='\"<i>'><u>", "p u"),
            ("<!-- <p> --><b>", "b"), ("<!--><b>", "b"), ("<!---><b>", "b"), ("<!-- --!><b>", "b"),
            ("<!-- -- > <p>", ""),
            ("<!-- unclosed <p>", ""), ("<!doctype html><p>", "p"), ("<?xml <p> ?><b>", "b"),
            ("<script><p></script><b>", "script b"), ("<SCRIPT>'</b>'</Script ><b>", "script b"),
            ("<script></scriptx><p></script><b>", "script b"), ("<script>unclosed<p>", "script"),
            ("<title><p></title><b>", "title b"), ("<textarea><p></textarea><b>", "textarea b"),
            ("<style>a>b{}</style><b>", "style b"), ("<a href=/x/><b>", "a b"), ("<br/><b>", "br b"), ("<p", ""),
            ("<", ""),
            ("</", ""), ("</p a='<q>'><b>", "b"), ("<p =a><b>", "p b"), ("<a b='x><p>", ""),
            ("<noscript><p></noscript>", "noscript p"),
            ("<template><p></template>", "template p"), ("<a\nb\tc\u{C}d><p/x>", "a p"), ("<<p>", "p"),
            ("<a<b>", "a<b"),
        ]
    )
    func tags(page: String, expected: String) throws {
        #expect(try names(page) == expected)
    }

    @Test("attributes are read as a browser reads them")
    func attributes() throws {
        let page =
            #"<META  Property = "og:price:amount" content='1&nbsp;299&amp;x' a b=c/d data-A=&pound;5 content=no e="">"#
        let tag = try #require(HTMLScanner(HTMLSource(text: page)).first { $0.isNamed("meta") })
        #expect(tag.name == "meta")
        #expect(tag.attribute("property") == "og:price:amount")
        #expect(tag.attribute("content") == "1\u{A0}299&x")
        #expect(tag.attribute("a") == "")
        #expect(tag.attribute("b") == "c/d")
        #expect(tag.attribute("e") == "")
        #expect(tag.attribute("f") == nil)
        #expect(tag.attributes().map(\.name) == ["property", "content", "a", "b", "data-a", "e"])
        #expect(tag.attributes().map(\.value) == ["og:price:amount", "1\u{A0}299&x", "", "c/d", "£5", ""])
        #expect(tag.attributes(limit: 2).count == 2)
    }

    @Test("the content of a script is its bytes, of a title its text")
    func content() throws {
        let source = try HTMLSource(text: "<title>A &amp; B</title><script type=x>{\"a\":\"&amp;</b>\"}</script><p>x")
        let tags = Array(HTMLScanner(source))
        #expect(tags.map(\.contentText) == ["A & B", "{\"a\":\"&amp;</b>\"}", nil])
        let content = try #require(tags[1].content)
        #expect(String(decoding: source.bytes[content], as: UTF8.self) == "{\"a\":\"&amp;</b>\"}")
        #expect(String(decoding: source.bytes[tags[1].range], as: UTF8.self) == "<script type=x>")
    }

    @Test(
        "a page that ends inside markup says so, a whole one does not",
        arguments: [
            ("<p>x</p>", false), ("<p>a < b", false), ("<p><b", true), ("<!-- x", true), ("<script>x", true),
            ("<p a='x>", true),
            ("<script>x</script>", false), ("</p", true),
        ]
    )
    func cut(page: String, isCut: Bool) throws {
        var iterator = try HTMLScanner(HTMLSource(text: page)).makeIterator()
        while iterator.next() != nil {}
        #expect(iterator.problem == (isCut ? .endsInsideMarkup : nil))
    }

    @Test(
        "random bytes do not crash the scanner, and its places lie inside the page in rising order",
        arguments: 0..<60
    )
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet = Array("<<<>>/!-='\" \tscriptae&#;x".utf8) + [0xC2, 0xA3, 0xFF]
        let page = (0..<3_000).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
        let source = try HTMLSource(page)
        var last = 0
        for tag in HTMLScanner(source) {
            #expect(tag.range.lowerBound >= last)
            #expect(tag.range.upperBound <= source.bytes.count)
            last = tag.content?.upperBound ?? tag.range.upperBound
            #expect(last <= source.bytes.count)
            _ = tag.attributes()
        }
    }

    @Test("on a well-formed page the scanner sees the JSON-LD and the meta tags that the tree sees", arguments: 0..<40)
    func agreesWithTree(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<meta property='og:price' content=\"1 &lt; 2 &amp; 3\">", "<meta name=x content='<b>'/>",
            "<!-- <meta name=no> -->",
            "<script type=\"application/ld+json\">{\"a\":\"</p><b>&amp;\"}</script>",
            "<script>if (a<b) {'<meta>'}</script>",
            "<p title='<meta name=no>'>x &copy; y</p>", "<div><span>£5</span></div>",
            "<style>a>b{content:'<meta>'}</style>",
            "<script type='application/ld+json'>\n[1,2]\n</script>", "<textarea><meta name=no></textarea>",
        ]
        let page =
            "<html><head></head><body>"
            + (0..<30).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined() + "</body></html>"
        let source = try HTMLSource(text: page)
        let document = try HTMLDocument(parsing: source)
        let scripts = HTMLScanner(source).filter {
            $0.isNamed("script") && $0.attribute("type") == "application/ld+json"
        }
        let selector = try CSSSelector("script[type='application/ld+json']")
        #expect(try scripts.map(\.contentText) == document.select(selector).map(\.textContent))
        let metas = HTMLScanner(source).filter { $0.isNamed("meta") }.map { $0.attribute("content") }
        #expect(try metas == document.select(CSSSelector("meta")).map { $0.attribute("content") })
    }
}
