import Testing

@testable import SalesWeb

@Suite("Writing SVG")
struct SVGWriterTests {
    @Test(
        "writes numbers with at most one decimal",
        arguments: [
            (0, "0"), (1, "1"), (-1, "-1"), (1.25, "1.3"), (-0.04, "0"), (-0.5, "-0.5"), (99.96, "100"),
            (.nan, "0"), (.infinity, "0"), (1e300, "100000000"),
        ] as [(Double, String)]
    )
    func numbers(value: Double, text: String) {
        #expect(SVGValue.decimal(value) == text)
    }

    @Test("escapes texts and values, and replaces what XML has no place for")
    func escapes() {
        var writer = SVGWriter()
        writer.element("text", ["class": "a\"b<c>&'d"], text: "<b>&\u{0}\u{B}\u{FFFF}\n")
        #expect(
            writer.text
                == "<text class=\"a&quot;b&lt;c&gt;&amp;&#39;d\">&lt;b&gt;&amp;\u{FFFD}\u{FFFD}\u{FFFD}\n</text>"
        )
    }

    @Test("closes what it opens")
    func nests() {
        var writer = SVGWriter()
        writer.element("g", [:]) { $0.element("line", ["x1": .number(1)]) }
        #expect(writer.text == "<g><line x1=\"1\"/></g>")
    }
}
