import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesCurl

@Suite("CurlFetcher")
struct CurlFetcherTests {
    @Test("says who it is, and what the operator set for the host alone")
    func fields() async throws {
        let server = try ScriptedServer { _, connection in connection.respond(text: "x") }
        defer { server.stop() }
        var options = TestFetcher.options
        options.acceptLanguage = "de"
        options.hosts = [
            server.origin.site: HostOptions(
                acceptLanguage: "fr",
                fields: [.referer: "https://example.com/"],
                cookies: ["b": "2", "a": "1"]
            ),
            "other.example": HostOptions(userAgent: "Wrong/1"),
        ]
        let fetcher = TestFetcher.make(allowing: [server.origin], options: options)
        var request = FetchRequest(url: server.origin, limits: .unhurried)
        request.fields = [.contentLength: "7", .connection: "close", .userAgent: "Fake", .origin: ""]
        _ = try await fetcher.fetch(request)
        let heard = try #require(server.requests.first)
        #expect(heard.field("User-Agent") == "SalesTracker/0.1 (+https://tracker.example/about)")
        #expect(heard.field("Accept-Language") == "fr")
        #expect(heard.field("Accept-Encoding") == "gzip, deflate, br, zstd")
        #expect(heard.field("Referer") == "https://example.com/")
        #expect(heard.field("Cookie") == "a=1; b=2")
        #expect(heard.field("Host") == server.origin.authority)
        #expect(heard.field("Content-Length") == nil)
        #expect(heard.field("Connection") == nil)
        #expect(heard.field("Origin")?.isEmpty == true)
    }

    @Test("keeps a connection for the next request")
    func keepsConnections() async throws {
        let server = try ScriptedServer { _, connection in connection.respond(text: "x") }
        defer { server.stop() }
        let fetcher = TestFetcher.make(allowing: [server.origin])
        for _ in 0..<3 { _ = try await fetcher.fetch(FetchRequest(url: server.origin, limits: .unhurried)) }
        #expect(server.connections == 1)
    }

    @Test("a cookie that comes with a redirect goes back to its host and to no other")
    func redirectCookies() async throws {
        let other = try ScriptedServer { _, connection in connection.respond(text: "end") }
        let away = other.origin.absoluteString
        let shop = try ScriptedServer { request, connection in
            guard request.field("Cookie") == "consent=yes" else {
                return connection.redirect(to: request.target, fields: ["Set-Cookie: consent=yes; Path=/; Secure"])
            }
            return connection.redirect(to: away)
        }
        defer {
            shop.stop()
            other.stop()
        }
        let fetcher = TestFetcher.make(allowing: [shop.origin, other.origin])
        let response = try await fetcher.fetch(FetchRequest(url: shop.origin, limits: .unhurried))
        #expect(response.url == other.origin)
        #expect(other.requests.first?.field("Cookie") == nil)
    }

    @Test("what the operator set for a host goes along no redirect, and a cookie of a redirect takes its place")
    func hostOptionsStay() async throws {
        let other = try ScriptedServer { _, connection in connection.respond(text: "end") }
        let away = other.origin.absoluteString
        let shop = try ScriptedServer { request, connection in
            guard request.target != "/" else {
                return connection.redirect(to: "/again", fields: ["Set-Cookie: region=de"])
            }
            return connection.redirect(to: away)
        }
        defer {
            shop.stop()
            other.stop()
        }
        var options = TestFetcher.options
        options.hosts[shop.origin.site] = HostOptions(
            fields: [.authorization: "Bearer secret"],
            cookies: ["session": "secret", "region": "gb"]
        )
        let fetcher = TestFetcher.make(allowing: [shop.origin, other.origin], options: options)
        _ = try await fetcher.fetch(FetchRequest(url: shop.origin, limits: .unhurried))
        #expect(shop.requests.map { $0.field("Cookie") } == ["region=gb; session=secret", "region=de; session=secret"])
        #expect(shop.requests.allSatisfy { $0.field("Authorization") == "Bearer secret" })
        #expect(other.requests.first?.lines.contains { $0.contains("secret") || $0.contains("region") } == false)
    }

    @Test("validators stay with the site that gave them")
    func validatorsStay() async throws {
        let other = try ScriptedServer { _, connection in connection.respond(text: "end") }
        let away = other.origin.absoluteString
        let shop = try ScriptedServer { _, connection in connection.redirect(to: away) }
        defer {
            shop.stop()
            other.stop()
        }
        let fetcher = TestFetcher.make(allowing: [shop.origin, other.origin])
        let validators = Validators(etag: "\"1\"")
        _ = try await fetcher.fetch(FetchRequest(url: shop.origin, validators: validators, limits: .unhurried))
        #expect(shop.requests.first?.field("If-None-Match") == "\"1\"")
        #expect(other.requests.first?.field("If-None-Match") == nil)
    }

