import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The log of requests")
struct AccessLogTests {
    private let lines = LogLines()

    private var bench: WebBench {
        var bench = WebBench()
        bench.logger = lines.logger
        return bench
    }

    private var requests: [String] { lines.all.filter { $0.hasPrefix("debug request ") } }

    @Test("has one line for each, with its route and how it went, and nothing else of it")
    func line() async throws {
        let bench = bench
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let slow = Route(.get, "/u/{token}", for: .open) { _ in
            bench.clock.advance(by: .milliseconds(250))
            return WebAnswer(.noContent)
        }
        try await bench.asking(WebService.routes(try bench.parts, bench.settings) + [slow]) { service in
            _ = try await service.ask(.get, "/u/secret?x=y")
            _ = try await service.ask(.get, "/api/v1/me", anna)
            _ = try await service.ask(.post, "/api/v1/me")
            _ = try await service.ask(.get, "/nothing")
            _ = try await service.ask(HTTPRequest.Method("PURGE")!, "/healthz")
        }
        let said = requests.map { line in line.split(separator: " ").filter { !$0.contains("client=") } }
        #expect(said.count == 5)
        for (words, parts) in zip(
            said,
            [
                ["method=GET", "route=/u/{token}", "status=204", "ms=250"],
                ["method=GET", "route=/api/v1/me", "status=200", "ms=0"],
                ["method=POST", "route=/api/v1/me", "status=405", "ms=0"],
                ["method=GET", "route=none", "status=404", "ms=0"],
                ["method=other", "route=/healthz", "status=405", "ms=0"],
            ]
        ) {
            for part in parts { #expect(words.contains { $0 == part }, "\(words)") }
            // Level, message, the four of them, and the number of the request.
            #expect(words.count == 7, "\(words)")
        }
    }

    @Test("names a client by what no other process calls it, and the same client the same")
    func clients() {
        let one = AccessLog(.system)
        let other = AccessLog(.system)
        #expect(one.name(of: "192.0.2.1") == one.name(of: "192.0.2.1") && one.name(of: "192.0.2.1").count == 16)
        #expect(one.name(of: "192.0.2.1") != one.name(of: "192.0.2.2"))
        #expect(one.name(of: "192.0.2.1") != other.name(of: "192.0.2.1"))
    }

    @Test("has no secret in any line, wherever it stood in the request and however that went")
    func canaries() async throws {
        struct Failure: Error {}
        let routes = [
            Route(.get, "/u/{token}", for: .open) { _ in WebAnswer(.noContent) },
            Route(.post, "/u/{token}", for: .open) { request in
                _ = try await request.bytes()
                throw Failure()
            },
            Route(.post, "/api/v1/away", for: .people) { request in
                _ = try await request.bytes()
                throw StoreError(.unavailable, advice: .later(after: nil), message: "The store is away.")
            },
            Route(.post, "/api/v1/things", for: .people) { request in
                struct Body: Decodable {
                    let name: Int
                }
                return .json(["name": try await request.body(as: Body.self).name])
            },
        ]
        let bench = bench
        let known = try await bench.signIn("anna")
        let canary = "CANARY"
        try await bench.asking(routes) { service in
            var random = RandomSource.system
            let unknown = AccountSecret(using: &random)
            let secrets = [known.text, unknown.text, canary]
            let fields: [HTTPFields] = [
                .token(known), .token(unknown), .cookie(known), .cookie(unknown), [.authorization: canary],
                [.authorization: "Bearer \(canary)"], [.cookie: "__Host-sales=\(canary)"], [:],
            ]
            for var fields in fields {
                fields[.idempotencyKey] = canary
                fields[.xForwardedFor] = canary
                fields[.origin] = WebBench.origin
                fields[.contentType] = "application/json"
                for path in ["/u/\(canary)", "/nothing/\(canary)", "/api/v1/away", "/api/v1/things"] {
                    for method in [HTTPRequest.Method.get, .post, .delete] {
                        for body in [nil, #"{"name": "\#(canary)"}"#] as [String?] {
                            _ = try await service.ask(method, "\(path)?q=\(canary)", fields, body: body)
                        }
                    }
                }
            }
            let all = lines.all
            #expect(all.contains { $0.hasPrefix("error ") } && all.contains { $0.hasPrefix("warning ") })
            for secret in secrets { #expect(!all.contains { $0.contains(secret) }) }
            #expect(requests.count == fields.count * 4 * 3 * 2)
        }
    }

    @Test("is one line for one event, whatever characters a request or a failure had")
    func controls() async throws {
        let bench = bench
        let route = Route(.get, "/api/v1/things", for: .open) { _ in
            let long = String(repeating: "x", count: 9_000)
            throw StoreError(.other, message: "one\r\ntwo\u{1B}[31m\u{2028}\u{202E}three\(long)")
        }
        try await bench.asking([route]) { service in
            for path in ["/api/v1/things", "/a%0D%0Ab%1B[31m", "/a\r\nb"] {
                _ = try await service.ask(.get, path, [.cookie: "a%0D%0A"])
            }
        }
        #expect(requests.count == 3 && lines.all.count == 4)
        for line in lines.all {
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x2028 && $0.value != 0x202E })
            #expect(line.count < 1_000)
        }
    }
}
