import Foundation
import SalesHTML
import Testing

@Suite("Nodes")
struct HTMLNodeTests {
    @Test(
        "visible text leaves out what people do not see and collapses white space",
        arguments: [
            ("<p> £12\n <b>.50</b></p>", "£12 .50"), ("<p>a<script>b</script><style>c</style>d</p>", "ad"),
            ("<p>a</p><p>b</p>", "a b"), ("<span>12</span><span>.50</span>", "12.50"), ("a<br>b", "a b"),
            ("<p hidden>a</p>b", "b"), ("<p aria-hidden=TRUE>a</p>b", "b"), ("<p aria-hidden=false>a</p>", "a"),
            ("<div aria-hidden=true>a</div>b", "b"),
            ("<del aria-hidden=true>£15</del> <ins aria-hidden=true>£12</ins>", "£15 £12"),
            ("<span aria-hidden=true>a</span>", "a"), ("<span hidden>a</span>b", "b"),
            ("<div aria-hidden=true><span>a</span></div>b", "b"), ("<i aria-hidden=true>a</i>b", "b"),
            ("<p style='color:red; Display : NONE'>a</p>b", "b"), ("<p style='display:none!important'>a</p>b", "b"),
            ("<p style='visibility:hidden'>a</p>b", "b"), ("<p style='display:block'>a</p>", "a"),
            ("<template><p>a</p></template>b", "b"), ("<noscript>a</noscript>b", "b"),
            ("1&nbsp;299,00&#8239;€", "1 299,00 €"),
            ("<div hidden><p>a</p><p>b</p></div><div>c</div>", "c"), ("<title>t</title><p>a", "a"),
            ("<del>£15</del> £12", "£15 £12"),
        ]
    )
    func visible(page: String, expected: String) throws {
        #expect(try HTMLDocument(text: page).root?.visibleText == expected)
        #expect(try HTMLOutline(HTMLSource(text: page)).element(at: 0)?.visibleText == expected)
    }

    @Test("text content is everything, in order")
    func textContent() throws {
        let document = try HTMLDocument(text: "<div>a <b>b</b><script>c</script> d</div><p>e")
        #expect(try document.select(CSSSelector("div")).first?.textContent == "a bc d")
    }

    @Test("text stops at the limit without cutting a character")
    func bounded() throws {
        var limits = HTMLLimits()
        limits.textLength = 10
        let document = try HTMLDocument(
            text: "<p title='\(String(repeating: "€", count: 99))'>" + String(repeating: "€ ", count: 99),
            limits: limits
        )
        let paragraph = try #require(document.select(CSSSelector("p")).first)
        for text in [paragraph.textContent, paragraph.visibleText, paragraph.attribute("title") ?? ""] {
            #expect((10...12).contains(text.utf8.count))
            #expect(text.allSatisfy { $0 == "€" || $0 == " " })
        }
    }

    @Test("nodes know their neighbours and their place")
    func neighbours() throws {
        let document = try HTMLDocument(text: "<div id=a><p id=b>x<i id=c></i></p>y<p id=d></p></div>")
        let nodes = try document.select(CSSSelector("[id]"))
        #expect(nodes.compactMap { $0.attribute("id") } == ["a", "b", "c", "d"])
        #expect(nodes.map(\.order) == nodes.map(\.order).sorted())
        #expect(nodes[0].children == [nodes[1], nodes[3]])
        #expect(nodes[1].nextSibling == nodes[3])
        #expect(nodes[3].previousSibling == nodes[1])
        #expect(nodes[3].nextSibling == nil)
        #expect(nodes[2].parent == nodes[1])
        #expect(nodes[2].ancestors.map(\.name) == ["p", "div", "body", "html"])
        #expect(nodes[2].closest { $0.isNamed("div") } == nodes[0])
        #expect(Array(nodes[0].descendants) == [nodes[1], nodes[2], nodes[3]])
        #expect(Array(nodes[1].descendants) == [nodes[2]])
        #expect(Array(nodes[2].descendants).isEmpty)
        #expect(document.root?.parent == nil)
    }

