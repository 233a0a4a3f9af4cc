import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Followed products over the API")
struct ProductRoutesTests {
    private struct Money: Decodable, Equatable {
        let amount: String
        let currency: String
    }

    private struct Listed: Decodable {
        struct Row: Decodable {
            struct Product: Decodable {
                let id: Int64
                let name: String
                let price: Money?
                let lowestPrice: Money?
                let availability: String
                let lastCheckAt: String?
            }
            struct Subscription: Decodable {
                struct Rule: Decodable {
                    let words: String
                }
                let productId: Int64
                let rule: Rule
            }
            struct Website: Decodable {
                let host: String
            }
            struct Pace: Decodable {
                let intervalSeconds: Double
                let hostIntervalSeconds: Double?
            }
            struct Day: Decodable {
                let day: String
                let close: Money
            }
            let product: Product
            let subscription: Subscription
            let website: Website
            let pace: Pace
            let recent: [Day]
        }
        let products: [Row]
        let next: String?
    }

    private static let path = "/api/v1/products"
    private let bench = WebBench()

    private func list(_ query: String = "", by person: AccountSecret) async throws -> Listed {
        let answer = try await bench.get(Self.path + query, by: person)
        try #require(answer.status == 200, "\(answer.body)")
        return try answer.json()
    }

