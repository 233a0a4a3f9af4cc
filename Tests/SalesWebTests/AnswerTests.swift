import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What requests are answered with")
struct AnswerTests {
    private let bench = WebBench()

    @Test("a service that lives says so to everybody, and that it is ready where its store answers")
    func health() async throws {
        #expect(try await bench.ask(.get, "/healthz").body == #"{"status":"ok"}"#)
        #expect(try await bench.ask(.get, "/readyz").body == #"{"status":"ready"}"#)
    }

    @Test("every failure is a problem of RFC 9457, and says nothing of what is within")
    func problems() async throws {
        for (method, path, status) in [
            (HTTPRequest.Method.get, "/nothing", 404), (.get, "/api/v1/nothing", 404), (.delete, "/healthz", 405),
            (.post, "/api/v1/me", 405), (.get, "/api/v1/me", 401), (.init("PURGE")!, "/healthz", 405),
        ] {
            let answer = try await bench.ask(method, path)
            #expect(answer.status == status, "\(method) \(path)")
            #expect(answer.fields[.contentType] == "application/problem+json")
            let said: WebBench.Said = try answer.json()
            #expect(said.status == status && said.type.hasPrefix("urn:sales-tracker:problem:"))
            #expect(!said.title.isEmpty && !said.detail.isEmpty)
        }
        #expect(try await bench.ask(.delete, "/healthz").fields[.allow] == "GET, HEAD")
        let query = try #require(HTTPRequest.Method("QUERY"))
        let refused = try await bench.ask(query, "/api/v1/me")
        #expect(refused.status == 405 && refused.fields[.allow] == "DELETE, GET, HEAD, PATCH")
    }

    @Test("HEAD answers as GET does, without the body")
    func head() async throws {
        let get = try await bench.ask(.get, "/healthz")
        let head = try await bench.ask(.head, "/healthz")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.fields[.contentLength] == "\(get.body.utf8.count)")
        #expect(try await bench.ask(.head, "/api/v1/me").body.isEmpty)
    }

    @Test("every answer has the fields that guard whoever shows it, and is kept by nobody")
    func guardingFields() async throws {
        for path in ["/healthz", "/nothing", "/api/v1/me"] {
            let fields = try await bench.ask(.get, path).fields
            #expect(fields[.xContentTypeOptions] == "nosniff" && fields[.cacheControl] == "no-store")
            #expect(fields[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(fields[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
        }
    }

    @Test("a body that cannot be read says which member is wrong and how")
    func bodies() async throws {
        struct Wanted: Decodable {
            struct Inner: Decodable {
                let count: Int
            }
            let name: String
            let inner: [Inner]
        }
        func said(_ text: String) throws -> Problem {
            let error = #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(Wanted.self, from: Data(text.utf8))
            }
            return Problem(try #require(error))
        }
        #expect(try said("{").kind == .malformed)
        #expect(try said(#"{"inner": []}"#).faults.map(\.at) == ["/name"])
        #expect(try said(#"{"name": null, "inner": []}"#).faults.map(\.at) == ["/name"])
        let deep = try said(#"{"name": "x", "inner": [{"count": 1}, {"count": "2"}]}"#)
        #expect(deep.kind == .invalid && deep.faults.map(\.at) == ["/inner/1/count"])
    }
}
