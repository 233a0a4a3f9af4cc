import HTTPTypes
import Testing

@testable import SalesWeb

@Suite("The cookies of a request")
struct CookieTests {
    @Test("are found by their whole name in every field, in the order sent")
    func named() {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .cookie, value: "a=1; sales=first;sales-next=2;\t sales=x=y"))
        fields.append(HTTPField(name: .cookie, value: "  sales=third"))
        #expect(fields.cookies(named: "sales") == ["first", "x=y", "third"])
        #expect(fields.cookies(named: "sales-next") == ["2"])
        for name in ["Sales", "sale", "next", "", " sales"] { #expect(fields.cookies(named: name).isEmpty, "\(name)") }
    }

    @Test("that are none are no cookies, and break none beside them")
    func broken() {
        for value in ["", ";", "=", "sales", "sales;sales", ";;=;=a;sales"] {
            #expect(HTTPFields([HTTPField(name: .cookie, value: value)]).cookies(named: "sales").isEmpty, "\(value)")
        }
        let mixed: HTTPFields = [.cookie: "sales;=;a==; sales=%zz\"; b"]
        #expect(mixed.cookies(named: "sales") == ["%zz\""])
        let passing = PassingCookie(name: "sales", isSecure: false)
        #expect(passing.text(in: mixed) == nil)
        #expect(passing.text(in: [.cookie: "sales=\(String(repeating: "x", count: 4_000)); sales=%2Fv%2F1"]) == "/v/1")
    }
}
