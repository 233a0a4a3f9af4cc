import SalesHTML
import Testing

@Suite("The outline of a page")
struct HTMLOutlineTests {
    private func outline(_ page: String) throws -> HTMLOutline { try HTMLOutline(HTMLSource(text: page)) }

    /// `html(body(p,p))`, without `html` and `body` where nothing but they stands around.
    private func shape(_ outline: HTMLOutline) -> String {
        func shape(_ element: HTMLElement) -> String {
            var children: [String] = []
            var place = element.place + 1
            while place < element.endPlace, let child = outline.element(at: place) {
                children.append(shape(child))
                place = child.endPlace
            }
            return element.name + (children.isEmpty ? "" : "(\(children.joined(separator: ",")))")
        }
        return outline.element(at: 0).map(shape) ?? ""
    }

    @Test(
        "elements nest as in a browser where tags are left out, doubled or misplaced",
        arguments: [
            ("<p>a<p>b<div>c</div>", "p,p,div"), ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li,li(ul(li)),li)"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt,dd,dt)"), ("<p>a<span>b<p>c", "p(span),p"),
            ("<select><optgroup><option>a<option>b<optgroup></select>x", "select(optgroup(option,option),optgroup)"),
            ("<table><tr><td>a<td>b<tr><td>c</table>x", "table(tr(td,td),tr(td))"),
            ("<table><thead><tr><th>a<tbody><tr><td>b</table>", "table(thead(tr(th)),tbody(tr(td)))"),
            ("<table><tr><td>b<table><tr><td>c</table>d<td>e</table>", "table(tr(td(table(tr(td))),td))"),
            ("<table><tr><td><p>a</table><p>b", "table(tr(td(p))),p"), ("<div><span>a</div>b</span>", "div(span)"),
            ("<span><div>a</span>b</div>c", "span(div)"), ("<td>a</td><div><td></div></td>", "td,div(td)"),
            ("<h2>a</h3><h1>b<h2>c", "h2,h1,h2"), ("<a href=x>a<a href=y>b", "a,a"), ("<b>a<p>b</b>c", "b(p)"),
            ("<br></br><img></img>x<input><wbr>", "br,img,input,wbr"), ("<div/>a<p/>b", "div(p)"),
            ("<svg><path/><g><path/></g></svg><b>", "svg(path,g(path)),b"), ("<button>a<button>b", "button,button"),
            ("</p></div>a</body>b<i>c</i></html><u>d", "i,u"), ("<body><p>a<body class=b><html lang=x><p>", "p,p"),
            ("<script>'<p>'</script><p>", "head(script)|p"), ("<title><b></title><b>", "head(title)|b"),
            ("<head><noscript><img></noscript><meta></head><p>", "head(noscript(img),meta)|p"),
            ("<html><head></head>text<div>", "head|div"), ("<x-price>1<y-z>2</x-price>3", "x-price(y-z)"),
            ("<ul><li><div>a<li>b</ul>", "ul(li(div),li)"),
            ("<article><header><h1>a</header>b</article>c", "article(header(h1))"),
        ]
    )
    func nests(page: String, expected: String) throws {
        let parts = expected.split(separator: "|").map(String.init)
        let body = parts.last.map { "body(\($0))" } ?? "body"
        #expect(try shape(outline(page)) == "html(\((parts.dropLast() + [body]).joined(separator: ",")))")
    }

    @Test("visible runs come in document order with the element around each")
    func runs() throws {
        let root = try #require(
            outline("<div> <h1>Chair</h1> <p>was <del>£15</del> now</p><p hidden>no</p>&nbsp;</div>").element(at: 0)
        )
        #expect(root.visibleRuns().map(\.text) == ["Chair", "was", "£15", "now"])
        #expect(root.visibleRuns().map(\.element.name) == ["h1", "p", "del", "p"])
        #expect(root.visibleRuns(limit: 2).count == 2)
    }

    @Test(
        "comments and end tags without meaning do not divide text; elements do",
        arguments: [
            ("$<!-- -->19<!--x-->.99", ["$19.99"]), ("19<!-- --> <!-- -->99", ["19 99"]), ("19</b>.99", ["19.99"]),
            ("19<b></b>.99", ["19", ".99"]), ("19<script>1</script>99", ["19", "99"]), ("&pound;1<!---->2", ["£12"]),
        ]
    )
    func joins(page: String, expected: [String]) throws {
        #expect(try outline(page).element(at: 0)?.visibleRuns().map(\.text) == expected)
    }

    @Test("an element inside a hidden one tells its own text, and all of it on request")
    func hidden() throws {
        let page = try outline("<div hidden><p id=a>1 <b style='display:none'>2</b> <i>3</i></p></div>")
        let paragraph = try #require(page.elements.first { $0.attribute("id") == "a" })
        #expect(paragraph.visibleText == "1 3")
        #expect(paragraph.allText == "1 2 3")
        #expect(paragraph.visibleRuns().map(\.text) == ["1", "3"])
        #expect(paragraph.isInsideHidden && !paragraph.isHidden)
        #expect(page.element(at: 0)?.visibleText == "")
    }

    @Test("attributes are read with their entities decoded, the first of a name")
    func attributes() throws {
        let page = try outline("<P Class=' \t big price' TITLE=\"a &amp; b\" title=c hidden data-x=1>x")
        let element = try #require(page.elements.first { $0.isNamed("p") })
        #expect(element.attribute("title") == "a & b")
        #expect(element.attribute("hidden") == "")
        #expect(element.attribute("data-x") == "1")
        #expect(element.attribute("id") == nil)
        #expect(element.attribute("title", limit: 1) == "a")
        #expect(element.attribute("title", limit: 999) == "a & b")
        #expect(element.attribute("id", limit: 9) == nil)
        #expect(element.firstClass == "big")
        #expect(element.name == "p")
    }

    @Test("limits end the outline and say why")
    func limits() throws {
        var limits = HTMLLimits()
        limits.depth = 20
        limits.elements = 50
        limits.attributesPerTag = 5
        func problem(_ page: String) throws -> HTMLProblem? {
            try HTMLOutline(HTMLSource(text: page), limits: limits).problem
        }
        #expect(try problem(String(repeating: "<div>", count: 30)) == .tooDeep)
        #expect(try problem(String(repeating: "<p>", count: 30)) == nil)
        #expect(try problem(String(repeating: "<p>", count: 60)) == .tooManyElements)
        #expect(try problem("<p>a<b") == .endsInsideMarkup)
        #expect(try problem("<p>a<script>x") == .endsInsideMarkup)
        #expect(try problem("<p>a<!-- x") == .endsInsideMarkup)
        #expect(throws: HTMLError.self) { try problem("<p a b c d e f>") }
    }

    @Test("on a well-formed page the outline and the tree are the same", arguments: 0..<40)
    func agreesWithTree(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<div class='a b'>", "</div>", "<p>text <b>bold</b>, <i>more</i></p>", "<ul><li>one<li id=x>two</ul>",
            " \n ",
            "<script>var a = '<p>'</script>", "<span>19</span><sup>99</sup>", "<table><tr><td>a<td>b</table>", "<br>",
            "<img src=a>", "<span style='display: none'>no</span>", "<!-- no -->", "a &amp; b", "<h2>head</h2>",
            "<svg><path d=x /></svg>", "<a href=x>link</a>", "<select><option>a<option>b</select>",
        ]
        var page = "<html lang=en><head><title>T</title></head><body>"
        var depth = 0
        for _ in 0..<60 {
            let piece = pieces[Int(generator.next() % UInt64(pieces.count))]
            if piece == "</div>" { guard depth > 0 else { continue } }
            depth += piece.hasPrefix("<div") ? 1 : (piece == "</div>" ? -1 : 0)
            page += piece
        }
        page += String(repeating: "</div>", count: depth) + "</body></html>"
        let document = try HTMLDocument(text: page)
        let outline = try outline(page)
        #expect(outline.elements.map(\.path) == document.elements.map(\.path))
        #expect(outline.elements.map(\.visibleText) == document.elements.map(\.visibleText))
        #expect(outline.elements.map(\.isInsideHidden) == document.elements.map(\.isInsideHidden))
    }

    @Test("random bytes neither crash nor hang, and everything lies inside what is around it", arguments: 0..<60)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "<", ">", "</", "<!--", "-->", "<script>", "</script>", "\"", "'", "=", " ", "<div", "<p>", "</p>", "&",
            "&pound;", "<title>", "</title>", "£", "<svg/>", "<svg>", "</svg>", "<table><tr>", "<td>", "</table>",
            "<li>",
            "<a href=", "/>", "x", "<body>", "</html>", "<head>", "<option>", "<b>", "</b>", "<h1>", "</div>",
        ]
        let outline = try HTMLOutline(HTMLSource(generator.page(of: pieces)))
        for element in outline.elements {
            #expect(element.endPlace > element.place)
            #expect(element.place == 0 ? element.parent == nil : element.parentPlace < element.place)
            if let parent = element.parent { #expect(element.endPlace <= parent.endPlace) }
            _ = element.visibleText
            _ = element.path
        }
    }
}
