import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What no program would send on purpose", .timeLimit(.minutes(15)))
struct HostileRequestTests {
    /// A service that counts nobody out.
    private var bench: WebBench {
        var bench = WebBench()
        bench.settings.registration = .open
        let much = RateLimit(perMinute: 1_000_000, burst: 1_000_000)
        bench.settings.limits.person = much
        bench.settings.limits.address = much
        bench.settings.limits.costly = much
        bench.settings.limits.guesses = much
        return bench
    }

    /// The routes of the API, each with a path.
    private static func routes(_ bench: WebBench) throws -> [(route: Route, path: String)] {
        WebService.routes(try bench.parts, bench.settings).filter(\.isForPrograms).map { route in
            (route, route.path.replacing(/\{\w+\}/, with: "1"))
        }
    }

    @Test("a parameter that there is not, or that is there twice, is refused on every route and nothing is done")
    func parameters() async throws {
        let bench = bench
        let admin = try await bench.admin()
        try await bench.asking { service in
            for (route, path) in try Self.routes(bench) {
                let answer = try await service.ask(route.method, "\(path)?nonsense=1", admin)
                #expect(answer.status == 422, "\(route.method) \(path)")
                let operation = try #require(route.operation)
                for parameter in operation.query where !parameter.isRepeated {
                    let twice = "\(path)?\(parameter.name)=1&\(parameter.name)=1"
                    let answer = try await service.ask(route.method, twice, admin)
                    #expect(answer.status == 422, "\(twice)")
                }
            }
        }
    }

    @Test(
        "a number, a token, a moment or a word of a query has one spelling",
        arguments: [
            "/api/v1/sessions?limit=+5", "/api/v1/sessions?limit=05", "/api/v1/sessions?limit=5.0",
            "/api/v1/sessions?limit=%205", "/api/v1/sessions?limit=9223372036854775808", "/api/v1/sessions?limit=",
            "/api/v1/sessions?after=", "/api/v1/sessions?after=%00", "/api/v1/sessions?after=%FF",
            "/api/v1/admin/hosts?after=", "/api/v1/admin/hosts?after=%00", "/api/v1/alerts?product=01",
            "/api/v1/alerts?product=+1", "/api/v1/alerts?product=0", "/api/v1/alerts?product=9223372036854775808",
            "/api/v1/alerts?since=2026-02-30T00:00:00Z", "/api/v1/alerts?since=2026-02-28T24:00:00Z",
            "/api/v1/alerts?since=2026-02-28T23:59:60Z", "/api/v1/alerts?since=2026-02-28T00:00:00%2B00:00",
            "/api/v1/alerts?since=%00", "/api/v1/alerts?status=", "/api/v1/alerts?status=DEAD",
            "/api/v1/admin/totals?since=2026-02-28T00:00:00z", "/api/v1/admin/totals?since=2026-02-28",
            "/api/v1/admin/totals?since=2026-02-28T00:00:00.123456Z", "/api/v1/admin/archive?from=2026-2-3",
            "/api/v1/admin/dead-letters?product=-1", "/api/v1/products?q=", "/api/v1/products?state=ANY",
            "/api/v1/products/1/prices?resolution=",
        ]
    )
    func queries(path: String) async throws {
        let bench = bench
        let answer = try await bench.ask(.get, path, try await bench.admin())
        #expect(answer.status == 422, "\(answer.body)")
    }

    @Test("a number in a path has one spelling, and what is none is nothing")
    func paths() async throws {
        let bench = bench
        let admin = try await bench.admin()
        try await bench.asking { service in
            let one = try await service.ask(.get, "/api/v1/admin/users/1", admin)
            #expect(one.status == 200)
            for number in Self.numbers {
                for path in ["/api/v1/admin/users", "/api/v1/products", "/api/v1/subscriptions"] {
                    let answer = try await service.ask(.get, "\(path)/\(number)", admin)
                    #expect(answer.status == 404, "\(path)/\(number)")
                }
                for path in ["/api/v1/tokens", "/api/v1/sessions"] {
                    let answer = try await service.ask(.delete, "\(path)/\(number)", admin)
                    #expect(answer.status == 404, "\(path)/\(number)")
                }
            }
        }
    }

    private static let numbers = [
        "01", "+1", "1.0", "0", "-1", "9223372036854775808", "%00", "%31%00", "%FF", "one", "..", "1%20",
    ]

