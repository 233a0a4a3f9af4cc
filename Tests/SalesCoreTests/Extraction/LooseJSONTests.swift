import Testing

@testable import SalesCore

@Suite("Loose JSON")
struct LooseJSONTests {
    private func read(_ text: String) -> LooseJSON? { LooseJSONReader.documents(in: text.utf8).first }

    @Test("Numbers stay the text that they are, and members keep their order")
    func exactNumbers() {
        let value = read(#"{"b": 1299.00, "a": -0.10, "c": 1e3, "d": 123456789012345678901234567890.5}"#)
        #expect(value?["b"] == .number("1299.00"))
        #expect(value?["a"] == .number("-0.10"))
        #expect(value?["c"] == .number("1e3"))
        #expect(value?["d"]?.text == "123456789012345678901234567890.5")
        #expect(value?.members.map(\.name) == ["b", "a", "c", "d"])
    }

    @Test("Escapes are undone, surrogate pairs joined, lone surrogates replaced")
    func escapes() {
        #expect(read(#"["\u0061A\n\"\/\\"]"#) == .array([.string("aA\n\"/\\")]))
        #expect(read(#"["\uD83D\uDE00"]"#) == .array([.string("😀")]))
        #expect(read(#"["\uD83Dx"]"#) == .array([.string("\u{FFFD}x")]))
    }

    @Test(
        "What shops break is repaired",
        arguments: [
            #"{"price": "5",}"#, #"{"price": "5",, }"#, "{price: '5'}", #"{"price": "5" /* gross */ }"#,
            "// a\n{\"price\": \"5\"}", "<!--\n{\"price\": \"5\"}\n-->",
            #"//<![CDATA["# + "\n" + #"{"price": "5"}"# + "\n//]]>",
            #"{&quot;price&quot;: &quot;5&quot;}"#, "{\"a\": \"two\nlines\", \"price\": \"5\"}",
            "{\"a\": \"27\" screen\", \"price\": \"5\"}",
            "{\"a\": \"b\"\n \"price\": \"5\"}", #"{"a": undefined, "d": new Date(1, {x: [2]}), "price": "5"}"#,
            #"{"a": true && b, "price": "5""#, #"{"price": "5"} trailing"#,
        ]
    )
    func repairs(_ text: String) {
        #expect(read(text)?["price"] == .string("5"), "\(text)")
    }

    @Test(
        "A text that ends inside a value is read as far as it goes, and said to be cut",
        arguments: [
            (#"{"price": 12"#, false), (#"{"a": {"price": 12}"#, false), (#"[{"a": 1}"#, false), (#"{"a": "b"#, false),
            (#"{"a": new Date(1"#, false), (#"{"a": [1, 2]}"#, true), (#"{"a": ["b", true ], "c": null}"#, true),
            (#"{"a": "b", "c": false }"#, true), ("[]", true),
        ]
    )
    func cut(text: String, isWhole: Bool) {
        #expect(LooseJSONReader.reading(of: text.utf8).isWhole == isWhole)
    }

    @Test("Nesting beyond the limit is left out, and what follows is still read")
    func depth() {
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        let value = read(#"{"a": \#(deep), "price": "5"}"#)
        #expect(value?["price"] == .string("5"))
    }

    @Test("Random bytes never crash, and every run ends")
    func random() {
        var state: UInt64 = 0x5EED
        let alphabet = Array(#"{}[]",':\/u0d8 e+-.x&;<!*"#.utf8) + [0x0A, 0xC3, 0xFF]
        for _ in 0..<4_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let length = Int(state >> 33) % 120
            var bytes: [UInt8] = []
            for _ in 0..<length {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            #expect(LooseJSONReader.documents(in: bytes).count <= LooseJSONReader.maximumDocuments)
            _ = ScriptData.values(in: bytes[...], isData: false)
        }
    }

    @Test("Data is found where scripts assign, push or parse it, and code is not data")
    func scripts() {
        let script = Array(
            #"function f() { return 1 } window.a = {"price": 1}; dataLayer.push({price: 2}); b = JSON.parse("{\"price\": 3}");"#
                .utf8
        )
        let values = ScriptData.values(in: script[...], isData: false)
        #expect(values.map { $0.value["price"]?.text } == ["1", "2", "3"])
        #expect(values.map(\.name) == ["window.a", "dataLayer.push", "JSON.parse"])
    }
}