    @Test("a refusal says the same whether something listens there or not (RELIABILITY S6)")
    func noOracle() async throws {
        let server = try ScriptedServer { _, connection in connection.respond(text: "x") }
        let closed = try ScriptedServer { _, _ in }
        closed.stop()
        defer { withExtendedLifetime(closed) { server.stop() } }
        let fetcher = TestFetcher.make()
        func message(_ url: PageURL) async -> String? {
            let error = await #expect(throws: FetchError.self) { try await fetcher.fetch(FetchRequest(url: url)) }
            return error?.message.replacingDigits
        }
        #expect(await message(server.origin) == message(closed.origin))
        let named = try PageURL("http://localhost:\(server.origin.port)/")
        let namedClosed = try PageURL("http://localhost:\(closed.origin.port)/")
        #expect(await message(named) == message(namedClosed))
        #expect(server.connections == 0)
    }

    @Test("no error tells what the path or query holds")
    func noSecrets() async throws {
        let server = try ScriptedServer { request, connection in
            if request.target.contains("loop") { return connection.redirect(to: request.target) }
            if request.target.contains("away") { return connection.redirect(to: "ftp://canary.example/canary") }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            return false
        }
        defer { server.stop() }
        let fetcher = TestFetcher.make(allowing: [server.origin])
        for path in ["/loop?token=canary", "/away?token=canary", "/short?token=canary"] {
            let error = await #expect(throws: FetchError.self) {
                try await fetcher.fetch(FetchRequest(url: server.url(path)))
            }
            #expect(error?.message.contains("canary") == false)
        }
    }

    @Test("through a proxy the page's literal address and port are judged all the same")
    func proxy() async throws {
        let proxy = try ScriptedServer { request, connection in connection.respond(text: request.target) }
        defer { proxy.stop() }
        var options = TestFetcher.options
        options.proxy = ProxyServer(url: proxy.origin, user: "ann", password: "s3cret-canary")
        let fetcher = TestFetcher.make(options: options)
        let response = try await fetcher.fetch(FetchRequest(url: PageURL("http://shop.example/x")))
        #expect(String(decoding: response.body, as: UTF8.self) == "http://shop.example/x")
        #expect(proxy.requests.first?.field("Proxy-Authorization") != nil)
        for text in ["http://127.0.0.1/", "http://[::1]/", "http://shop.example:25/", "http://169.254.169.254/"] {
            let error = await #expect(throws: FetchError.self) {
                try await fetcher.fetch(FetchRequest(url: PageURL(text)))
            }
            #expect(error?.code == .refused)
        }
        #expect(proxy.requests.count == 1)
        #expect(!String(reflecting: options.proxy).contains("s3cret-canary"))
    }

    @Test("a redirect without a place to go is an answer")
    func noLocation() async throws {
        let server = try ScriptedServer { _, connection in connection.respond("302 Found", text: "x") }
        defer { server.stop() }
        let response = try await TestFetcher.make(allowing: [server.origin]).fetch(FetchRequest(url: server.origin))
        #expect(response.status.code == 302)
    }

    @Test("a name without an address is told apart from a connection that fails")
    func dns() async throws {
        let fetcher = TestFetcher.make()
        let error = await #expect(throws: FetchError.self) {
            try await fetcher.fetch(FetchRequest(url: PageURL("http://no-such-name.invalid/")))
        }
        #expect(error?.code == .dns)
        #expect(error?.message.contains("no-such-name.invalid") == true)
    }

    @Test("a web hook gets its body and fields once, and its redirect is not followed")
    func post() async throws {
        let server = try ScriptedServer { request, connection in
            request.target == "/moved"
                ? connection.redirect(to: "/") : connection.respond("202 Accepted", text: "taken")
        }
        defer { server.stop() }
        let client = CurlHTTPClient(engine: TestFetcher.engine(allowing: [server.origin]), options: TestFetcher.options)
        let body = Array("{\"price\":\"39.99\"}".utf8)
        let response = try await client.post(body, to: server.origin, fields: [.contentType: "application/json"])
        #expect(response.status.code == 202)
        #expect(server.requests.first?.method == "POST")
        #expect(server.requests.first?.body == body)
        #expect(server.requests.first?.field("Content-Type") == "application/json")
        #expect(server.requests.first?.field("Expect") == nil)
        #expect(try await client.post([], to: server.url("/moved")).status.code == 302)
        #expect(server.requests.map(\.target) == ["/", "/moved"])
        let guarded = CurlHTTPClient(engine: TestFetcher.engine(), options: TestFetcher.options)
        let error = await #expect(throws: FetchError.self) { try await guarded.post(body, to: server.origin) }
        #expect(error?.code == .refused)
    }
}

extension String {
    fileprivate var replacingDigits: String { String(map { $0.isNumber ? "0" : $0 }) }
}