    /// Follows a product that nobody has looked at.
    private func seed(_ url: String, named name: String, for user: UserID) async throws -> ProductID {
        let url = try PageURL(url)
        let now = bench.clock.now
        let new = Product.New(host: url.site, url: url, name: name, nextCheckAt: now, createdAt: now)
        let product = try await bench.store.addProduct(new).product
        let draft = Subscription.Draft(
            userID: user,
            productID: product.id,
            rule: .anyDrop,
            memory: RuleMemory(),
            createdAt: now
        )
        _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: now)
        return product.id
    }

    private func user(_ secret: AccountSecret) async throws -> UserID {
        struct Me: Decodable {
            let id: Int64
        }
        return UserID(rawValue: try await bench.get("/api/v1/me", by: secret).json(as: Me.self).id)
    }

    @Test("are listed with what they cost, what they cost before and what their person wants")
    func lists() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: anna)
        _ = try await bench.follow("https://other.example/pot", at: "5.00", by: ben)
        let rows = try await list(by: anna).products
        #expect(rows.map(\.product.id) == [id] && rows.map(\.subscription.productId) == [id])
        let row = try #require(rows.first)
        #expect(row.product.price == Money(amount: "19.99", currency: "GBP"))
        #expect(row.product.lowestPrice == row.product.price && row.product.availability == "in_stock")
        #expect(row.product.lastCheckAt == bench.clock.now.description)
        #expect(row.subscription.rule.words == "tell me about any drop" && row.website.host == "shop.example")
        #expect(row.pace.intervalSeconds == 60)
        #expect(row.recent.map(\.day) == ["2026-03-01"] && row.recent.map(\.close.amount) == ["19.99"])
    }

    @Test("are filtered, ordered and walked page by page")
    func filters() async throws {
        let anna = try await bench.signIn("anna")
        let user = try await user(anna)
        for (url, name) in [
            ("https://a.example/1", "Teapot"), ("https://b.example/2", "kettle"), ("https://a.example/3", "Cup"),
        ] { _ = try await seed(url, named: name, for: user) }
        for (query, names) in [
            ("?order=name", ["Cup", "kettle", "Teapot"]), ("?q=KETT", ["kettle"]), ("?q=EXAMPLE/3", ["Cup"]),
            ("?website=a.example&order=name", ["Cup", "Teapot"]), ("?state=paused", []),
            ("?state=active&order=newest", ["Cup", "kettle", "Teapot"]),
        ] as [(String, [String])] {
            let found = try await list(query, by: anna)
            #expect(found.products.map(\.product.name) == names, "\(query)")
        }
        let first = try await list("?order=name&limit=2", by: anna)
        let next = try #require(first.next)
        let second = try await list("?order=name&limit=2&after=\(next)", by: anna)
        #expect((first.products + second.products).map(\.product.name) == ["Cup", "kettle", "Teapot"])
        #expect(second.next == nil)
        for query in [
            "state=odd", "order=odd", "q=", "q=\(String(repeating: "x", count: 101))", "limit=0", "after=x",
            "order=price&after=\(next)", "sort=name", "limit=1&limit=2",
        ] {
            let answer = try await bench.get("\(Self.path)?\(query)", by: anna)
            #expect(answer.status == 422, "\(query)")
        }
    }

    @Test("are each told once while products come and go, as long as they stay")
    func keyset() async throws {
        let anna = try await bench.signIn("anna")
        let user = try await user(anna)
        var ids: [Int64] = []
        for number in 0..<60 {
            ids.append(try await seed("https://a.example/\(number)", named: "P\(number)", for: user).rawValue)
        }
        var seen: [Int64] = []
        var gone: Set<Int64> = []
        var next: String?
        var round = 0
        repeat {
            let page = try await list("?limit=7\(next.map { "&after=\($0)" } ?? "")", by: anna)
            seen += page.products.map(\.product.id)
            next = page.next
            let removed = ids[(round * 13 + 5) % ids.count]
            gone.insert(removed)
            try await bench.store.removeSubscription(of: user, to: ProductID(rawValue: removed))
            _ = try await seed("https://a.example/new\(round)", named: "N\(round)", for: user)
            round += 1
        } while next != nil && round < 100
        #expect(Set(seen).count == seen.count, "none twice")
        #expect(Set(ids).subtracting(gone).isSubset(of: seen), "none left out")
    }

    @Test("have names that are told as they are, whatever they would do elsewhere", arguments: Self.hostileNames)
    func hostile(_ name: String) async throws {
        let anna = try await bench.signIn("anna")
        _ = try await seed("https://a.example/1", named: name, for: try await user(anna))
        let all = try await list(by: anna)
        #expect(all.products.map(\.product.name) == [name])
        let asked = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let found = try await list("?q=\(asked)", by: anna)
        #expect(found.products.map(\.product.name) == [name])
        let none = try await list("?website=\(asked)", by: anna)
        #expect(none.products.isEmpty)
    }

    private static let hostileNames = [
        "'; DROP TABLE products;--", "' OR '1'='1", "\" OR 1=1 --", "1); DELETE FROM users; --", "%", "_", "%%_%", "\\",
        "\\'", "a\\\"b", "$1", "?1", ":name", "{{name}}", "${7*7}", "#{7*7}", "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "javascript:alert(1)", "&lt;b&gt;",
        "'-alert(1)-'", "<svg/onload=alert(1)>", "=1+1", "@SUM(A1)", "../../etc/passwd", "%2e%2e%2f",
        "a\r\nSet-Cookie: x=y", "a\u{1B}[31mb", "\u{202E}abc", "naïve – “kettle”", "👩‍👩‍👧‍👦", "é", "e\u{301}",
    ]

    @Test("of one product the answer has its days and its alerts too")
    func shows() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let answer = try await bench.get("\(Self.path)/\(id)", by: anna)
        #expect(answer.status == 200)
        let row: Listed.Row = try answer.json()
        #expect(row.product.id == id && row.recent.count == 1)
        #expect(answer.body.contains(#""alerts":[]"#))
    }

    @Test("have prices that are told change by change or day by day")
    func prices() async throws {
        struct Prices: Decodable {
            struct Row: Decodable {
                let at: String
                let price: Money
                let source: String?
            }
            struct Day: Decodable {
                let day: String
                let low: Money
                let high: Money
            }
            let prices: [Row]?
            let days: [Day]?
            let next: String?
        }
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let pounds = try #require(Currency(code: "GBP"))
        let rows = (1...5).map { hours in
            PricePoint(
                productID: ProductID(rawValue: id),
                observedAt: bench.clock.now - .seconds(Int64(hours) * 36_000),
                price: SalesCore.Money(minorUnits: 1_000 + Int64(hours), currency: pounds)
            )
        }
        _ = try await bench.store.importPrices(rows)
        var (seen, sources): ([String], [String?]) = ([], [])
        var next: String?
        repeat {
            let query = "?limit=2\(next.map { "&after=\($0)" } ?? "")"
            let page: Prices = try await bench.get("\(Self.path)/\(id)/prices\(query)", by: anna).json()
            seen += (page.prices ?? []).map(\.price.amount)
            sources += (page.prices ?? []).map(\.source)
            next = page.next
        } while next != nil && seen.count < 100
        #expect(seen == ["10.05", "10.04", "10.03", "10.02", "10.01", "19.99"])
        // Nobody knows where on a page those stood that were brought from elsewhere.
        #expect(sources.dropLast().allSatisfy { $0 == nil } && sources.last??.isEmpty == false)
        let query = "?from=2026-02-28T00:00:00Z&to=2026-03-01T02:00:00Z"
        let part: Prices = try await bench.get("\(Self.path)/\(id)/prices\(query)", by: anna).json()
        #expect(part.prices?.map(\.price.amount) == ["10.03", "10.02"] as [String]?)
        let daily: Prices = try await bench.get("\(Self.path)/\(id)/prices\(query)&resolution=day", by: anna).json()
        #expect(daily.days?.map(\.day) == ["2026-02-28", "2026-03-01"] as [String]?)
        #expect(daily.days?.first?.low.amount == "10.02" && daily.days?.last?.high.amount == "19.99")
        for query in [
            "from=2026-03-02T00:00:00Z", "from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z", "from=yesterday",
            "from=2026-13-40T00:00:00Z", "to=1", "resolution=hour", "resolution=day&from=1990-01-01T00:00:00Z",
            "after=x", "since=1",
        ] {
            let answer = try await bench.get("\(Self.path)/\(id)/prices?\(query)", by: anna)
            #expect(answer.status == 422, "\(query)")
        }
    }

    @Test("are checked now, and the answer says what came of it")
    func checks() async throws {
        struct Checked: Decodable {
            struct Check: Decodable {
                let outcome: String?
                let price: Money?
                let isConfirming: Bool
                let message: String
            }
            let check: Check
        }
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let count = bench.fetcher.requests.count
        bench.clock.advance(by: .seconds(60))
        try bench.show(ShopPage.kettle, ShopPage.product("15.00"))
        let answer = try await bench.ask(.post, "\(Self.path)/\(id)/checks", .token(anna))
        #expect(answer.status == 200, "\(answer.body)")
        let checked: Checked = try answer.json()
        #expect(checked.check.outcome == "offer" && checked.check.price?.amount == "15.00")
        #expect(checked.check.isConfirming && checked.check.message.hasPrefix("held back until confirmed: £15.00"))
        #expect(bench.fetcher.requests.count == count + 1)
    }

    @Test("are checked so many times an hour for one person, and changed without a check after that")
    func checkLimit() async throws {
        struct Changed: Decodable {
            struct Check: Decodable {
                let message: String
            }
            let check: Check?
        }
        var bench = bench
        bench.settings.people.addsPerHour = 2
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        for status in [200, 200, 429] {
            bench.clock.advance(by: .seconds(60))
            let answer = try await bench.ask(.post, "\(Self.path)/\(id)/checks", .token(anna))
            #expect(answer.status == status, "\(answer.body)")
        }
        let count = bench.fetcher.requests.count
        let path = "/api/v1/subscriptions/\(id)"
        let changed = try await bench.send(.patch, path, #"{"in_digest": true}"#, by: anna)
        #expect(changed.status == 200)
        #expect(try changed.json(as: Changed.self).check == nil)
        #expect(bench.fetcher.requests.count == count)
        let ended = try await bench.ask(.delete, path, .token(anna))
        #expect(ended.status == 204)
    }

    @Test("are tried on a rule, whose telling is counted")
    func previews() async throws {
        struct Preview: Decodable {
            let rule: String
            let days: Int
            let firingCount: Int
            let lowest: Money?
        }
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let pounds = try #require(Currency(code: "GBP"))
        let rows = [(5, 2_500), (4, 1_500), (3, 2_500)].map { days, units in
            PricePoint(
                productID: ProductID(rawValue: id),
                observedAt: bench.clock.now - .seconds(Int64(days) * 86_400),
                price: SalesCore.Money(minorUnits: Int64(units), currency: pounds)
            )
        }
        _ = try await bench.store.importPrices(rows)
        let path = "\(Self.path)/\(id)/rule-previews"
        let body = #"{"rule": {"text": "below 16"}, "days": 30, "cool_down_seconds": 60}"#
        let answer = try await bench.send(.post, path, body, by: anna)
        #expect(answer.status == 200, "\(answer.body)")
        let preview: Preview = try answer.json()
        #expect(preview.rule == "below 16.00 GBP" && preview.days == 30 && preview.firingCount == 1)
        #expect(preview.lowest?.amount == "15.00")
        for (body, place) in [
            (#"{}"#, "/rule"), (#"{"rule": {"text": "x"}}"#, "/rule/text"),
            (#"{"rule": {"text": "below 1 USD"}}"#, "/rule/text"),
            (#"{"rule": {"text": "any drop"}, "days": 0}"#, "/days"),
            (#"{"rule": {"text": "any drop"}, "days": 3651}"#, "/days"),
            (#"{"rule": {"text": "any drop"}, "cool_down_seconds": -1}"#, "/cool_down_seconds"),
            (#"{"rule": {"text": "any drop"}, "day": 1}"#, "/day"),
        ] {
            let answer = try await bench.send(.post, path, body, by: anna)
            #expect(answer.status == 422, "\(body)")
            #expect(try bench.faults(of: answer) == [place], "\(body)")
        }
    }

    @Test("of somebody else answer as those that are not there, byte for byte")
    func foreign() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: ben)
        let count = bench.fetcher.requests.count
        for (method, rest) in [
            (HTTPRequest.Method.get, ""), (.get, "/prices"), (.get, "/prices?resolution=day"), (.post, "/checks"),
            (.post, "/rule-previews"),
        ] {
            let body = #"{"rule": {"text": "any drop"}}"#
            let theirs = try await bench.send(method, "\(Self.path)/\(id)\(rest)", body, by: anna)
            let nobodys = try await bench.send(method, "\(Self.path)/\(id + 1_000)\(rest)", body, by: anna)
            let odd = try await bench.send(method, "\(Self.path)/x\(rest)", body, by: anna)
            #expect(theirs.status == 404 && nobodys.status == 404 && odd.status == 404, "\(rest)")
            #expect(theirs.body == nobodys.body && theirs.fields == nobodys.fields && theirs.body == odd.body)
        }
        #expect(bench.fetcher.requests.count == count)
    }

    @Test("say how often their host is really read, where its rate allows less than is asked")
    func paces() async throws {
        let anna = try await bench.signIn("anna")
        let user = try await user(anna)
        for number in 0..<2 { _ = try await seed("https://a.example/\(number)", named: "P", for: user) }
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: 1.0 / 600, burst: 1, connections: 1))
        let paces = HostPaces(
            Tracker(store: bench.store, fetcher: bench.fetcher, settings: settings, time: bench.clock)
        )
        let now = bench.clock.now
        let before = await paces.promises(of: ["a.example"], at: now)
        #expect(before.isEmpty, "nothing is claimed before it is counted")
        await paces.settle()
        let after = await paces.promises(of: ["a.example", "b.example"], at: now)
        let promise = try #require(after["a.example"])
        #expect(promise.interval(asked: .seconds(60)) == .seconds(1_200))
        #expect(promise.interval(asked: .seconds(7_200)) == .seconds(7_200))
    }
}
