import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Who may ask")
struct AccessTests {
    private let bench = WebBench()

    @Test("every route that is not open answers 401 to whoever is not signed in, by every method that it has")
    func defaultDeny() async throws {
        let guarded = WebService.routes(try bench.parts, bench.settings).filter {
            $0.access != .open && $0.kind == .api
        }
        #expect(!guarded.isEmpty)
        for route in guarded {
            let path = route.path.replacing(/\{\w+\}/, with: "1")
            for fields in [[:], .token(secret()), [.authorization: "Bearer nonsense"], .page(secret())]
                as [HTTPFields]
            {
                let answer = try await bench.ask(route.method, path, fields)
                #expect(answer.status == 401 && answer.fields[.wwwAuthenticate] == "Bearer", "\(route.method) \(path)")
                #expect(try answer.json(as: WebBench.Said.self).type == "urn:sales-tracker:problem:unauthenticated")
            }
        }
    }

    @Test("a session counts as what it was given out for, until it ends")
    func kinds() async throws {
        let program = try await bench.signIn("program")
        let browser = try await bench.signIn("browser", as: .browser)
        #expect(try await bench.ask(.get, "/api/v1/me", .token(program)).status == 200)
        #expect(try await bench.ask(.get, "/api/v1/me", .cookie(browser)).status == 200)
        #expect(try await bench.ask(.get, "/api/v1/me", .token(browser)).status == 401)
        #expect(try await bench.ask(.get, "/api/v1/me", .cookie(program)).status == 401)
        bench.clock.advance(by: .seconds(86_400))
        #expect(try await bench.ask(.get, "/api/v1/me", .token(program)).status == 401)
    }

    @Test("a person is told of themselves and of nobody else")
    func me() async throws {
        struct Me: Decodable {
            let email: String
        }
        for name in ["anna", "ben"] {
            let secret = try await bench.signIn(name)
            let answer = try await bench.ask(.get, "/api/v1/me", .token(secret))
            #expect(try answer.json(as: Me.self).email == "\(name)@example.com")
        }
    }

    @Test("what is for admins is not there for others")
    func admins() async throws {
        let person = try #require(
            try await bench.store.addUser(.init(email: "a@example.com", createdAt: bench.clock.now))
        )
        var admin = person.user
        admin.isAdmin = true
        let session = AccountSession(
            hash: secret().hash,
            userID: admin.id,
            kind: .program,
            scope: .admin,
            label: "",
            createdAt: bench.clock.now,
            lastUsedAt: bench.clock.now,
            endsAt: bench.clock.now
        )
        #expect(Caller.person(admin, session).may(.admins))
        #expect(!Caller.person(person.user, session).may(.admins) && Caller.person(person.user, session).may(.people))
        #expect(!Caller.anybody.may(.admins) && !Caller.anybody.may(.people) && Caller.anybody.may(.open))
    }

    @Test("the one person of a service of their own is an admin there, and nowhere else")
    func alone() async throws {
        for isPrivate in [true, false] {
            var bench = bench
            bench.settings.isPrivate = isPrivate
            let link = try await bench.parts.accounts.signInLink(for: .local)
            let secret = String(try #require(link.path.split(separator: "/").last))
            let body = #"{"secret": "\#(secret)"}"#
            let answer = try await bench.ask(.post, "/api/v1/sessions", [.contentType: "application/json"], body: body)
            #expect(answer.status == 201, "\(answer.body)")
            let me = try await bench.ask(.get, "/api/v1/me", try token(in: answer))
            #expect(me.body.contains(#""is_admin":\#(isPrivate)"#), "\(me.body)")
        }
    }

    @Test("a service of one person's own answers nobody else, whatever they were signed in to before")
    func others() async throws {
        var bench = bench
        let anna = try await bench.signIn("anna", isAdmin: true)
        #expect(try await bench.ask(.get, "/api/v1/me", .token(anna)).status == 200)
        bench.settings.isPrivate = true
        for path in ["/api/v1/me", "/api/v1/products", "/api/v1/admin/users", "/metrics"] {
            #expect(try await bench.ask(.get, path, .token(anna)).status == 401, "\(path)")
        }
    }

    private func token(in answer: WebBench.Answer) throws -> HTTPFields {
        struct Session: Decodable {
            let secret: String
        }
        return [.authorization: "Bearer \(try answer.json(as: Session.self).secret)"]
    }

    private func secret() -> AccountSecret {
        var random = RandomSource.system
        return AccountSecret(using: &random)
    }
}

@Suite("Requests that another site sent")
struct CrossSiteTests {
    private let check = CrossSiteCheck(origin: WebBench.origin)

    @Test("are refused where they would change something", arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func refused(method: HTTPRequest.Method) {
        for fields in [
            [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.secFetchSite: ""], [.origin: "null"],
            [.origin: "https://evil.example"], [.origin: "http://sales.example"],
            [.origin: "https://sales.example:444"],
            [.secFetchSite: "cross-site", .origin: WebBench.origin],
        ] as [HTTPFields] {
            for hasCookie in [false, true] {
                #expect(check.refuses(method, fields, hasCookie: hasCookie), "\(fields)")
            }
        }
        for fields in [
            [.secFetchSite: "same-origin"], [.secFetchSite: "none"], [.origin: WebBench.origin],
        ] as [HTTPFields] {
            for hasCookie in [false, true] {
                #expect(!check.refuses(method, fields, hasCookie: hasCookie), "\(fields)")
            }
        }
    }

    @Test("are taken for such where a cookie comes with them and nobody says from where")
    func unsaid() async throws {
        #expect(check.refuses(.post, [:], hasCookie: true))
        #expect(!check.refuses(.post, [:], hasCookie: false) && !check.refuses(.get, [:], hasCookie: true))
        let bench = WebBench()
        let browser = try await bench.signIn("anna", as: .browser)
        #expect(try await bench.ask(.delete, "/api/v1/sessions", .cookie(browser)).status == 403)
        #expect(try await bench.ask(.delete, "/api/v1/sessions", .page(browser)).status == 204)
    }

    @Test("are let through where they change nothing", arguments: [HTTPRequest.Method.get, .head, .options])
    func harmless(method: HTTPRequest.Method) {
        let fields: HTTPFields = [.secFetchSite: "cross-site", .origin: "https://evil.example"]
        #expect(!check.refuses(method, fields, hasCookie: true))
    }
}
