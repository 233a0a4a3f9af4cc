import HTTPTypes
import SalesCore
import Testing

@testable import SalesWeb

@Suite("What a body is known again by")
struct EntityTagTests {
    private let tag = EntityTag(of: Array("body".utf8))

    @Test("is one tag for the same bytes, and another for others")
    func same() {
        #expect(EntityTag(of: Array("body".utf8)) == tag && EntityTag(of: Array("bodY".utf8)) != tag)
        #expect(tag.text.count == 34 && tag.text.hasPrefix("\"") && tag.text.hasSuffix("\""))
    }

    @Test("is named by a list of tags, weak or not, or by a star")
    func named() {
        let own = tag.text
        for field in [
            own, "W/\(own)", "*", " * ", "\"a\", \(own)", "\"a,b\",W/\"c\" , ,W/\(own)", ", \(own)", "\(own), \"a\"",
            "\(own) nonsense",
        ] { #expect(tag.isNamed(in: field), "\(field)") }
        for field in [
            "", ",", "\"a\"", "W/\"a\"", String(own.dropLast()), String(own.dropFirst()), own.uppercased(), "w/\(own)",
            "\"a\(own)", "nonsense \(own)", "**", "*, \"a\"", "\"x\(own.dropFirst())",
        ] { #expect(!tag.isNamed(in: field), "\(field)") }
    }

    @Test("spares whoever has it the body, until it is another; the person alone keeps it, and asks each time")
    func conditional() async throws {
        let bench = WebBench()
        var fields = HTTPFields.token(try await bench.signIn("anna"))
        let first = try await bench.ask(.get, "/api/v1/me", fields)
        #expect(first.status == 200 && first.fields[.cacheControl] == "private, no-cache")
        let known = try #require(first.fields[.eTag])
        for method in [HTTPRequest.Method.get, .head] {
            fields[.ifNoneMatch] = "\"other\", W/\(known)"
            let same = try await bench.ask(method, "/api/v1/me", fields)
            #expect(same.status == 304 && same.body.isEmpty && same.fields[.eTag] == known)
            #expect(same.fields[.cacheControl] == "private, no-cache")
            #expect(same.fields[.contentLength] == nil && same.fields[.contentType] == nil)
            fields[.ifNoneMatch] = "\"other\""
            let other = try await bench.ask(method, "/api/v1/me", fields)
            #expect(other.status == 200 && other.fields[.eTag] == known)
        }
        var ben = HTTPFields.token(try await bench.signIn("ben"))
        ben[.ifNoneMatch] = known
        let foreign = try await bench.ask(.get, "/api/v1/me", ben)
        #expect(foreign.status == 200 && foreign.fields[.eTag] != known)
    }

    @Test("is not there for what changes something, failed or is open to all to keep")
    func none() async throws {
        let bench = WebBench()
        var anna = HTTPFields.token(try await bench.signIn("anna"))
        anna[.contentType] = "application/json"
        anna[.ifNoneMatch] = "*"
        let made = try await bench.ask(.post, "/api/v1/tokens", anna, body: #"{"label": "x"}"#)
        #expect(made.status == 201 && made.fields[.eTag] == nil && made.fields[.cacheControl] == "no-store")
        let nothing = try await bench.ask(.get, "/api/v1/nothing", anna)
        #expect(nothing.status == 404 && nothing.fields[.eTag] == nil && nothing.fields[.cacheControl] == "no-store")
        let open = try await bench.ask(.get, "/healthz")
        #expect(open.fields[.eTag] != nil && open.fields[.cacheControl] == "no-store")
    }
}
