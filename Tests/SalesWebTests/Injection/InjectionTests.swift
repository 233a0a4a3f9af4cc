import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Texts that mean something to SQL, pages or paths (W11)", .timeLimit(.minutes(15)))
struct InjectionTests {
    private struct Made: Decodable {
        let token: Token
    }

    private struct Token: Decodable {
        let id: String
        let label: String
    }

    private struct Tokens: Decodable {
        let tokens: [Token]
    }

    private struct Me: Decodable {
        let firstName: String?
        let lastName: String?
    }

    private struct Products: Decodable {
        struct Row: Decodable {
            let product: Product
        }
        struct Product: Decodable {
            let name: String
        }
        let products: [Row]
    }

    /// Whether two texts have the same bytes; others that only look alike are others.
    private static func same(_ one: String?, _ other: String?) -> Bool {
        one.map { Array($0.utf8) } == other.map { Array($0.utf8) }
    }

    @Test(
        "through every parameter that the API describes: no fault of ours, and no row more or less",
        arguments: InjectionBench.kinds
    )
    func parameters(_ kind: InjectionBench.Kind) async throws {
        let parameters = try InjectionParameter.all()
        #expect(parameters.count { $0.isOpen } >= 30)
        try await InjectionBench.with(kind) { bench in
            let before = try await bench.counts()
            for (turn, parameter) in parameters.enumerated() {
                // Words, numbers and patterns are read before a store is asked, and the store's own promise goes through
                // all texts: one or two of each family are enough here.
                let texts = InjectionBench.texts(turn: turn)
                for injection in texts {
                    let request = try parameter.request(injection.text)
                    let answer =
                        if let body = request.body {
                            try await bench.send(parameter.method, request.path, body)
                        } else {
                            try await bench.ask(parameter.method, request.path, bench.program)
                        }
                    #expect(answer.status < 500, "\(parameter) \(injection): \(answer.body)")
                    guard answer.status >= 400 else { continue }
                    let type = answer.fields[.contentType]
                    #expect(type == "application/problem+json", "\(parameter) \(injection): \(answer.status)")
                }
            }
            var after = try await bench.counts()
            // Some routes make a token or add a person.
            #expect(after.sessions >= before.sessions && after.people >= before.people)
            (after.sessions, after.people) = (before.sessions, before.people)
            #expect(before == after)
        }
    }

    @Test(
        "as names, labels and searches are kept as the line that they make, or refused",
        arguments: InjectionBench.Kind.allCases
    )
    func kept(_ kind: InjectionBench.Kind) async throws {
        try await InjectionBench.with(kind) { bench in
            let before = try await bench.counts()
            var refused = 0
            // That each store keeps all of them is a promise of stores.
            let texts = InjectionBench.texts(kind == .sqlite ? 5 : 40)
            for injection in texts {
                let json = try InjectionBench.json(injection.text)
                let isLong = injection.text.unicodeScalars.count > AccountSession.maximumLabelLength
                // A name of a token.
                let made = try await bench.send(.post, "/api/v1/tokens", "{\"label\": \(json)}")
                #expect(made.status == (isLong ? 422 : 201), "\(injection): \(made.body)")
                if made.status == 201 {
                    let line = ForeignText.line(injection.text, limit: AccountSession.maximumLabelLength)
                    let token = try made.json(as: Made.self).token
                    let listed = try await bench.ask(.get, "/api/v1/tokens", bench.program).json(as: Tokens.self)
                    let found = listed.tokens.first { $0.id == token.id }
                    #expect(Self.same(token.label, line) && Self.same(found?.label, line), "\(injection)")
                    let ended = try await bench.send(.delete, "/api/v1/tokens/\(token.id)", "{}")
                    #expect(ended.status == 204, "\(injection)")
                } else {
                    refused += 1
                }
                // A name of a person.
                let body = "{\"first_name\": \(json), \"last_name\": \(json)}"
                let named = try await bench.send(.patch, "/api/v1/me", body)
                #expect(named.status == (isLong ? 422 : 200), "\(injection): \(named.body)")
                if named.status == 200 {
                    let line = try SignUp.checkedName(injection.text, "first")
                    let me = try await bench.ask(.get, "/api/v1/me", bench.program).json(as: Me.self)
                    #expect(Self.same(me.firstName, line) && Self.same(me.lastName, line), "\(injection)")
                    let stored = try await bench.store.user(bench.admin)
                    #expect(Self.same(stored?.firstName, line), "\(injection)")
                }
                // What is looked for; nothing of it stands in the product that is followed.
                let query = InjectionBench.escaped(injection.text)
                let found = try await bench.ask(.get, "/api/v1/products?q=\(query)", bench.program)
                let isTooLong = injection.text.unicodeScalars.count > FollowedFilter.maximumTextLength
                #expect(found.status == (isTooLong ? 422 : 200), "\(injection): \(found.body)")
                if found.status == 200 {
                    let products = try found.json(as: Products.self).products
                    #expect(products.isEmpty, "\(injection) found \(products.map(\.product.name))")
                }
                let page = try await bench.open("/products?q=\(query)")
                #expect(page.status < 500, "\(injection): \(page.status)")
                for part in ["<script>x()", "<img src=x", "<svg/onload", "<a href=javascript:"] {
                    #expect(!page.holds(part), "\(injection)")
                }
            }
            #expect(refused >= 1 && refused < texts.count / 2)
            let all = try await bench.ask(.get, "/api/v1/products?q=kettle", bench.program).json(as: Products.self)
            #expect(all.products.count == 1)
            let after = try await bench.counts()
            #expect(before == after)
        }
    }

    @Test(
        "as secrets, cookies, tokens, keys of requests and links are nobody's, and change nothing",
        arguments: InjectionBench.Kind.allCases
    )
    func credentials(_ kind: InjectionBench.Kind) async throws {
        try await InjectionBench.with(kind) { bench in
            let before = try await bench.counts()
            for injection in InjectionBench.texts(kind == .sqlite ? 10 : 40) {
                let escaped = InjectionBench.escaped(injection.text)
                for fields in [
                    [.authorization: "Bearer \(injection.text)"], [.authorization: injection.text],
                    [.cookie: "__Host-sales=\(injection.text)"],
                ] as [HTTPFields] {
                    let answer = try await bench.ask(.get, "/api/v1/me", fields)
                    #expect(answer.status == 401, "\(injection): \(answer.body)")
                }
                for room in ["v", "s", "u"] {
                    let shown = try await bench.open("/\(room)/\(escaped)")
                    #expect(shown.status < 500, "/\(room)/ \(injection): \(shown.status)")
                    let sent = try await bench.submit("/\(room)/\(escaped)", ["List-Unsubscribe": injection.text])
                    #expect(sent.status < 500, "/\(room)/ \(injection): \(sent.status)")
                }
                var keyed = bench.program
                keyed[.contentType] = "application/json"
                keyed[.idempotencyKey] = injection.text
                let kept = try await bench.ask(.patch, "/api/v1/me", keyed, body: "{\"last_name\": \"Key\"}")
                #expect([200, 400].contains(kept.status), "\(injection): \(kept.body)")
            }
            let after = try await bench.counts()
            #expect(before == after)
        }
    }
}
