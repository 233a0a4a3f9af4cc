import Foundation
import HTTPTypes
import SalesCore
import SalesCurl
import SalesTesting
import Testing

@Suite("Hostile responses (RELIABILITY H2)")
struct HostileResponseTests {
    private func fetch(
        limits: FetchLimits = FetchLimits(),
        answer: @escaping @Sendable (ScriptedConnection) -> Void
    ) async throws -> FetchResponse {
        let server = try ScriptedServer { _, connection in
            answer(connection)
            return false
        }
        defer { server.stop() }
        let fetcher = TestFetcher.make(allowing: [server.origin])
        return try await fetcher.fetch(FetchRequest(url: server.origin, limits: limits))
    }

    private func expect(
        _ code: FetchError.Code,
        limits: FetchLimits = FetchLimits(),
        answer: @escaping @Sendable (ScriptedConnection) -> Void
    ) async {
        let error = await #expect(throws: FetchError.self) { try await fetch(limits: limits, answer: answer) }
        #expect(error?.code == code, "\(error?.message ?? "")")
    }

    private static let bombs: [String: (body: [UInt8], length: Int)] = [
        "gzip": (FetcherSamples.gzipBomb, 2_000_000), "deflate": (FetcherSamples.deflateBomb, 2_000_000),
        "br": (FetcherSamples.brotliBomb, 20_000_000), "zstd": (FetcherSamples.zstandardBomb, 16 << 20),
    ]

    @Test("bombs are stopped while they are unpacked", arguments: ["gzip", "deflate", "br", "zstd"])
    func bombs(_ encoding: String) async throws {
        let bomb = try #require(Self.bombs[encoding])
        await expect(.tooLarge, limits: FetchLimits(bodyBytes: 1_000_000)) {
            $0.respond(fields: ["Content-Encoding: \(encoding)"], body: bomb.body)
        }
    }

    @Test(
        "each encoding is undone, and the sample bombs are what they say",
        arguments: ["gzip", "deflate", "br", "zstd"]
    )
    func decodes(_ encoding: String) async throws {
        let bomb = try #require(Self.bombs[encoding])
        let response = try await fetch(limits: FetchLimits(bodyBytes: 32 << 20)) {
            $0.respond(fields: ["Content-Encoding: \(encoding)"], body: bomb.body)
        }
        #expect(response.body.count == bomb.length)
    }

    @Test("a body that ends where its connection does is damaged where its coding had more to come")
    func cutOff() async throws {
        await expect(.damaged) {
            $0.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
            $0.send(Array(FetcherSamples.gzipPrice.dropLast(9)))
        }
        let whole = try await fetch {
            $0.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
            $0.send(FetcherSamples.gzipPrice)
        }
        #expect(whole.body == Array("<p>39.99 EUR</p>".utf8))
    }

    @Test("a transfer coding that nobody asked for is malformed, since libcurl takes a part of it for the whole")
    func transferCoding() async {
        await expect(.malformed) {
            $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")
            $0.send(FetcherSamples.gzipPrice)
        }
    }

    @Test("more layers of coding than are undone are malformed")
    func layers() async throws {
        let layers = Array(repeating: "gzip", count: 20).joined(separator: ", ")
        await expect(.malformed) { $0.respond(fields: ["Content-Encoding: \(layers)"], body: FetcherSamples.gzipBomb) }
    }

    @Test(
        "a coding that is broken is damaged, an unknown one malformed",
        arguments: [
            ("gzip", FetchError.Code.damaged), ("deflate", .damaged), ("br", .damaged), ("zstd", .damaged),
            ("rot13", .malformed),
        ]
    )
    func brokenEncoding(_ encoding: String, code: FetchError.Code) async {
        await expect(code) { $0.respond(fields: ["Content-Encoding: \(encoding)"], text: "<p>39.99</p>, plain") }
    }

