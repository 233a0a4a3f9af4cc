import HTTPTypes
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesWeb

@Suite("Requests with an Idempotency-Key")
struct IdempotencyTests {
    /// Counts what was done.
    private final class Effects: Sendable {
        private let number = Mutex(0)

        var count: Int { number.withLock { $0 } }

        func next() -> Int {
            number.withLock { number in
                number += 1
                return number
            }
        }
    }

    private let effects = Effects()

    private var bench: WebBench {
        var bench = WebBench()
        bench.settings.limits.person = RateLimit(perMinute: 100_000, burst: 10_000)
        return bench
    }

    /// What adds a thing, and answers how many there are and how long the body was.
    private var things: [Route] {
        ([.post, .patch, .delete] as [HTTPRequest.Method]).map { method in
            Route(method, "/api/v1/things", for: .people) { [effects] request in
                let body = try await request.bytes()
                let count = effects.next()
                await Task.yield()
                return .json(["count": count, "length": body.count], status: .created)
            }
        }
    }

    private func keyed(_ key: String, _ fields: HTTPFields) -> HTTPFields {
        var fields = fields
        fields[.idempotencyKey] = key
        return fields
    }

    @Test("100 at once have one effect, and all are told of it or that it is under way")
    func once() async throws {
        let bench = bench
        let fields = keyed("\"a\"", .token(try await bench.signIn("anna")))
        try await bench.asking(things) { service in
            let answers = try await withThrowingTaskGroup(of: WebBench.Answer.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await service.ask(.post, "/api/v1/things", fields, body: "same") }
                }
                var answers: [WebBench.Answer] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
            #expect(effects.count == 1)
            let done = answers.filter { $0.status == 201 }
            #expect(!done.isEmpty && Set(done.map(\.body)) == [#"{"count":1,"length":4}"#])
            #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 })
            let again = try await service.ask(.post, "/api/v1/things", fields, body: "same")
            #expect(again.status == 201 && again.body == #"{"count":1,"length":4}"#)
            #expect(again.fields[.idempotencyReplayed] == "true" && again.fields[.contentType] == "application/json")
            #expect(effects.count == 1)
        }
    }

    @Test("are told that the first is under way, and do its work when it has taken too long")
    func inFlight() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let slow = Route(.post, "/api/v1/things", for: .people) { [effects] _ in
            let count = effects.next()
            if count == 1 {
                start.yield()
                for await _ in opened { break }
            }
            return .json(["count": count])
        }
        let bench = bench
        let fields = keyed("a", .token(try await bench.signIn("anna")))
        try await bench.asking([slow]) { service in
            async let first = service.ask(.post, "/api/v1/things", fields)
            for await _ in started { break }
            let second = try await service.ask(.post, "/api/v1/things", fields)
            #expect(second.status == 409 && second.fields[.retryAfter] == "1")
            let said = try second.json(as: WebBench.Said.self)
            #expect(said.type == "urn:sales-tracker:problem:in-progress")
            bench.clock.advance(by: bench.settings.limits.keyLease)
            let third = try await service.ask(.post, "/api/v1/things", fields)
            #expect(third.status == 200 && third.body == #"{"count":2}"#)
            open.yield()
            let late = try await first
            #expect(late.status == 200 && late.body == #"{"count":1}"#)
            // What was kept is the answer of whom the lease was with.
            let again = try await service.ask(.post, "/api/v1/things", fields)
            #expect(again.body == #"{"count":2}"# && effects.count == 2)
        }
    }

    @Test("are refused where the key came with another body, query, path or method")
    func other() async throws {
        let bench = bench
        let fields = keyed("a", .token(try await bench.signIn("anna")))
        try await bench.asking(things) { service in
            let first = try await service.ask(.post, "/api/v1/things", fields, body: "one")
            #expect(first.status == 201)
            for (method, path, body) in [
                (.post, "/api/v1/things", "two"), (.post, "/api/v1/things", ""), (.post, "/api/v1/things?x=1", "one"),
                (.patch, "/api/v1/things", "one"),
            ] as [(HTTPRequest.Method, String, String)] {
                let answer = try await service.ask(method, path, fields, body: body)
                #expect(answer.status == 422, "\(method) \(path) \(body)")
                let said = try answer.json(as: WebBench.Said.self)
                #expect(said.type == "urn:sales-tracker:problem:idempotency-key-reused")
            }
            #expect(effects.count == 1)
        }
    }

    @Test("of two people have nothing to do with each other, nor those without a key")
    func people() async throws {
        let bench = bench
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        try await bench.asking(things) { service in
            for fields in [keyed("a", anna), keyed("a", ben), anna, anna, keyed("b", anna)] {
                let answer = try await service.ask(.delete, "/api/v1/things", fields)
                #expect(answer.status == 201)
            }
            #expect(effects.count == 5)
            let nobody = try await service.ask(.delete, "/api/v1/things", keyed("a", [:]))
            #expect(nobody.status == 401)
        }
    }

    @Test("are done again where they failed here, and are told again what was wrong with them")
    func failures() async throws {
        struct Failure: Error {}
        let routes = [
            Route(.post, "/api/v1/broken", for: .people) { [effects] _ in
                _ = effects.next()
                throw Failure()
            },
            Route(.post, "/api/v1/away", for: .people) { [effects] _ in
                _ = effects.next()
                throw Problem(.unavailable, "Not now.")
            },
            Route(.post, "/api/v1/much", for: .people) { [effects] _ in
                _ = effects.next()
                throw Problem(.tooMany, "Not so many.")
            },
            Route(.post, "/api/v1/answered", for: .people) { [effects] _ in
                _ = effects.next()
                return WebAnswer(.badGateway)
            },
            Route(.post, "/api/v1/large", for: .people) { [effects] _ in
                _ = effects.next()
                return WebAnswer(.ok, body: Array(repeating: 0x20, count: KeptAnswer.maximumBytes + 1))
            },
            Route(.post, "/api/v1/wrong", for: .people) { [effects] _ in
                _ = effects.next()
                throw Problem(.invalid, "That is wrong.", faults: [Problem.Fault(at: "/a", detail: "b")])
            },
        ]
        let bench = bench
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        try await bench.asking(routes) { service in
            for (name, status, isKept) in [
                ("broken", 500, false), ("away", 503, false), ("much", 429, false), ("answered", 502, false),
                ("large", 200, false), ("wrong", 422, true),
            ] {
                let before = effects.count
                let first = try await service.ask(.post, "/api/v1/\(name)", keyed(name, anna))
                let second = try await service.ask(.post, "/api/v1/\(name)", keyed(name, anna))
                #expect(first.status == status && second.status == status && first.body == second.body, "\(name)")
                #expect(effects.count - before == (isKept ? 1 : 2), "\(name)")
                #expect((second.fields[.idempotencyReplayed] == "true") == isKept, "\(name)")
                #expect(second.fields[.contentType] == first.fields[.contentType], "\(name)")
            }
        }
    }

    @Test("whose answer has a secret in it are done once, and nothing of the secret is kept")
    func secrets() async throws {
        struct Listed: Decodable {
            struct Token: Decodable {
                let label: String
            }
            let tokens: [Token]
        }
        let bench = bench
        let browser = HTTPFields.page(try await bench.signIn("anna", as: .browser))
        var fields = keyed("a", browser)
        fields[.contentType] = "application/json"
        try await bench.asking { [fields] service in
            let first = try await service.ask(.post, "/api/v1/tokens", fields, body: #"{"label": "x"}"#)
            #expect(first.status == 201 && first.body.contains("secret"))
            let second = try await service.ask(.post, "/api/v1/tokens", fields, body: #"{"label": "x"}"#)
            #expect(second.status == 409)
            let said = try second.json(as: WebBench.Said.self)
            #expect(said.type == "urn:sales-tracker:problem:told-once")
            let listed: Listed = try await service.ask(.get, "/api/v1/tokens", browser).json()
            #expect(listed.tokens.map(\.label) == ["x"])
        }
    }

    @Test("may not be larger than others, and their key is a short text")
    func limits() async throws {
        let bench = bench
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        try await bench.asking(things) { service in
            let large = String(repeating: "x", count: bench.settings.limits.bodyBytes + 1)
            let answer = try await service.ask(.post, "/api/v1/things", keyed("a", anna), body: large)
            #expect(answer.status == 413)
            for key in ["", "\"\"", "\"a", "a b", String(repeating: "x", count: 256)] {
                let answer = try await service.ask(.post, "/api/v1/things", keyed(key, anna))
                #expect(answer.status == 400, "\(key)")
            }
            #expect(effects.count == 0)
        }
    }

    @Test("have a key that is a string of structured fields, or that text without quotes")
    func keys() {
        let longest = String(repeating: "x", count: IdempotencyKey.maximumLength)
        for (field, key) in [
            ("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
            ("8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
            ("\"a b\"", "a b"), (#""a\"b\\c""#, #"a"b\c"#), ("\"a\";p=1", "a"), (longest, longest),
            ("\"\(longest)\"", longest),
        ] { #expect(Idempotency.text(of: field) == key, "\(field)") }
        for field in [
            "", "\"\"", "\"a", "a b", "\"a\" b", "\"a\", \"b\"", #""a\b""#, #""a\"#, "\"ä\"", "ä", "\"a\tb\"",
            longest + "x", "\"\(longest)x\"",
        ] { #expect(Idempotency.text(of: field) == nil, "\(field)") }
    }
}
