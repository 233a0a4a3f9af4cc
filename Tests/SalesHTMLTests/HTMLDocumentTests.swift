import SalesHTML
import Testing

@Suite("The tree, and the traps of libxml2")
struct HTMLDocumentTests {
    @Test("a NUL byte does not end the page")
    func nul() throws {
        let document = try HTMLDocument(parsing: Array("<p>a\0b</p><p id=x>after</p>".utf8), encoding: .utf8)
        #expect(try document.select(CSSSelector("#x")).count == 1)
        #expect(document.root?.visibleText == "ab after")
        #expect(document.problem == nil)
    }

    @Test("300 levels of nesting, which libxml2 by itself drops silently, are read whole")
    func depth300() throws {
        let page =
            String(repeating: "<div>", count: 300) + "x" + String(repeating: "</div>", count: 300) + "<p>after</p>"
        let document = try HTMLDocument(text: page)
        #expect(document.problem == nil)
        #expect(try document.select(CSSSelector("p")).first?.textContent == "after")
    }

    @Test(
        "nesting past the limit is a problem that is known, never a silent loss",
        arguments: [600, 10_000, 1_000_000]
    )
    func tooDeep(levels: Int) throws {
        let document = try HTMLDocument(text: String(repeating: "<b>", count: levels) + "</b><p>after</p>")
        #expect(document.problem == .tooDeep)
        #expect(document.elements.reduce(0) { count, _ in count + 1 } <= 512)
        #expect(document.root?.textContent == "")
    }

    @Test("more elements than the limit are a problem that is known")
    func tooMany() throws {
        var limits = HTMLLimits()
        limits.elements = 100
        let document = try HTMLDocument(text: String(repeating: "<p>x</p>", count: 200), limits: limits)
        #expect(document.problem == .tooManyElements)
    }

    @Test("200,000 siblings are read, and selecting among them stays within the limit of steps")
    func siblings() throws {
        let document = try HTMLDocument(text: String(repeating: "<p>", count: 200_000) + "<b>x</b>")
        #expect(document.problem == nil)
        #expect(try document.select(CSSSelector("p:last-of-type b:first-child")).count == 1)
        let costly = try CSSSelector("p:nth-child(7n+200000)")
        let error = #expect(throws: HTMLError.self) { try document.select(costly) }
        #expect(error?.code == .queryTooCostly)
        let wide = #expect(throws: HTMLError.self) { try document.select(CSSSelector("p")) }
        #expect(wide?.code == .tooManyNodes)
        #expect(try document.select(CSSSelector("b")).count == 1)
    }

    @Test(
        "a tag with too many attributes is refused before libxml2 sees it",
        arguments: [
            "", "<!-- <a title=\" -->", "<script></scriptx>", "<x y='>", "<title>",
        ]
    )
    func attributes(before: String) throws {
        let many = (0..<50_000).map { " a\($0)=1" }.joined()
        let source = try HTMLSource(text: before + "<div" + many + ">x</div>")
        do {
            // Where the tag stands inside text, it costs nothing and is no tag.
            let document = try HTMLDocument(parsing: source)
            #expect(document.elements.allSatisfy { $0.attributes.count <= 1_000 })
            #expect(before != "" && !before.hasPrefix("<!--"))
        } catch {
            #expect(error.code == .tooManyAttributes)
            #expect(error.description.contains("50000"))
        }
    }

    @Test("exactly as many attributes as the limit are read")
    func mostAttributes() throws {
        let many = (0..<1_000).map { " a\($0)=\($0)" }.joined()
        let document = try HTMLDocument(text: "<div\(many)>x</div>")
        #expect(try document.select(CSSSelector("div")).first?.attributes.count == 1_000)
    }

