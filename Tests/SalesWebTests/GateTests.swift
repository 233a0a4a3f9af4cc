import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What a session is good for")
struct ScopeTests {
    private let bench = WebBench()
    private let routes = [
        Route(.get, "/api/v1/things", for: .people) { _ in WebAnswer(.noContent) },
        Route(.post, "/api/v1/things", for: .people) { _ in WebAnswer(.noContent) },
        Route(.get, "/api/v1/admin/things", for: .admins) { _ in WebAnswer(.noContent) },
        Route(.post, "/api/v1/open", for: .open) { _ in WebAnswer(.noContent) },
        Route(.get, "/things", for: .people, kind: .page) { _ in WebAnswer(.noContent) },
        Route(.post, "/things", for: .people, kind: .page) { _ in WebAnswer(.noContent) },
    ]

    @Test("is asked by each route, and a narrower one is told what is needed", arguments: [false, true])
    func scopes(isAdmin: Bool) async throws {
        for scope in AccountSession.Scope.allCases {
            let secret = try await bench.signIn("\(scope)", scope: scope, isAdmin: isAdmin)
            for (method, path, needed) in [
                (.get, "/api/v1/things", .read), (.head, "/api/v1/things", .read), (.post, "/api/v1/things", .write),
                (.get, "/api/v1/admin/things", .admin), (.post, "/api/v1/open", nil),
            ] as [(HTTPRequest.Method, String, AccountSession.Scope?)] {
                let answer = try await bench.asking(routes) { try await $0.ask(method, path, .token(secret)) }
                if needed == .admin, !isAdmin {
                    #expect(answer.status == 404, "\(scope) \(method) \(path)")
                } else if let needed, scope < needed {
                    #expect(answer.status == 403, "\(scope) \(method) \(path)")
                    let said = #"Bearer error="insufficient_scope", scope="\#(needed)""#
                    #expect(answer.fields[.wwwAuthenticate] == said)
                    if method != .head {
                        let problem = try answer.json(as: WebBench.Said.self)
                        #expect(problem.type == "urn:sales-tracker:problem:scope")
                        #expect(problem.detail.contains("\(needed)") && problem.detail.contains("\(scope)"))
                    }
                } else {
                    #expect(answer.status == 204, "\(scope) \(method) \(path)")
                }
            }
        }
    }

    @Test("of a program is never enough for a page that changes something, and a browser's always is")
    func pages() async throws {
        for scope in [AccountSession.Scope.read, .write] {
            let secret = try await bench.signIn("\(scope)", scope: scope)
            let seen = try await bench.asking(routes) { try await $0.ask(.get, "/things", .token(secret)) }
            #expect(seen.status == 204)
            let refused = try await bench.asking(routes) { try await $0.ask(.post, "/things", .token(secret)) }
            #expect(refused.status == 403)
        }
        let all = WebService.routes(try bench.parts, bench.settings)
        let changing = all.filter { $0.kind == .page && $0.access == .people && !$0.method.changesNothing }
        #expect(changing.count > 5 && changing.allSatisfy { $0.scope == .admin })
    }
}

@Suite("The cookie of a session")
struct SessionCookieTests {
    @Test("is set for this host alone, for no script, and comes with links from others at most")
    func set() throws {
        var random = RandomSource.system
        let secret = AccountSecret(using: &random)
        let safe = SessionCookie(isSecure: true)
        let plain = SessionCookie(isSecure: false)
        #expect(
            safe.field(secret, lifetime: .seconds(3_600)).value
                == "__Host-sales=\(secret.text); Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax"
        )
        #expect(
            plain.field(secret, lifetime: .seconds(3_600)).value
                == "sales=\(secret.text); Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"
        )
        #expect(safe.removal.value == "__Host-sales=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
        #expect(safe.removal.name == .setCookie)
        #expect(safe.field(secret, lifetime: .seconds(-5)).value.contains("Max-Age=0;"))
        for cookie in [safe, plain] {
            let pair = try #require(cookie.field(secret, lifetime: .seconds(1)).value.split(separator: ";").first)
            #expect(cookie.secret(in: [.cookie: "a=b; \(pair)"]) == secret)
            let gone = try #require(cookie.removal.value.split(separator: ";").first)
            #expect(cookie.secret(in: [.cookie: String(gone)]) == nil)
        }
        // What a plain connection could have set does not count over TLS.
        #expect(safe.secret(in: [.cookie: "sales=\(secret.text)"]) == nil)
    }
}

@Suite("Pages")
struct PageTests {
    private let routes = [
        Route(.get, "/", for: .open, kind: .page) { _ in
            WebAnswer(.ok, fields: [.contentType: "text/html; charset=utf-8"], body: Array("<p>Hello</p>".utf8))
        },
        Route(.get, "/products", for: .people, kind: .page) { _ in
            WebAnswer(.ok, fields: [.contentType: "text/html; charset=utf-8"], body: Array("<p>Mine</p>".utf8))
        },
        Route(.post, "/products", for: .people, kind: .page) { _ in WebAnswer(.noContent) },
        Route(.post, "/u/{token}", for: .open, isOneClick: true) { _ in WebAnswer(.noContent) },
    ]