    @Test("a node keeps its document alive")
    func lifetime() throws {
        func node() throws -> HTMLNode {
            try #require(try HTMLDocument(text: "<p id=x>still here</p>").select(CSSSelector("#x")).first)
        }
        #expect(try node().textContent == "still here")
    }
}

@Suite("XPath")
struct XPathQueryTests {
    @Test("elements, attributes and texts are selected in document order")
    func selects() throws {
        let document = try HTMLDocument(text: "<p class=a>x<b>y</b></p><p class=c>z</p>")
        #expect(try document.select(XPathQuery("//p/@class")).map(\.textContent) == ["a", "c"])
        #expect(try document.select(XPathQuery("//p/@class")).map(\.name) == ["class", "class"])
        #expect(try document.select(XPathQuery("//p[2] | //b")).map(\.textContent) == ["y", "z"])
        #expect(try document.select(XPathQuery("//p/text()")).map(\.kind) == [.text, .text])
        #expect(try document.select(XPathQuery("//namespace::* | /")).isEmpty)
        let first = try #require(document.select(XPathQuery("//p")).first)
        #expect(try first.select(XPathQuery("./b")).map(\.textContent) == ["y"])
        #expect(try document.select(XPathQuery("//p/@class"))[0].path == "html > body > p.a:nth-of-type(1) @class")
    }

    @Test("a bad expression is refused with a sentence", arguments: ["//[", "", "p[", "//p[@a='x]", "a b", "//p\0"])
    func malformed(text: String) {
        let error = #expect(throws: HTMLError.self) { try XPathQuery(text) }
        #expect(error?.code == .badQuery)
        #expect(error?.description.contains("XPath") == true)
    }

    @Test(
        "an expression that gives no nodes or uses what is unknown is refused when it runs",
        arguments: [
            "count(//p)", "string(//p)", "true()", "//fb:like", "nope(//p)", "$x",
        ]
    )
    func noNodes(text: String) throws {
        let document = try HTMLDocument(text: "<p>x")
        let query = try XPathQuery(text)
        let error = #expect(throws: HTMLError.self) { try document.select(query) }
        #expect(error?.code == .badQuery)
        #expect(try document.select(XPathQuery("//p")).count == 1)
    }

    @Test("an expression of more than 500 characters is refused")
    func tooLong() {
        let error = #expect(throws: HTMLError.self) { try XPathQuery("//" + String(repeating: "a", count: 499)) }
        #expect(error?.code == .queryTooLong)
    }

    @Test("an expression that would run for minutes is stopped")
    func costly() throws {
        let document = try HTMLDocument(text: String(repeating: "<p><b>x</b></p>", count: 5_000))
        let query = try XPathQuery("//*[count(//*[count(//*) > 1]) > 1]")
        let error = #expect(throws: HTMLError.self) { try document.select(query) }
        #expect(error?.code == .queryTooCostly)
    }

    @Test("many different expressions on one document work, beyond what is kept compiled")
    func many() throws {
        let document = try HTMLDocument(text: "<p>x")
        for number in 1...200 {
            #expect(try document.select(XPathQuery("//p[\(number)]")).count == (number == 1 ? 1 : 0))
        }
    }

    @Test("no error of a page or a query is printed, on no thread")
    func silence() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            @Sendable func provoke() {
                _ = try? XPathQuery("//[")
                let document = try? HTMLDocument(text: "<p a=1 a=2></x><b></p><!-- &#xFFFFFF;")
                for text in ["nope(//p)", "//fb:like", "$x", "a:b()", "$a:b", "count(//p)"] {
                    _ = try? document?.select(XPathQuery(text))
                }
            }
            provoke()
            await Task.detached { provoke() }.value
        }
        let printed = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(!printed.lowercased().contains("error"), "\(printed)")
        #expect(!printed.contains("XPath"))
    }

    @Test("documents are parsed and queried on many threads at once")
    func threads() async throws {
        let query = try XPathQuery("//p[@id='x']")
        let texts = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let document = try HTMLDocument(text: "<p id=x>\(number)</p>")
                    _ = try? document.select(XPathQuery("nope()"))
                    return try document.select(query).first?.textContent
                }
            }
            return try await group.reduce(into: Set<String>()) { texts, text in if let text { texts.insert(text) } }
        }
        #expect(texts.count == 40)
    }
}
