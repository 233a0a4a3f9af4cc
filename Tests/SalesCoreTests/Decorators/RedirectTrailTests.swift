import HTTPTypes
import SalesTesting
import Testing

@testable import SalesCore

@Suite("Where a redirect leads, and what goes along")
struct RedirectTrailTests {
    private func follow(from: String, to: String, limit: Int = 5) throws -> RedirectTrail {
        let url = try PageURL(from)
        var trail = RedirectTrail(from: url, limit: limit)
        _ = try trail.follow(FetchResponse(status: .found, fields: [.location: to], url: url))
        return trail
    }

    @Test("from https on to http is refused; the other way is followed")
    func downgrade() throws {
        #expect(throws: FetchError.self) { try follow(from: "https://example.com/", to: "http://example.com/") }
        #expect(try follow(from: "http://example.com/", to: "https://example.com/").url.scheme == .https)
        for target in ["//user@example.com/", "//127.1/", "FILE:///x", "http://example.com:0/", "\\\\x"] {
            #expect(throws: FetchError.self) { try follow(from: "http://example.com/", to: target) }
        }
    }

    @Test(
        "another scheme, host or port gets none of the caller's fields; validators stay within the site",
        arguments: [
            ("https://shop.example/b", true, true), ("https://www.shop.example/b", false, true),
            ("https://shop.example:8443/b", false, false), ("https://other.example/b", false, false),
        ]
    )
    func fields(target: String, keepsFields: Bool, keepsValidators: Bool) throws {
        var request = FetchRequest(url: Sample.url("https://shop.example/a"), validators: Validators(etag: "\"1\""))
        request.fields = [.authorization: "Bearer secret", .cookie: "a=secret", .acceptLanguage: "de"]
        let next = try follow(from: "https://shop.example/a", to: target).request(for: request, within: .seconds(3))
        #expect(next.url == Sample.url(target))
        #expect((next.fields[.authorization] != nil) == keepsFields)
        #expect((next.fields[.cookie] != nil) == keepsFields)
        #expect(next.fields[.acceptLanguage] == "de")
        #expect((next.validators.etag != nil) == keepsValidators)
        #expect(!next.followsRedirects)
        #expect(next.limits.deadline == .seconds(3))
    }

    @Test("http on to https is another place: the caller's fields stay behind")
    func upgrade() throws {
        var request = FetchRequest(url: Sample.url("http://shop.example/a"))
        request.fields = [.authorization: "Bearer secret"]
        let next = try follow(from: "http://shop.example/a", to: "https://shop.example/a")
        #expect(next.request(for: request, within: .seconds(1)).fields[.authorization] == nil)
    }

    @Test("however many redirects a caller allows, no more than 20 are followed")
    func most() throws {
        var trail = RedirectTrail(from: Sample.url("https://shop.example/0"), limit: 1_000_000)
        for step in 1...20 {
            let response = FetchResponse(status: .found, fields: [.location: "/\(step)"], url: trail.url)
            #expect(try trail.follow(response))
        }
        #expect(throws: FetchError.self) {
            try trail.follow(FetchResponse(status: .found, fields: [.location: "/21"], url: trail.url))
        }
    }
}