    /// A service that shows problems as pages.
    private var bench: WebBench {
        var bench = WebBench()
        bench.pageProblem = { problem, _ in
            WebAnswer(
                problem.kind.status,
                fields: [.contentType: "text/html; charset=utf-8"],
                body: Array("<h1>\(problem.kind.title)</h1>".utf8)
            )
        }
        return bench
    }

    @Test("run and are styled by our own files alone, and nobody frames them or changes where they lead")
    func policy() async throws {
        let bench = bench
        let browser = HTTPFields.page(try await bench.signIn("anna", as: .browser))
        try await bench.asking(routes) { service in
            for (method, path) in [(.get, "/"), (.get, "/products"), (.post, "/"), (.post, "/products")]
                as [(HTTPRequest.Method, String)]
            {
                let answer = try await service.ask(method, path, browser)
                let policy = try #require(answer.fields[.contentSecurityPolicy])
                for part in [
                    "default-src 'none'", "style-src 'self'", "script-src 'self'", "form-action 'self'",
                    "base-uri 'none'", "frame-ancestors 'none'",
                ] { #expect(policy.contains(part), "\(method) \(path)") }
                #expect(!policy.contains("unsafe"))
            }
        }
    }

    @Test("send whoever is not signed in to do so, and back from there, but never elsewhere")
    func signIn() async throws {
        try await bench.asking(routes) { service in
            for (path, location) in [
                ("/products", "/sign-in?next=/products"),
                ("/products?order=price&q=a%20b", "/sign-in?next=/products%3Forder%3Dprice%26q%3Da%2520b"),
                ("/products?\(String(repeating: "x", count: 1_000))", "/sign-in"),
            ] {
                let answer = try await service.ask(.get, path)
                #expect(answer.status == 303 && answer.fields[.location] == location, "\(path)")
                #expect(answer.fields[.cacheControl] == "no-store")
            }
            let sent = try await service.ask(.post, "/products")
            #expect(sent.status == 401 && sent.body == "<h1>Sign in first</h1>")
        }
    }

    @Test("show problems to people as pages, and to programs as they are")
    func problems() async throws {
        let html: HTTPFields = [.accept: "text/html,application/xhtml+xml"]
        try await bench.asking(routes) { service in
            let missing = try await service.ask(.get, "/nothing", html)
            #expect(missing.status == 404 && missing.body == "<h1>There is no such thing</h1>")
            let wrong = try await service.ask(.delete, "/products")
            #expect(wrong.status == 405 && wrong.fields[.allow] == "GET, HEAD, POST")
            #expect(wrong.fields[.contentType]?.hasPrefix("text/html") == true)
            for (path, fields) in [("/nothing", [:]), ("/api/v1/nothing", html)] as [(String, HTTPFields)] {
                let answer = try await service.ask(.get, path, fields)
                #expect(answer.status == 404 && answer.fields[.contentType] == "application/problem+json")
            }
        }
        let json = try await WebBench().asking(routes) { try await $0.ask(.delete, "/products") }
        #expect(json.fields[.contentType] == "application/problem+json")
    }

    @Test("and all else are fetched over TLS alone where people reach the service by it")
    func strictTransport() async throws {
        var plain = WebBench()
        plain.origin = "http://127.0.0.1:8080"
        for path in ["/", "/nothing", "/healthz"] {
            let safe = try await WebBench().ask(.get, path)
            #expect(safe.fields[.strictTransportSecurity] == "max-age=31536000")
            let open = try await plain.ask(.get, path)
            #expect(open.fields[.strictTransportSecurity] == nil)
        }
    }

    @Test("of other sites may send what mail programs send, and nothing else")
    func oneClick() async throws {
        let other: HTTPFields = [.secFetchSite: "cross-site", .origin: "https://mail.example"]
        try await bench.asking(routes) { service in
            let stopped = try await service.ask(.post, "/u/secret", other)
            #expect(stopped.status == 204)
            let sent = try await service.ask(.post, "/products", other)
            #expect(sent.status == 403)
        }
    }
}

@Suite("Places to go on to")
struct LocalPathTests {
    @Test("are paths of this service", arguments: ["/", "/products", "/products?order=price&q=%20", "/a//b", "/:80"])
    func local(text: String) {
        #expect(LocalPath(text)?.text == text)
    }

    @Test(
        "are nothing that leads elsewhere",
        arguments: [
            "", "products", "//other.example", "///other.example", "/\\other.example", "\\\\other.example",
            "/\t/other.example", "/\n/other.example", "https://other.example", "javascript:alert(1)", " /products",
            "/a b", "/\u{E9}", "/a\\b", "/" + String(repeating: "x", count: 1_000),
        ]
    )
    func foreign(text: String) {
        #expect(LocalPath(text) == nil)
    }

    @Test("are escaped so that they are one parameter of a query")
    func escaped() {
        #expect(LocalPath("/a?b=c&d=%20#e")?.escaped == "/a%3Fb%3Dc%26d%3D%2520%23e")
    }
}
