import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What a connection may send, and how long it may wait")
struct ConnectionLimitTests {
    private func bench(_ change: (inout WebLimits) -> Void = { _ in }) -> WebBench {
        var bench = WebBench()
        change(&bench.settings.limits)
        return bench
    }

    /// A request as it goes over the wire; the server closes after its answer.
    private func request(_ line: String, _ fields: [String] = [], body: String = "") -> String {
        ([line, "Host: sales.example", "Connection: close"] + fields + ["", body]).joined(separator: "\r\n")
    }

    /// What a program reads of a problem on the wire.
    private func isProblem(_ answer: String, _ name: String, status: Int) -> Bool {
        answer.hasPrefix("HTTP/1.1 \(status) ")
            && answer.lowercased().contains("content-type: application/problem+json")
            && answer.contains("\"urn:sales-tracker:problem:\(name)\"")
    }

    @Test("one that is silent is closed: before its request, in its fields and in its body")
    func idle() async throws {
        let bench = bench { $0.idle = .milliseconds(200) }
        let token = try await bench.signIn("anna").text
        let answers = try await bench.live { port in
            try await withThrowingTaskGroup(of: String.self) { group in
                for text in [
                    "", "GET /heal", "GET /healthz HTTP/1.1\r\nHost: sales.example\r\nX-A: ",
                    "POST /api/v1/tokens HTTP/1.1\r\nHost: sales.example\r\nAuthorization: Bearer \(token)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"label\"",
                ] { group.addTask { try await PlainConnection.exchange(with: port, sending: text) } }
                var answers: [String] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
        }
        #expect(answers.count == 4 && answers.allSatisfy { !$0.contains(" 200 ") && !$0.contains(" 201 ") })
    }

    @Test("one that is silent after an answer is closed")
    func idleAfterwards() async throws {
        let bench = bench { $0.idle = .milliseconds(200) }
        let answer = try await bench.live { port in
            try await PlainConnection.exchange(
                with: port,
                sending: "GET /healthz HTTP/1.1\r\nHost: sales.example\r\n\r\n"
            )
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix(#"{"status":"ok"}"#))
    }

    @Test("fields that are too many or too large are refused as such")
    func fields() async throws {
        let bench = bench()
        let limits = bench.settings.limits
        let answers = try await bench.live { port in
            let many = (0...limits.fields).map { "X-\($0): a" }
            let large = ["X-A: " + String(repeating: "x", count: limits.fieldBytes + 1)]
            let long = (0..<20).map { "X-\($0): " + String(repeating: "x", count: limits.fieldBytes / 16) }
            var answers: [String] = []
            for fields in [many, large, long] {
                let text = request("GET /healthz HTTP/1.1", fields)
                answers.append(try await PlainConnection.exchange(with: port, sending: text))
            }
            return answers
        }
        for answer in answers { #expect(isProblem(answer, "fields-too-large", status: 431), "\(answer.prefix(300))") }
    }

    @Test("as many fields as are allowed are none too many")
    func mostFields() async throws {
        let bench = bench()
        let fields = (0..<(bench.settings.limits.fields - 2)).map { "X-\($0): a" }
        let text = request("GET /healthz HTTP/1.1", fields)
        let answer = try await bench.live { try await PlainConnection.exchange(with: $0, sending: text) }
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
    }

    @Test("a body that is too large is refused, whether its length is announced or not")
    func bodies() async throws {
        let bench = bench { $0.bodyBytes = 1_000 }
        let token = try await bench.signIn("anna").text
        let fields = ["Authorization: Bearer \(token)", "Content-Type: application/json"]
        let body = String(repeating: "x", count: 1_001)
        let answers = try await bench.live { port in
            let announced = request("POST /api/v1/tokens HTTP/1.1", fields + ["Content-Length: 1001"], body: body)
            let chunked = request(
                "POST /api/v1/tokens HTTP/1.1",
                fields + ["Transfer-Encoding: chunked"],
                body: "3e9\r\n\(body)\r\n0\r\n\r\n"
            )
            return [
                try await PlainConnection.exchange(with: port, sending: announced),
                try await PlainConnection.exchange(with: port, sending: chunked),
            ]
        }
        for answer in answers { #expect(isProblem(answer, "too-large", status: 413), "\(answer.prefix(300))") }
    }

    @Test("what is no HTTP, or a body that is not sent as it has it, is refused as such")
    func malformed() async throws {
        let bench = bench()
        let token = try await bench.signIn("anna").text
        let fields = ["Authorization: Bearer \(token)", "Content-Type: application/json"]
        let answers = try await bench.live { port in
            var answers: [String] = []
            for text in [
                "NONSENSE\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost : x y\r\n z\u{0}\r\n\r\n",
                request(
                    "POST /api/v1/tokens HTTP/1.1",
                    fields + ["Transfer-Encoding: chunked"],
                    body: "zz\r\nnonsense\r\n"
                ),
            ] { answers.append(try await PlainConnection.exchange(with: port, sending: text)) }
            return answers
        }
        for answer in answers { #expect(isProblem(answer, "malformed", status: 400), "\(answer.prefix(300))") }
    }

    @Test("clients behind a trusted proxy are counted by their own addresses")
    func proxy() async throws {
        var bench = bench { $0.address = RateLimit(perMinute: 1, burst: 1) }
        bench.settings.trustedProxies = TrustedProxies(["127.0.0.0/8"].compactMap { TrustedProxies.Network($0) })
        let answers = try await bench.live { [bench] port in
            #expect(bench.settings.trustedProxies.networks.count == 1)
            var answers: [String] = []
            for address in ["203.0.113.1", "203.0.113.2", "198.51.100.7, 203.0.113.1", "203.0.113.3"] {
                let text = request("GET /api/v1/me HTTP/1.1", ["X-Forwarded-For: \(address)"])
                answers.append(try await PlainConnection.exchange(with: port, sending: text))
            }
            return answers
        }
        #expect(answers.map { String($0.prefix(12)) } == [401, 401, 429, 401].map { "HTTP/1.1 \($0)" })
    }
}
