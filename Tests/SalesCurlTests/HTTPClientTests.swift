import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("Talking to web services")
struct HTTPClientTests {
    private func client(_ limits: CurlEngine.Limits = .init()) -> CurlHTTPClient {
        CurlHTTPClient(
            engine: CurlEngine(policy: .trusted, limits: limits),
            options: CurlOptions(contact: "https://tracker.example")
        )
    }

    @Test("every method is sent as what it is, with its body and no other")
    func methods() async throws {
        let server = try ScriptedServer(answer: { _, connection in connection.respond() })
        defer { server.stop() }
        let client = client()
        _ = try await client.get(server.origin)
        _ = try await client.delete(server.origin)
        for body in [[], [1], [UInt8](repeating: 2, count: 3 << 20)] {
            _ = try await client.put(body, to: server.origin)
            _ = try await client.post(body, to: server.origin)
            #expect(server.requests.suffix(2).map(\.body) == [body, body])
        }
        #expect(server.requests.map(\.method) == ["GET", "DELETE", "PUT", "POST", "PUT", "POST", "PUT", "POST"])
        #expect(server.requests.prefix(2).allSatisfy { $0.body.isEmpty && $0.field("Content-Length") == nil })
    }

    @Test("a body is sent again from its beginning where a kept connection turns out to be dead")
    func deadConnection() async throws {
        let server = try ScriptedServer(answer: { request, connection in
            guard request.connection > 1 || request.method == "GET" else { return false }
            return connection.respond()
        })
        defer { server.stop() }
        let client = client()
        _ = try await client.get(server.origin)
        let body = (0..<3 << 20).map { UInt8(truncatingIfNeeded: $0 % 251) }
        _ = try await client.put(body, to: server.origin)
        #expect(server.requests.map(\.connection) == [1, 1, 2])
        #expect(server.requests.dropFirst().allSatisfy { $0.body == body })
    }

    @Test("what is wanted as it is kept is asked for without codings, and comes as it is")
    func verbatim() async throws {
        let packed = FetcherSamples.gzipPrice
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond(fields: ["Content-Encoding: gzip"], body: packed)
        })
        defer { server.stop() }
        let client = client()
        #expect(try await client.get(server.origin, isVerbatim: true).body == packed)
        #expect(try await client.get(server.origin).body == Array("<p>39.99 EUR</p>".utf8))
        #expect(server.requests.map { $0.field("Accept-Encoding") } == ["identity", ContentCoding.accepted])
    }

    @Test("a body may be as large as the request allows, and no larger than the engine's limit")
    func bodies() async throws {
        let body = [UInt8](repeating: 1, count: 300_000)
        let server = try ScriptedServer(answer: { _, connection in connection.respond(body: body) })
        defer { server.stop() }
        let large = FetchLimits(bodyBytes: .max)
        #expect(try await client().get(server.origin, limits: large).body == body)
        #expect(try await client(.init(bodyBytes: 300_000)).get(server.origin, limits: large).body == body)
        let error = await #expect(throws: FetchError.self) {
            try await client(.init(bodyBytes: 299_999)).get(server.origin, limits: large)
        }
        #expect(error?.code == .tooLarge && error?.advice == .never)
    }

    @Test("an announced length is believed no further than the limit goes")
    func announced() async throws {
        let server = try ScriptedServer(answer: { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nfew")
            return false
        })
        defer { server.stop() }
        let error = await #expect(throws: FetchError.self) { try await client().get(server.origin) }
        #expect(error?.code == .malformed)
    }
}