    @Test("a page above the size limit is refused")
    func size() {
        let error = #expect(throws: HTMLError.self) {
            try HTMLDocument(parsing: [UInt8](repeating: 65, count: HTMLLimits().bytes + 1), encoding: .utf8)
        }
        #expect(error?.code == .pageTooLarge)
    }

    @Test(
        "a page that ends inside markup says so",
        arguments: [
            "<p>a</p><div class=\"x", "<p>a</p><!-- never closed", "<p>a</p><script>var x = 1", "<p>a</p><title>t",
            "<p>a</p></div", "<p>a</p><style>",
        ]
    )
    func cut(page: String) throws {
        let document = try HTMLDocument(text: page)
        #expect(document.problem == .endsInsideMarkup)
        #expect(try document.select(CSSSelector("p")).first?.textContent == "a")
    }

    @Test("an empty page has no element worth reading and no problem", arguments: ["", " ", "<!-- x -->", "\0"])
    func empty(page: String) throws {
        let document = try HTMLDocument(text: page)
        #expect(document.problem == nil)
        let text = document.root?.visibleText ?? ""
        #expect(text.isEmpty)
    }

    @Test("attributes that libxml2 cannot read do not cost the tag its other attributes")
    func oddAttributes() throws {
        let page = #"<span @click="a > b" [ngIf]='x' *for="y" #ref class=price data-x="1>2" class=other x.y=1>9</span>"#
        let span = try #require(HTMLDocument(text: page).select(CSSSelector("span.price")).first)
        #expect(span.textContent == "9")
        #expect(span.attributes.map(\.name) == ["class", "data-x", "x.y"])
        #expect(span.attribute("class") == "price")
        #expect(span.attribute("data-x") == "1>2")
        #expect(span.attribute("none") == nil)
    }

    @Test("scripts keep their bytes, and JSON in them stays intact")
    func scripts() throws {
        let json = #"{"name":"<b>A & B</b> &amp; <\/script> </div>","a":"</scripty>","price":"1.00"}"#
        let page = "<script type=\"application/ld+json\">\(json)</script><p>x"
        let script = try #require(HTMLDocument(text: page).select(CSSSelector("script")).first)
        #expect(script.textContent == json.replacing("</scripty>", with: "<\\/scripty>"))
    }

    @Test("references mean what they mean in browsers")
    func references() throws {
        let page =
            "<p title='&pound;5&quot;&copy=1'>&pound;5 &#128;6 &#x20AC;7 &NotAName; &lt;b&gt; &amp;amp; 1 < 2 & 3</p>"
        let paragraph = try #require(HTMLDocument(text: page).select(CSSSelector("p")).first)
        #expect(paragraph.textContent == "£5 €6 €7 &NotAName; <b> &amp; 1 < 2 & 3")
        #expect(paragraph.attribute("title") == "£5\"&copy=1")
    }

    @Test("a slash does not close an element of HTML, but one of SVG")
    func selfClosing() throws {
        let document = try HTMLDocument(text: "<div id=a /><i>x</i></div><svg><path id=p /><g id=g>y</g></svg>")
        #expect(try document.select(CSSSelector("#a > i")).count == 1)
        #expect(try document.select(CSSSelector("svg > #g")).count == 1)
    }

    @Test(
        "comments cannot hide or show a price",
        arguments: [
            "<!--><b>1</b>", "<!-- --!><b>1</b>", "<!-- > <b>2</b> --><b>1</b>", "<!x><b>1</b>",
            "<?php <b>2</b> ?><b>1</b>",
            "</ <b>2</b>><b>1</b>", "<!DOCTYPE html [<!x> ]><b>1</b>", "<title><b>2</b></title><b>1</b>",
            "<textarea><b>2</b></textarea><b>1</b>", "<iframe><b>2</b></iframe><b>1</b>",
            "<a title='<b>2</b>'></a><b>1</b>",
        ]
    )
    func comments(page: String) throws {
        let found = try HTMLDocument(text: page).select(CSSSelector("b")).map(\.textContent)
        #expect(found.contains("1"))
        #expect(found.filter { $0 == "1" }.count == 1)
        if !page.hasPrefix("<?") && !page.hasPrefix("</") { #expect(found == ["1"]) }
    }

    @Test("random bytes neither crash nor hang", arguments: 0..<60)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<", ">", "</", "<!--", "-->", "<script>", "</script>", "\"", "'", "=", " ", "<div", "<p>", "</p>", "&",
            "&#",
            "&pound;", "<title>", "</title>", "\0", "£", "<svg/>", "<table><tr>", "<a href=", "/>", "x", "<![CDATA[",
        ]
        let document = try HTMLDocument(parsing: HTMLSource(generator.page(of: pieces)))
        var places: [Int] = []
        for element in document.elements {
            places.append(element.order)
            _ = element.visibleText
            _ = element.path
        }
        #expect(places == Array(1..<(places.count + 1)))
    }

    @Test("a tree of what shows has the same elements, attributes and visible text, but no code")
    func visibleDetail() throws {
        let page = """
            <title>T</title><style>p { color: red }</style><div class=" \t big price">a
              <b>b</b>\n\n\t <i>c</i><script id=s>var x = "<b>no</b>"</script> <pre>

            d</pre></div>
            """
        let source = try HTMLSource(text: page)
        let whole = try HTMLDocument(parsing: source)
        let visible = try HTMLDocument(parsing: source, detail: .visible)
        #expect(visible.elements.map(\.path) == whole.elements.map(\.path))
        #expect(visible.root?.visibleText == whole.root?.visibleText)
        let script = try CSSSelector("#s")
        #expect(try whole.select(script).first?.textContent == #"var x = "<b>no</b>""#)
        #expect(try visible.select(script).map(\.textContent) == [""])
        #expect(try visible.select(CSSSelector("div")).map(\.firstClass) == ["big"])
    }
}