    private static let bodies = [
        "", "null", "true", "1", "1.5", "\"text\"", "[]", "[{}]", "{", "{]", "nonsense", "{\"nonsense\": 1}",
        "{\"\": 1}", "{\"nonsense\": \"\\ud800\"}", "{\"nonsense\": \"\\u0000\"}", "{\"\\u0000\": 1}",
        "{\"nonsense\": 1e400}", "{\"nonsense\": NaN}", "{\"nonsense\": 99999999999999999999}",
        "{\"nonsense\": -99999999999999999999}", "{\"a/b~c\": 1}",
        String(repeating: "[", count: 2_000), String(repeating: "{\"x\":", count: 1_000),
        "[" + String(repeating: "1,", count: 20_000) + "1]",
    ]

    @Test("a body of another shape is refused on every route that takes JSON, and nothing is done")
    func bodies() async throws {
        let bench = bench
        let admin = try await bench.admin()
        try await bench.asking { service in
            for (route, path) in try Self.routes(bench) where route.operation?.body?.isTypeChecked == true {
                var fields = admin
                let untyped = try await service.ask(route.method, path, fields, body: "{}")
                #expect(untyped.status == 415, "\(route.method) \(path)")
                for type in ["text/plain", "application/x-www-form-urlencoded", "application/json, text/plain", ""] {
                    fields[.contentType] = type
                    let answer = try await service.ask(route.method, path, fields, body: "{}")
                    #expect(answer.status == 415, "\(route.method) \(path) \(type)")
                }
                fields[.contentType] = "application/json"
                for body in Self.bodies {
                    let answer = try await service.ask(route.method, path, fields, body: body)
                    #expect([400, 422].contains(answer.status), "\(route.method) \(path) \(body.prefix(60))")
                }
                let large = "{\"nonsense\": \"\(String(repeating: "x", count: 70_000))\"}"
                let answer = try await service.ask(route.method, path, fields, body: large)
                #expect(answer.status == 413, "\(route.method) \(path)")
            }
        }
    }

    @Test("every member of a body is refused that is of another type, one after the other")
    func members() async throws {
        let bench = bench
        let admin = try await bench.admin()
        let document = try Conformance.shared().document
        try await bench.asking { service in
            var fields = admin
            fields[.contentType] = "application/json"
            for (route, path) in try Self.routes(bench) {
                let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
                let schema = operation?["requestBody"]?["content"]?["application/json"]?["schema"]
                guard let schema, schema["additionalProperties"] == .flag(false) else { continue }
                for (name, member) in schema["properties"]?.members ?? [:] {
                    let types = member["type"]?.text.map { [$0] } ?? member["type"]?.elements.compactMap(\.text) ?? []
                    for (type, value) in Self.values where !types.contains(type) {
                        let body = "{\"\(name)\": \(value)}"
                        let answer = try await service.ask(route.method, path, fields, body: body)
                        #expect(answer.status == 422, "\(route.method) \(path) \(body): \(answer.body)")
                    }
                }
            }
        }
    }

    private static let values = [
        ("null", "null"), ("boolean", "true"), ("integer", "1"), ("string", "\"x\""), ("array", "[1]"),
        ("object", "{\"x\": 1}"),
    ]

    @Test(
        "all alerts are not tried again because a choice of them was mistyped",
        arguments: ["product_id", "Alerts", "x"]
    )
    func mistyped(name: String) async throws {
        let bench = bench
        try await bench.addAlert(1, .dead)
        let answer = try await bench.send(
            .post,
            "/api/v1/admin/dead-letters/retries",
            try await bench.admin(),
            "{\"\(name)\": 1}"
        )
        #expect(answer.status == 422)
        #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == ["/\(name)"])
        let filter = AlertFilter(statuses: [.dead])
        let dead = try await bench.store.alerts(matching: filter, after: nil, limit: 10)
        #expect(dead.elements.count == 1)
    }

    @Test("the secret of a session is told once also to whoever sends a key with what proves them")
    func keptSecret() async throws {
        let bench = bench
        var fields = HTTPFields.token(try await bench.signIn("anna"))
        fields[.idempotencyKey] = "\"one\""
        let link = try await bench.parts.accounts.signInLink(for: .local)
        let body = "{\"secret\": \"\(link.secret.text)\"}"
        let first = try await bench.send(.post, "/api/v1/sessions", fields, body)
        #expect(first.status == 201)
        let second = try await bench.send(.post, "/api/v1/sessions", fields, body)
        #expect(second.status == 409 && !second.body.contains("\"secret\":"))
    }
}
