import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("API tokens")
struct TokenTests {
    private struct Token: Decodable, Equatable {
        let id: String
        let label: String
        let scope: String
        let endsAt: String
    }

    private struct Made: Decodable {
        let token: Token
        let secret: String
    }

    private struct Listed: Decodable {
        let tokens: [Token]
        let next: String?
    }

    private let bench = WebBench()

    private func make(_ body: String, by fields: HTTPFields) async throws -> WebBench.Answer {
        var fields = fields
        fields[.contentType] = "application/json"
        return try await bench.ask(.post, "/api/v1/tokens", fields, body: body)
    }

    @Test("are told once, work until they are ended, and are listed without their secret")
    func life() async throws {
        let browser = HTTPFields.page(try await bench.signIn("anna", as: .browser))
        let answer = try await make(#"{"label": "backup", "days": 30}"#, by: browser)
        #expect(answer.status == 201)
        let made: Made = try answer.json()
        #expect(made.token.label == "backup")
        #expect(made.token.endsAt == (bench.clock.now + .seconds(30 * 86_400)).description)
        let token = HTTPFields.token(try #require(AccountSecret(made.secret)))
        let list = try await bench.ask(.get, "/api/v1/tokens", token)
        #expect(try list.json(as: Listed.self).tokens == [made.token])
        #expect(!list.body.contains(made.secret))
        #expect(try await bench.ask(.delete, "/api/v1/tokens/\(made.token.id)", browser).status == 204)
        #expect(try await bench.ask(.get, "/api/v1/me", token).status == 401)
    }

    @Test("of somebody else cannot be seen or ended, and nobody learns whether there are any")
    func foreign() async throws {
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let ben = HTTPFields.token(try await bench.signIn("ben"))
        let made: Made = try await make(#"{"label": "mine"}"#, by: anna).json()
        #expect(try await !bench.ask(.get, "/api/v1/tokens", ben).body.contains(made.token.id))
        let theirs = try await bench.ask(.delete, "/api/v1/tokens/\(made.token.id)", ben)
        let nobodys = try await bench.ask(.delete, "/api/v1/tokens/\(String(repeating: "0", count: 64))", ben)
        #expect(theirs.status == 204 && nobodys.status == 204 && theirs.fields == nobodys.fields)
        let secret = try #require(AccountSecret(made.secret))
        #expect(try await bench.ask(.get, "/api/v1/me", .token(secret)).status == 200)
    }

    @Test("are not made from a body that is wrong, which is told by its member")
    func wrong() async throws {
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        for (body, at) in [
            (#"{}"#, "/label"), (#"{"label": ""}"#, "/label"), (#"{"label": 1}"#, "/label"),
            (#"{"label": "\#(String(repeating: "x", count: 101))"}"#, "/label"),
            (#"{"label": "x", "hours": 1}"#, "/hours"),
            (#"{"label": "x", "days": 0}"#, "/days"), (#"{"label": "x", "days": 366}"#, "/days"),
        ] {
            let answer = try await make(body, by: anna)
            #expect(answer.status == 422, "\(body)")
            #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == [at], "\(body): \(answer.body)")
        }
        #expect(try await make(#"{"label": "x", "days": 1.5}"#, by: anna).status == 422)
        #expect(try await make("nonsense", by: anna).status == 400)
        #expect(try await make(#"{"label": "\#(String(repeating: "x", count: 70_000))"}"#, by: anna).status == 413)
        #expect(try await bench.ask(.post, "/api/v1/tokens", anna, body: #"{"label": "x"}"#).status == 415)
        for query in ["limit=0", "limit=201", "limit=x", "after=x", "after=\(String(repeating: "1", count: 300))"] {
            #expect(try await bench.ask(.get, "/api/v1/tokens?\(query)", anna).status == 422, "\(query)")
        }
    }

    @Test("may do as much as what made them may, or less, and change what is theirs unless said otherwise")
    func scopes() async throws {
        for (own, wished, expected) in [
            (.admin, nil, "write"), (.admin, "admin", "admin"), (.write, nil, "write"), (.write, "write", "write"),
            (.write, "read", "read"), (.write, "admin", nil), (.admin, "owner", nil), (.admin, "", nil),
            (.admin, "Read", nil),
        ] as [(AccountSession.Scope, String?, String?)] {
            let name = "\(own)-\(wished ?? "none")"
            let token = HTTPFields.token(try await bench.signIn(name, scope: own))
            let member = wished.map { #", "scope": "\#($0)""# } ?? ""
            let answer = try await make(#"{"label": "x"\#(member)}"#, by: token)
            if let expected {
                #expect(try answer.json(as: Made.self).token.scope == expected, "\(name)")
            } else {
                #expect(answer.status == 422, "\(name)")
                #expect(try answer.json(as: WebBench.Said.self).errors?.map(\.at) == ["/scope"], "\(name)")
            }
        }
    }

    @Test("that a program makes end no later than its own")
    func lifetime() async throws {
        let anna = HTTPFields.token(try await bench.signIn("anna"))
        let end = bench.clock.now + .seconds(86_400)
        for body in [#"{"label": "x"}"#, #"{"label": "x", "days": 30}"#, #"{"label": "x", "days": 1}"#] {
            let made: Made = try await make(body, by: anna).json()
            #expect(made.token.endsAt == end.description, "\(body)")
        }
    }

    @Test("are made and ended by no other site, whose requests carry the cookie")
    func otherSite() async throws {
        var browser = HTTPFields.cookie(try await bench.signIn("anna", as: .browser))
        browser[.secFetchSite] = "cross-site"
        let answer = try await make(#"{"label": "x"}"#, by: browser)
        #expect(answer.status == 403)
        #expect(try answer.json(as: WebBench.Said.self).type == "urn:sales-tracker:problem:cross-site")
        #expect(try await bench.ask(.get, "/api/v1/tokens", browser).body == #"{"tokens":[]}"#)
    }
}