    @Test("a body that is longer than announced is cut there, one that is shorter is malformed")
    func lengthLies() async throws {
        let longer = try await fetch { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n39.99 and more") }
        #expect(longer.body == Array("39.99".utf8))
        await expect(.malformed) { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n39.99") }
        await expect(.malformed) { $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n39.99\r\n") }
        await expect(.connection) { $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n39.99\r\n") }
    }

    @Test("huge announced lengths cost nothing before they come")
    func hugeLength() async {
        await expect(.tooLarge, limits: FetchLimits(bodyBytes: 1_000)) {
            $0.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\n" + String(repeating: "x", count: 2_000))
        }
        await expect(.malformed) { $0.send("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx") }
    }

    @Test("a thousand fields of 8 KB are stopped at the limit; a moderate number is kept")
    func fields() async throws {
        await expect(.tooLarge) { connection in
            connection.send("HTTP/1.1 200 OK\r\n")
            for index in 0..<1_000 {
                connection.send("X-\(index): " + String(repeating: "x", count: 8_000) + "\r\n")
            }
            connection.send("Content-Length: 0\r\n\r\n")
        }
        let response = try await fetch {
            $0.respond(fields: (0..<100).map { "X-Filler-\($0): y" } + ["ETag: \"e\"", "Bad Name: z"], text: "x")
        }
        #expect(response.fields.count == 102)
        #expect(response.fields[.eTag] == "\"e\"")
    }

    @Test("interim responses are skipped, endless ones stopped")
    func interim() async throws {
        let response = try await fetch {
            $0.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nETag: \"wrong\"\r\n\r\n")
            $0.respond(text: "x")
        }
        #expect(response.status.code == 200)
        #expect(response.fields[.eTag] == nil)
        await expect(.tooLarge) { $0.flood(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    }

    @Test("trailers change nothing")
    func trailers() async throws {
        let response = try await fetch {
            $0.send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nETag: \"a\"\r\n\r\n1\r\nx\r\n0\r\nETag: \"b\"\r\n\r\n"
            )
        }
        #expect(response.fields[values: .eTag] == ["\"a\""])
        #expect(response.body == Array("x".utf8))
    }

    @Test(
        "fields without a body end with the deadline",
        arguments: ["Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n", "X: y\r\n"]
    )
    func noBody(_ field: String) async {
        await expect(.timeout, limits: FetchLimits(deadline: .milliseconds(150))) {
            $0.send("HTTP/1.1 200 OK\r\n\(field)\r\n")
            $0.waitForClose()
        }
    }

    @Test(
        "what is not an HTTP response is malformed or a broken connection",
        arguments: [
            "", "\r\n\r\n", "SSH-2.0-OpenSSH_9\r\n", "220 mail.example\r\n", "<html>39.99</html>",
            "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
            "HTTP/1.1 abc\r\n\r\n", "\u{0}\u{0}\u{0}",
        ]
    )
    func notHTTP(_ text: String) async {
        let error = await #expect(throws: FetchError.self) { try await fetch { $0.send(text) } }
        #expect([.malformed, .connection].contains(error?.code), "\(error?.message ?? "")")
    }

    @Test("a reset in the middle is a broken connection, worth another try")
    func reset() async {
        let error = await #expect(throws: FetchError.self) {
            try await fetch {
                $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n39.99")
                $0.reset()
            }
        }
        #expect([.malformed, .connection].contains(error?.code))
        #expect(error?.advice == .later(after: nil))
    }

    @Test("a hundred endless bodies at once hold no more than the engine's limit, and others are served meanwhile")
    func manyEndless() async throws {
        let server = try ScriptedServer { request, connection in
            if request.target == "/ok" { return connection.respond(text: "39.99") }
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            connection.flood([UInt8](repeating: 0x20, count: 16_384))
            return false
        }
        defer { server.stop() }
        let engine = TestFetcher.engine(
            allowing: [server.origin],
            limits: CurlEngine.Limits(connectionsPerHost: 200, bufferedBytes: 8 << 20)
        )
        let fetcher = CurlFetcher(engine: engine, options: TestFetcher.options)
        let endless = FetchRequest(url: try server.url("/endless"), limits: FetchLimits(bodyBytes: 50 << 20))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let error = await #expect(throws: FetchError.self) { try await fetcher.fetch(endless) }
                    #expect(error?.code == .tooLarge)
                }
            }
            for _ in 0..<20 {
                group.addTask {
                    let response = try await fetcher.fetch(FetchRequest(url: server.url("/ok")))
                    #expect(response.body == Array("39.99".utf8))
                }
            }
            try await group.waitForAll()
        }
    }
}
