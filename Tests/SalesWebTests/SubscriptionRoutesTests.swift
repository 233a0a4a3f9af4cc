import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Following products over the API")
struct SubscriptionRoutesTests {
    private struct Money: Decodable, Equatable {
        let amount: String
        let currency: String?
    }

    private struct Followed: Decodable {
        struct Rule: Decodable {
            let text: String
        }
        struct Subscription: Decodable {
            let productId: Int64
            let rule: Rule
            let isPaused: Bool
            let intervalSeconds: Double?
            let coolDownSeconds: Double?
            let isInDigest: Bool
            let channels: [String]
        }
        struct Product: Decodable {
            let id: Int64
            let price: Money?
            let selection: String
        }
        struct Reading: Decodable {
            let outcome: String
            let source: String?
        }
        struct Check: Decodable {
            let outcome: String?
            let isConfirming: Bool
        }
        let subscription: Subscription
        let product: Product
        let reading: Reading?
        let check: Check?
        let isAlreadyMet: Bool?
    }

    private struct Choices: Decodable {
        struct Candidate: Decodable {
            let price: Money
            let selection: String?
            let path: String
            let verdict: String
        }
        let candidates: [Candidate]
    }

    private static let path = "/api/v1/subscriptions"
    private let bench = WebBench()

    private func body(_ url: String = ShopPage.kettle, _ rest: String = "") -> String {
        #"{"url": "\#(url)"\#(rest.isEmpty ? "" : ", " + rest)}"#
    }

