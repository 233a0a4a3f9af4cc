import Testing

@testable import SalesWeb

@Suite("The fields of a form")
struct FormTests {
    private func form(_ text: String) throws -> FormFields { try #require(FormFields(Array(text.utf8))) }

    @Test("names and values are unescaped, and a name may come more than once")
    func values() throws {
        let form = try form("url=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b&note=two+words+%2B&id=1&id=2&empty=&bare")
        #expect(form["url"] == "https://shop.example/?a=1&b")
        #expect(form["note"] == "two words +")
        #expect(form.all("id") == ["1", "2"])
        #expect(form["empty"]?.isEmpty == true && form["bare"]?.isEmpty == true && form["other"] == nil)
    }

    @Test("a filled field has no blanks around it, and an empty one counts as none")
    func filled() throws {
        let form = try form("a=+x+&b=++&c=")
        #expect(form.filled("a") == "x")
        #expect(form.filled("b") == nil && form.filled("c") == nil)
    }

    @Test("what is no escape stands for itself", arguments: [("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz")])
    func escapes(_ text: String, _ value: String) throws {
        #expect(try form(text)["a"] == value)
    }

    @Test("what is not UTF-8, or has too many fields, is no form")
    func refused() {
        #expect(FormFields(Array("a=%FF".utf8)) == nil)
        let many = Array(repeating: "a=1", count: FormFields.maximumCount + 1).joined(separator: "&")
        #expect(FormFields(Array(many.utf8)) == nil)
        #expect(FormFields(Array(many.dropLast(4).utf8)) != nil)
    }
}
