import SalesHTML
import Testing

@Suite("CSS selectors")
struct CSSSelectorTests {
    static let page = """
        <html><body>
        <div id="main" class="page wide" lang="en-GB">
          <h1 id="h">Chair</h1>
          <ul id="list" data-kind="Sizes">
            <li id="l1" class="size"></li><li id="l2" class="size sold-out">M</li><li id="l3" class="size">L</li>
            <li id="l4" class="size">XL</li><li id="l5">XXL</li>
          </ul>
          <p id="p1"><span id="s1" class="price" data-price="12.50" title="it's">£12.50</span></p>
          <p id="p2"><span id="s2" class="price was">£15</span><b id="b2">sale</b><span id="s3">x</span></p>
          <a id="a1" href="https://shop.example/a?b=1" title='say "hi"'>one</a><a id="a2" href="/b.pdf">two</a>
          <em id="e1" title="both ' and &quot;" data-sku="1:2">x</em>
          <fb:like id="f1" og:x="1"></fb:like>
        </div>
        </body></html>
        """

    @Test(
        "a selector matches what it matches in a browser",
        arguments: [
            ("#s1", "s1"), (".price", "s1 s2"), ("span.price.was", "s2"), ("SPAN.price", "s1 s2"),
            ("*.price", "s1 s2"), ("[data-price]", "s1"), ("[data-price='12.50']", "s1"),
            ("[data-price=\"12.5\"]", ""), ("[class~=was]", "s2"), ("[class~='price was']", ""),
            ("[lang|=en]", "main"), ("[lang|=e]", ""), ("[href^=https]", "a1"), ("[href^='']", ""),
            ("[href$='.pdf']", "a2"), ("[href$=df]", "a2"), ("[href*='?b=']", "a1"), ("[data-kind=sizes]", ""),
            ("[data-kind=sizes i]", "list"), ("[ DATA-KIND = 'Sizes' s ]", "list"), ("p span", "s1 s2 s3"),
            ("div > span", ""), ("p>span", "s1 s2 s3"), ("#p2 > span + b", "b2"), ("span + span", ""),
            ("span ~ span", "s3"), ("b + span, #h", "h s3"), ("li:first-child", "l1"), ("li:last-child", "l5"),
            ("li:nth-child(2)", "l2"), ("li:nth-child(2n+1)", "l1 l3 l5"), ("li:nth-child(odd)", "l1 l3 l5"),
            ("li:nth-child(even)", "l2 l4"), ("li:nth-child( -n + 2 )", "l1 l2"), ("li:nth-child(n+4)", "l4 l5"),
            ("li:nth-child(0)", ""), ("li:nth-child(3n-1)", "l2 l5"), ("li:nth-last-child(2)", "l4"),
            ("span:nth-of-type(2)", "s3"), ("span:first-of-type", "s1 s2"), ("span:last-of-type", "s1 s3"),
            ("span:only-child", "s1"), ("p span:only-of-type", "s1"), ("b:only-of-type", "b2"), ("li:empty", "l1"),
            ("li:not(.size)", "l5"), ("li:not(:first-child):not(.sold-out)", "l3 l4 l5"),
            ("body > #main p:nth-of-type(2) .price", "s2"), ("[title=\"it's\"]", "s1"), ("[title='say \"hi\"']", "a1"),
            (#"[title="both ' and \""]"#, "e1"), (#"[data-sku=\31 \:2]"#, "e1"), (#"fb\:like"#, "f1"),
            (#"[og\:x='1']"#, "f1"), ("html:root #h", "h"), ("ul li.size ~ li:not(.size)", "l5"),
            ("div div", ""), ("[class*=\"']|//*[\"]", ""), ("#l1,#l1 , #h", "h l1"), ("#p2 *", "s2 b2 s3"),
        ]
    )
    func matches(selector: String, ids: String) throws {
        let document = try HTMLDocument(text: Self.page)
        let found = try document.select(CSSSelector(selector)).compactMap { $0.attribute("id") }
        #expect(found.joined(separator: " ") == ids)
    }

    @Test(
        "a selector that cannot be used is refused with what is wrong and where",
        arguments: [
            ("", "missing", 1), ("div >", "missing", 6), ("div,", "missing", 5), ("#", "id", 2), (".1a", "class", 2),
            ("[a", "expected", 3), ("[a=]", "value", 4), ("[a='x]", "quote", 7), ("[a!=x]", "expected", 5),
            (":contains(x)", ":contains", 1), ("a:hover", ":hover", 2), ("p::before", "pseudo-elements", 3),
            ("p:nth-child(x)", "position", 14), (".a:nth-of-type(2)", "element's name", 3), ("p:not(", "missing", 7),
            ("p:not(:not(a))", "inside", 12), ("svg|a", "|", 4), ("a b)", ")", 4), ("a\\", "backslash", 3),
            ("p:nth-child(99999999)", "position", 21), ("p:nth-child(2n3)", "position", 16), ("p:not(a b)", "“)”", 9),
        ]
    )
    func refuses(selector: String, reason: String, character: Int) {
        let error = #expect(throws: HTMLError.self) { try CSSSelector(selector) }
        #expect(error?.code == .badQuery)
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("(character \(character))") == true, "\(error?.description ?? "")")
    }

    @Test("a selector of more than 500 characters is refused")
    func tooLong() {
        let error = #expect(throws: HTMLError.self) { try CSSSelector(String(repeating: "a", count: 501)) }
        #expect(error?.code == .queryTooLong)
    }

    @Test("a selector inside an element may name elements around it, and finds only what is inside")
    func scoped() throws {
        let document = try HTMLDocument(text: Self.page)
        let paragraph = try #require(document.select(CSSSelector("#p2")).first)
        let found = try paragraph.select(CSSSelector("div span")).compactMap { $0.attribute("id") }
        #expect(found == ["s2", "s3"])
    }

    @Test("the path of every element finds that element, and it first")
    func paths() throws {
        let document = try HTMLDocument(text: Self.page)
        for element in document.elements where element.name != "fb:like" {
            #expect(try document.select(CSSSelector(element.path)) == [element])
        }
        let price = try #require(document.select(CSSSelector("#p2 .price")).first)
        #expect(price.path == "html > body > div#main > p#p2:nth-of-type(2) > span#s2:nth-of-type(1)")
    }
}