    @Test("a page is read at once, and the answer has the product, what is told, the price and where it stands")
    func follows() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        let wish = body(
            ShopPage.kettle,
            """
            "rule": {"text": "below 15 or back in stock"}, "interval_seconds": 300, "channels": ["email"],
            "cool_down_seconds": 3600, "in_digest": true
            """
        )
        let answer = try await bench.send(.post, Self.path, wish, by: anna)
        #expect(answer.status == 201, "\(answer.body)")
        let followed: Followed = try answer.json()
        #expect(answer.fields[.location] == "\(Self.path)/\(followed.product.id)")
        #expect(followed.product.price == Money(amount: "19.99", currency: "GBP"))
        #expect(followed.reading?.outcome == "offer" && followed.reading?.source?.contains("JSON-LD") == true)
        #expect(followed.subscription.rule.text == "below 15.00 GBP or back in stock")
        #expect(followed.subscription.intervalSeconds == 300 && followed.subscription.coolDownSeconds == 3_600)
        #expect(followed.subscription.isInDigest && followed.subscription.channels == ["email"])
        #expect(bench.fetcher.requests.count == 1)
    }

    @Test("what is followed already is changed, and keeps what the body does not name")
    func again() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let rest = #""rule": {"text": "below 10"}, "interval_seconds": 600"#
        let first: Followed = try await bench.send(.post, Self.path, body(ShopPage.kettle, rest), by: anna).json()
        #expect(first.product.id == id && first.subscription.intervalSeconds == 600)
        let answer = try await bench.send(.post, Self.path, body(), by: anna)
        #expect(answer.status == 200 && answer.fields[.location] == nil)
        let again: Followed = try answer.json()
        #expect(again.subscription.rule.text == "below 10.00 GBP" && again.subscription.intervalSeconds == 600)
    }

    @Test("a page with several prices answers with them, and the one that is chosen is followed")
    func choosing() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.twoPrices)
        let asked = try await bench.send(.post, Self.path, body(), by: anna)
        #expect(asked.status == 409)
        #expect(try bench.kind(of: asked) == "ambiguous")
        let choices: Choices = try asked.json()
        #expect(choices.candidates.map(\.price.amount) == ["24.50", "31.00"])
        #expect(choices.candidates.allSatisfy { !$0.path.isEmpty && !$0.verdict.isEmpty })
        let selection = try #require(choices.candidates.last?.selection)
        let rest = #""selection": "\#(selection)""#
        let answer = try await bench.send(.post, Self.path, body(ShopPage.kettle, rest), by: anna)
        #expect(answer.status == 201, "\(answer.body)")
        let followed: Followed = try answer.json()
        #expect(followed.product.price == Money(amount: "31.00", currency: "GBP"))
        #expect(followed.product.selection == selection)
    }

    @Test("a page without a price says so, and is followed by whoever insists")
    func insisting() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.noPrice)
        let refused = try await bench.send(.post, Self.path, body(), by: anna)
        #expect(refused.status == 422)
        #expect(try bench.kind(of: refused) == "no-price")
        #expect(refused.body.contains("insist"))
        let list = try await bench.get(Self.path, by: anna)
        #expect(list.body == #"{"subscriptions":[]}"#)
        let answer = try await bench.send(.post, Self.path, body(ShopPage.kettle, #""insist": true"#), by: anna)
        #expect(answer.status == 201, "\(answer.body)")
    }

    @Test("a shop that refuses, fails, asks for time or has no such page is told apart")
    func failures() async throws {
        let anna = try await bench.signIn("anna")
        for (index, (status, kind, answered)) in [
            (HTTPResponse.Status.forbidden, "shop-blocked", 424), (.internalServerError, "shop-failed", 424),
            (.tooManyRequests, "shop-busy", 424), (.notFound, "invalid", 422), (.gone, "invalid", 422),
        ].enumerated() {
            // Hosts that fail are left alone for a while: each case has its own.
            let url = "https://shop\(index).example/kettle"
            try bench.show(url, "<html><body>No.</body></html>", status: status, fields: [.retryAfter: "60"])
            let answer = try await bench.send(.post, Self.path, body(url), by: anna)
            #expect(answer.status == answered, "\(status): \(answer.body)")
            #expect(try bench.kind(of: answer) == kind)
            if kind == "shop-busy" { #expect(answer.fields[.retryAfter] == "60") }
            if kind == "invalid" { #expect(try bench.faults(of: answer) == ["/url"]) }
        }
        let nowhere = try await bench.send(.post, Self.path, body("https://nowhere.example/"), by: anna)
        #expect(nowhere.status == 422)
        #expect(try bench.faults(of: nowhere) == ["/url"])
        #expect(!nowhere.body.contains("nowhere.example"))
    }

    @Test("a shop that does not answer holds nobody longer than the deadline, and its fetch is given up")
    func slow() async throws {
        var silent = self.bench
        silent.otherFetcher = SilentFetcher(clock: silent.clock)
        let bench = silent
        let anna = try await bench.signIn("anna")
        let body = body()
        for path in [Self.path, "/api/v1/extractions"] {
            async let asked = bench.send(.post, path, body, by: anna)
            // The fetch, and whoever keeps the deadline.
            await bench.clock.waitForSleepers(2)
            bench.clock.advance(by: FollowingDesk.patience)
            let answer = try await asked
            #expect(answer.status == 424)
            #expect(try bench.kind(of: answer) == "shop-slow")
            #expect(bench.clock.sleeperCount == 0)
        }
        let products = try await bench.store.products(matching: .all, after: nil, limit: 9)
        #expect(products.elements.isEmpty)
    }

    @Test("a body is refused at the member that is wrong, and nothing is fetched")
    func wrong() async throws {
        let anna = try await bench.signIn("anna")
        let channels = (0..<9).map { "\"c\($0)\"" }.joined(separator: ",")
        for (text, places) in [
            (#"{}"#, ["/url"]), (#"{"url": 1}"#, ["/url"]), (body(""), ["/url"]),
            (body("ftp://shop.example/"), ["/url"]),
            (body("https://u:p@shop.example/"), ["/url"]),
            (body("https://shop.example/" + String(repeating: "x", count: 5_000)), ["/url"]),
            (body(ShopPage.kettle, #""uri": 1"#), ["/uri"]),
            (body(ShopPage.kettle, #""a/b~": 1"#), ["/a~1b~0"]),
            (body(ShopPage.kettle, #""selection": "price""#), ["/selection"]),
            (body(ShopPage.kettle, #""rule": "below 20""#), ["/rule"]),
            (body(ShopPage.kettle, #""rule": {}"#), ["/rule/text"]),
            (body(ShopPage.kettle, #""rule": {"text": "cheap"}"#), ["/rule/text"]),
            (body(ShopPage.kettle, #""rule": {"text": "any drop", "words": "x"}"#), ["/rule/words"]),
            (body(ShopPage.kettle, #""interval_seconds": 59"#), ["/interval_seconds"]),
            (body(ShopPage.kettle, #""interval_seconds": 9223372036854775807"#), ["/interval_seconds"]),
            (body(ShopPage.kettle, #""cool_down_seconds": -1"#), ["/cool_down_seconds"]),
            (body(ShopPage.kettle, #""channels": ["email", "pigeon", "email"]"#), ["/channels/1", "/channels/2"]),
            (body(ShopPage.kettle, #""channels": [\#(channels)]"#), ["/channels"]),
            (body(ShopPage.kettle, #""tells_standing": true"#), ["/tells_standing"]),
            (
                body(ShopPage.kettle, #""interval_seconds": 1, "cool_down_seconds": 99999999"#),
                ["/interval_seconds", "/cool_down_seconds"]
            ),
        ] as [(String, [String])] {
            let answer = try await bench.send(.post, Self.path, text, by: anna)
            #expect(answer.status == 422, "\(text)")
            #expect(try bench.faults(of: answer) == places, "\(text): \(answer.body)")
        }
        #expect(bench.fetcher.requests.isEmpty)
    }

    @Test("a rule that does not fit the page's price is refused, and nothing is followed")
    func unfitting() async throws {
        let anna = try await bench.signIn("anna")
        try bench.show(ShopPage.kettle, ShopPage.product("19.99"))
        for rule in ["below 10 USD", "down 30 since asked"] {
            let rest = #""rule": {"text": "\#(rule)"}"#
            let answer = try await bench.send(.post, Self.path, body(ShopPage.kettle, rest), by: anna)
            #expect(answer.status == 422, "\(answer.body)")
            #expect(try bench.faults(of: answer) == ["/rule/text"])
        }
        let products = try await bench.store.products(matching: .all, after: nil, limit: 9)
        #expect(products.elements.isEmpty)
    }

    @Test("a person follows so many products and asks for so many pages an hour, and no more")
    func limits() async throws {
        var bench = bench
        bench.settings.people.products = 1
        bench.settings.people.addsPerHour = 3
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        _ = try await bench.follow(by: anna)
        try bench.show("https://shop.example/pot", ShopPage.product("5.00"))
        let more = try await bench.send(.post, Self.path, body("https://shop.example/pot"), by: anna)
        #expect(more.status == 409)
        #expect(try bench.kind(of: more) == "too-many-products")
        for status in [200, 200, 429] {
            let answer = try await bench.send(.post, Self.path, body(), by: anna)
            #expect(answer.status == status, "what is followed already may be changed, as often as pages are asked for")
            if status == 429 {
                #expect(try bench.kind(of: answer) == "too-many-adds")
                #expect(answer.fields[.retryAfter] == "3600")
            }
        }
        _ = try await bench.follow(by: ben)
        bench.clock.advance(by: .seconds(3_600))
        let later = try await bench.send(.post, Self.path, body(), by: anna)
        #expect(later.status == 200)
    }

    @Test("a change is saved, and the product is looked at once for it")
    func edits() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let count = bench.fetcher.requests.count
        let change = #"{"rule": {"text": "down 10%"}, "interval_seconds": 120, "in_digest": true}"#
        let answer = try await bench.send(.patch, "\(Self.path)/\(id)", change, by: anna)
        #expect(answer.status == 200, "\(answer.body)")
        let changed: Followed = try answer.json()
        #expect(changed.subscription.rule.text == "down 10% since last alert")
        #expect(changed.subscription.intervalSeconds == 120 && changed.subscription.isInDigest)
        #expect(changed.check?.outcome == "offer" && changed.product.price?.amount == "19.99")
        #expect(bench.fetcher.requests.count == count + 1)
        let none = #"{"interval_seconds": null, "in_digest": false}"#
        let back: Followed = try await bench.send(.patch, "\(Self.path)/\(id)", none, by: anna).json()
        #expect(back.subscription.intervalSeconds == nil && !back.subscription.isInDigest)
        #expect(back.subscription.rule.text == "down 10% since last alert", "what is not named stays")
    }

    @Test("a product that is paused is left alone, and looked at when it is resumed")
    func pauses() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let count = bench.fetcher.requests.count
        let paused: Followed = try await bench.send(.patch, "\(Self.path)/\(id)", #"{"paused": true}"#, by: anna).json()
        #expect(paused.subscription.isPaused && paused.check == nil)
        #expect(bench.fetcher.requests.count == count)
        let on: Followed = try await bench.send(.patch, "\(Self.path)/\(id)", #"{"paused": false}"#, by: anna).json()
        #expect(!on.subscription.isPaused && on.check?.outcome == "offer")
        #expect(bench.fetcher.requests.count == count + 1)
    }

    @Test("another price of the page is another product, which takes the place of the first")
    func moves() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        try bench.show(
            ShopPage.kettle,
            ShopPage.product("19.99").replacing("</h1>", with: "</h1><p class=\"member\">£17.50</p>")
        )
        let change = #"{"selection": "css:.member", "interval_seconds": 90}"#
        let answer = try await bench.send(.patch, "\(Self.path)/\(id)", change, by: anna)
        #expect(answer.status == 200, "\(answer.body)")
        let moved: Followed = try answer.json()
        #expect(moved.product.id != id && moved.product.price?.amount == "17.50")
        #expect(moved.subscription.intervalSeconds == 90 && moved.reading?.outcome == "offer")
        let gone = try await bench.get("\(Self.path)/\(id)", by: anna)
        #expect(gone.status == 404)
        let missing = #"{"selection": "css:.nothing"}"#
        let refused = try await bench.send(.patch, "\(Self.path)/\(moved.product.id)", missing, by: anna)
        #expect(refused.status == 422)
        #expect(try bench.faults(of: refused) == ["/selection"])
    }

    @Test("a change that says nothing, or too much at once, is refused")
    func wrongEdits() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        for (text, places) in [
            ("{}", [""]), (#"{"url": "https://shop.example/"}"#, ["/url"]), (#"{"paused": "yes"}"#, ["/paused"]),
            (#"{"interval_seconds": 5}"#, ["/interval_seconds"]), (#"{"rule": {"text": "x"}}"#, ["/rule/text"]),
            (#"{"selection": "css:.a", "rule": {"text": "any drop"}}"#, ["/rule"]),
            (#"{"selection": "nonsense"}"#, ["/selection"]),
        ] as [(String, [String])] {
            let answer = try await bench.send(.patch, "\(Self.path)/\(id)", text, by: anna)
            #expect(answer.status == 422, "\(text)")
            #expect(try bench.faults(of: answer) == places, "\(text): \(answer.body)")
        }
    }

    @Test("a product that others follow is looked at when somebody follows it no more, and otherwise left alone")
    func deletes() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: anna)
        _ = try await bench.follow(by: ben)
        var count = bench.fetcher.requests.count
        let first = try await bench.ask(.delete, "\(Self.path)/\(id)", .token(anna))
        #expect(first.status == 204 && first.body.isEmpty)
        #expect(bench.fetcher.requests.count == count + 1)
        let product = try await bench.store.product(ProductID(rawValue: id))
        #expect(product?.activeFollowers == 1)
        count = bench.fetcher.requests.count
        let last = try await bench.ask(.delete, "\(Self.path)/\(id)", .token(ben))
        #expect(last.status == 204)
        #expect(bench.fetcher.requests.count == count)
        let again = try await bench.ask(.delete, "\(Self.path)/\(id)", .token(ben))
        #expect(again.status == 404)
    }

    @Test("a list is walked page by page, each of what stays exactly once, whatever comes and goes meanwhile")
    func keyset() async throws {
        struct Listed: Decodable {
            let subscriptions: [Followed.Subscription]
            let next: String?
        }
        let anna = try await bench.signIn("anna")
        var ids: [Int64] = []
        for number in 0..<7 { ids.append(try await bench.follow("https://shop.example/\(number)", by: anna)) }
        var seen: [Int64] = []
        var next: String?
        var round = 0
        repeat {
            let token = next.map { "&after=\($0)" } ?? ""
            let page: Listed = try await bench.get("\(Self.path)?limit=2\(token)", by: anna).json()
            seen += page.subscriptions.map(\.productId)
            next = page.next
            if round == 0 {
                _ = try await bench.ask(.delete, "\(Self.path)/\(ids[0])", .token(anna))
                _ = try await bench.ask(.delete, "\(Self.path)/\(ids[5])", .token(anna))
                _ = try await bench.follow("https://shop.example/new", by: anna)
            }
            round += 1
        } while next != nil && round < 20
        let stayed = ids.filter { ![ids[0], ids[5]].contains($0) }
        #expect(stayed.allSatisfy { id in seen.count { $0 == id } == 1 }, "\(seen)")
        #expect(Set(seen).count == seen.count)
    }

    @Test("what somebody else follows answers as what is not there, byte for byte")
    func foreign() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: ben)
        let (count, missing) = (bench.fetcher.requests.count, id + 1_000)
        for (method, body) in [
            (HTTPRequest.Method.get, nil), (.patch, #"{"paused": true}"#), (.patch, #"{"selection": "css:.a"}"#),
            (.delete, nil),
        ] as [(HTTPRequest.Method, String?)] {
            var answers: [WebBench.Answer] = []
            for id in [id, missing] {
                let path = "\(Self.path)/\(id)"
                if let body {
                    answers.append(try await bench.send(method, path, body, by: anna))
                } else {
                    answers.append(try await bench.ask(method, path, .token(anna)))
                }
            }
            #expect(answers.allSatisfy { $0.status == 404 }, "\(method)")
            #expect(answers[0].body == answers[1].body && answers[0].fields == answers[1].fields)
        }
        #expect(bench.fetcher.requests.count == count)
        let there = try await bench.get("\(Self.path)/\(id)", by: ben)
        #expect(there.status == 200)
    }
}
