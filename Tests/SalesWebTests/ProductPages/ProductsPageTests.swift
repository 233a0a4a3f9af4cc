import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The page of all products", .timeLimit(.minutes(15)))
struct ProductsPageTests {
    private let bench = WebBench()

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

    @Test("strangers are sent to sign in, and change nothing")
    func strangers() async throws {
        for path in ["/products", "/products/1", "/products/new", "/products/delete", "/alerts"] {
            let answer = try await bench.ask(.get, path)
            #expect(answer.status == 303 && answer.fields[.location] == "/sign-in?next=\(path)")
        }
        let answer = try await bench.ask(.post, "/products/1/pause")
        #expect(answer.status == 401)
    }

    @Test("whoever follows nothing is shown how to begin")
    func empty() async throws {
        let anna = try await bench.signIn("anna")
        let page = try await bench.get("/products", by: anna)
        #expect(page.status == 200 && page.body.contains("Nothing is tracked yet"))
        #expect(page.body.contains("href=\"/products/new\"") && !page.body.contains("type=\"search\""))
        let none = try await bench.get("/products?q=kettle", by: anna)
        #expect(none.body.contains("No product matches") && none.body.contains("value=\"kettle\""))
    }

    @Test("has what each product costs, its rule, its shop and its line, and no other person's")
    func lists() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: anna)
        _ = try await bench.follow("https://other.example/pot", at: "5.00", by: ben)
        let page = try await bench.get("/products", by: anna)
        #expect(page.fields[.contentType] == "text/html; charset=utf-8")
        for part in [
            "<a class=\"what-name\" href=\"/products/\(id)\"><bdi>Kettle</bdi></a>", "<strong>£19.99</strong>",
            "shop.example", "any drop", "class=\"sparkline\"", "In stock", "just now", "1 product</p>",
        ] { #expect(page.body.contains(part), "\(part)") }
        #expect(!page.body.contains("other.example"))
    }

    @Test("may be kept by its person's browser, runs nothing but our own, and is framed by nobody")
    func policy() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        for path in ["/products", "/products/\(id)", "/products/new", "/products/\(id)/delete", "/alerts"] {
            let page = try await bench.get(path, by: anna)
            let policy = page.fields[.contentSecurityPolicy] ?? ""
            #expect(page.status == 200 && policy.contains("default-src 'none'"), "\(path)")
            #expect(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
            #expect(policy.contains("base-uri 'none'") && !policy.contains("unsafe"))
            #expect(page.fields[.cacheControl] == "private, no-cache")
            #expect(!page.body.contains(" style=") && !page.body.contains(" onclick="))
        }
    }

    @Test("is narrowed, ordered and walked page by page, each link keeping what was asked for")
    func walks() async throws {
        let anna = try await bench.signIn("anna")
        let user = try await bench.number(of: anna)
        for number in 100...150 {
            _ = try await seed("https://a.example/\(number)", named: "Pot \(number)", for: user)
        }
        let first = try await bench.get("/products?sort=name", by: anna)
        #expect(first.body.contains("<bdi>Pot 100</bdi>") && !first.body.contains("<bdi>Pot 150</bdi>"))
        #expect(first.body.contains("50 products on this page, and there are more"))
        let link = try #require(first.body.firstMatch(of: #/rel="next" href="([^"]+)"/#)).output.1
        let path = String(link).replacing("&amp;", with: "&")
        #expect(path.hasPrefix("/products?sort=name&after="))
        let second = try await bench.get(path, by: anna)
        #expect(second.body.contains("<bdi>Pot 150</bdi>") && !second.body.contains("<bdi>Pot 149</bdi>"))
        let found = try await bench.get("/products?q=POT+107&state=active", by: anna)
        #expect(found.body.contains("1 product matches") && found.body.contains("<bdi>Pot 107</bdi>"))
        #expect(found.body.contains("name=\"state\" value=\"active\""))
        let odd = try await bench.get("/products?state=odd&sort=odd&more=1", by: anna)
        #expect(odd.status == 200)
    }

    @Test("says how often each product is really checked: what its shop allows, and nothing of one that is paused")
    func paces() async throws {
        let bench = bench
        let anna = try await bench.signIn("anna")
        let user = try await bench.number(of: anna)
        for number in 0..<2 { _ = try await seed("https://a.example/\(number)", named: "Pot \(number)", for: user) }
        let third = try await seed("https://b.example/", named: "Pan", for: user)
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(
            standard: HostLimits(),
            named: ["a.example": HostLimits(rate: 1.0 / 600, burst: 1, connections: 1)]
        )
        let tracker = Tracker(store: bench.store, fetcher: bench.fetcher, settings: settings, time: bench.clock)
        let paces = HostPaces(tracker)
        let usual = DurationWords.short(settings.pace.interval)
        let routes = ProductsPages(
            overviews: bench.store,
            desk: FollowingDesk(try bench.parts, bench.settings),
            paces: paces,
            pages: PageMaker(settings: bench.settings)
        ).all()
        try await bench.asking(routes) { service in
            let before = try await service.ask(.get, "/products", .token(anna)).body
            #expect(before.matches(of: /every \d+ min, if its shop allows/).count == 3, "nothing is claimed yet")
            #expect(!before.contains("as its shop allows"))
            await paces.settle()
            let after = try await service.ask(.get, "/products", .token(anna)).body
            #expect(after.matches(of: /every 20 min, as its shop allows/).count == 2)
            #expect(after.matches(of: try Regex("every \(usual)<")).count == 1)
        }
        _ = try await tracker.edit(third, of: user, Tracker.Edit(isPaused: true))
        try await bench.asking(routes) { service in
            let paused = try await service.ask(.get, "/products", .token(anna)).body
            #expect(paused.matches(of: /every \d+ min/).count == 2)
        }
    }

    @Test("pauses and resumes what is ticked, and leads back to the list")
    func bulk() async throws {
        let anna = try await bench.signIn("anna")
        let one = try await bench.follow(by: anna)
        let other = try await bench.follow("https://shop.example/pot", by: anna)
        let ids = [("id", "\(one)"), ("id", "\(other)"), ("id", "\(one)")]
        let paused = try await bench.submit("/products/bulk", ids + [("action", "pause")], by: anna)
        #expect(paused.status == 303 && paused.fields[.location] == "/products?done=paused")
        for id in [one, other] {
            let subscription = try await bench.subscription(of: anna, to: id)
            #expect(subscription?.isPaused == true)
        }
        let page = try await bench.get("/products?done=paused", by: anna)
        #expect(page.body.contains("<strong>Paused.</strong>") && page.body.contains(">Paused</span>"))
        let resumed = try await bench.submit("/products/bulk", [("id", "\(one)"), ("action", "resume")], by: anna)
        #expect(resumed.fields[.location] == "/products?done=resumed")
        let subscription = try await bench.subscription(of: anna, to: one)
        #expect(subscription?.isPaused == false)
        let nothing = try await bench.submit("/products/bulk", [("action", "pause")], by: anna)
        #expect(nothing.status == 422 && nothing.body.contains("No product is selected."))
        let odd = try await bench.submit("/products/bulk", [("id", "\(one)"), ("action", "burn")], by: anna)
        #expect(odd.status == 422)
    }

    @Test("asks before it deletes: a GET changes nothing")
    func deletes() async throws {
        let anna = try await bench.signIn("anna")
        let one = try await bench.follow(by: anna)
        let other = try await bench.follow("https://shop.example/pot", by: anna)
        let question = try await bench.get("/products/delete?id=\(one)&id=\(other)&id=999&id=x", by: anna)
        #expect(question.status == 200 && question.body.contains("Delete 2 products?"))
        #expect(question.body.contains("action=\"/products/delete\""))
        let before = try await bench.subscription(of: anna, to: one)
        #expect(before != nil)
        let answer = try await bench.submit("/products/delete", [("id", "\(one)"), ("id", "\(other)")], by: anna)
        #expect(answer.status == 303 && answer.fields[.location] == "/products?done=deleted")
        for id in [one, other] {
            let after = try await bench.subscription(of: anna, to: id)
            #expect(after == nil)
        }
        let none = try await bench.get("/products/delete", by: anna)
        #expect(none.status == 422)
    }

    @Test("does the same for another person's products as for those that are not there, byte for byte")
    func foreign() async throws {
        let anna = try await bench.signIn("anna")
        let ben = try await bench.signIn("ben")
        let id = try await bench.follow(by: ben)
        for path in ["/products/delete?id=ID", "/products/ID", "/products/ID?range=7d", "/products/ID/delete"] {
            let theirs = try await bench.get(path.replacing("ID", with: "\(id)"), by: anna)
            let nobodys = try await bench.get(path.replacing("ID", with: "\(id + 1_000)"), by: anna)
            #expect(theirs.status == 404 && theirs.body == nobodys.body && theirs.fields == nobodys.fields, "\(path)")
        }
        let rule = [("rule", "drop"), ("channel", "email")]
        for (path, form) in [
            ("/products/bulk", [("id", "ID"), ("action", "pause")]), ("/products/delete", [("id", "ID")]),
            ("/products/ID", rule + [("action", "save")]), ("/products/ID", rule + [("action", "preview")]),
            ("/products/ID", [("rule", "below")]), ("/products/ID/check", []), ("/products/ID/pause", []),
            ("/products/ID/resume", []), ("/products/ID/delete", []),
        ] as [(String, [(String, String)])] {
            func ask(_ number: Int64) async throws -> WebBench.Answer {
                let form = form.map { ($0.0, $0.1 == "ID" ? "\(number)" : $0.1) }
                return try await bench.submit(path.replacing("ID", with: "\(number)"), form, by: anna)
            }
            let theirs = try await ask(id)
            let nobodys = try await ask(id + 1_000)
            #expect(theirs.status == 404 && theirs.body == nobodys.body && theirs.fields == nobodys.fields, "\(path)")
        }
        let kept = try await bench.subscription(of: ben, to: id)
        #expect(kept?.isPaused == false)
    }
}
