import Testing

@testable import SalesCore

@Suite("JSON paths")
struct JSONPathTests {
    private static let store = """
        {"store":{"book":[{"title":"A","price":8.95},{"title":"B","price":12.99}],"bicycle":{"price":19.95}},
        "o'k":1,"dotted.name":2,"@type":"Product","empty":[]}
        """

    @Test(
        "A path selects what RFC 9535 says",
        arguments: [
            ("$.store.book[0].title", ["A"]), ("$['store']['book'][1]['price']", ["12.99"]),
            ("$.store.book[-1].title", ["B"]), ("$.store.book[*].price", ["8.95", "12.99"]),
            ("$.store.*.price", ["19.95"]), ("$[\"dotted.name\"]", ["2"]), (#"$['o\'k']"#, ["1"]),
            ("$.@type", ["Product"]),
            ("$.store.book[2].title", []), ("$.store.book[-3].title", []), ("$.store.book.title", []),
            ("$.nothing.at.all", []), ("$.empty[*]", []), ("$.store.bicycle[0]", []),
        ]
    )
    func selects(path: String, expected: [String]) throws {
        let root = try #require(LooseJSONReader.documents(in: Array(Self.store.utf8)).first)
        #expect(try JSONPath(path).matches(in: root).compactMap { $0.value.plainText } == expected)
    }

    @Test("A match says where it stands")
    func places() throws {
        let root = try #require(LooseJSONReader.documents(in: Array(Self.store.utf8)).first)
        let paths = try JSONPath("$.store.book[*].price").matches(in: root).map(\.path)
        #expect(paths == ["$.store.book[0].price", "$.store.book[1].price"])
    }

    @Test(
        "What is no path is refused with what is wrong and where",
        arguments: [
            ("", "begins with $"), ("store", "begins with $"), ("$.", "name is missing"), ("$..price", "not supported"),
            ("$[", "in brackets"), ("$[a]", "in brackets"), ("$[1", "] is missing"), ("$['a", "quote is missing"),
            ("$x", "begins with . or ["), ("$[99999999999999999999]", "in brackets"), (#"$['a\b']"#, "backslash"),
            ("$[?@.price]", "in brackets"), ("$[1:2]", "] is missing"),
        ]
    )
    func refuses(path: String, reason: String) {
        let error = #expect(throws: Pin.Invalid.self) { try JSONPath(path) }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("Wildcards upon wildcards select a bounded number of places")
    func isBounded() throws {
        let row = "[" + Array(repeating: "1", count: 100).joined(separator: ",") + "]"
        let text = "[" + Array(repeating: row, count: 100).joined(separator: ",") + "]"
        let root = try #require(LooseJSONReader.documents(in: Array(text.utf8)).first)
        #expect(try JSONPath("$[*][*]").matches(in: root).count == JSONPath.maximumMatches)
        #expect(throws: Pin.Invalid.self) { try JSONPath("$" + String(repeating: "[0]", count: 65)) }
    }
}
