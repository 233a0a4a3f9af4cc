import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The page of a product", .timeLimit(.minutes(15)))
struct ProductPageTests {
    private let bench = WebBench()

    /// Writes what a product cost on days before today.
    private func remember(_ prices: [Int64], of id: Int64) async throws {
        let rows = prices.enumerated().map { index, price in
            Sample.row(
                of: ProductID(rawValue: id),
                Sample.pounds(price),
                at: bench.clock.now - .seconds(86_400 * Int64(prices.count - index))
            )
        }
        _ = try await bench.store.importPrices(rows)
    }

    private static let rule = [("channel", "email"), ("channel", "sms"), ("interval", ""), ("cool_down", "")]

    @Test("has the price, the chart, the rule, and is honest where little is known")
    func shows() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let page = try await bench.get("/products/\(id)", by: anna)
        #expect(page.status == 200)
        for part in [
            "<h1><bdi>Kettle</bdi></h1>", "<p class=\"money\">£19.99</p>", "Too early to say.", "known for 1 day only",
            "class=\"chart chart-wide\"", "Tell me about any drop.", "href=\"https://shop.example/kettle\"",
            "action=\"/products/\(id)/check\"", "action=\"/products/\(id)/pause\"",
            "name=\"channel\" value=\"email\" checked", "1 minute (usual)", "Nothing yet.",
        ] { #expect(page.body.contains(part), "\(part)") }
        #expect(page.body.firstMatch(of: #/value="drop"\s+checked/#) != nil)
    }

    @Test("judges the price by the days before, and shows each of the times that it offers")
    func history() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        try await remember(Array(repeating: 3_000, count: 40) + Array(repeating: 2_500, count: 5), of: id)
        for length in ShownHistory.Length.allCases {
            let page = try await bench.get("/products/\(id)?range=\(length.rawValue)", by: anna)
            #expect(page.status == 200 && page.body.contains("Yes, the lowest in 46 days."), "\(length)")
            #expect(page.body.contains("range=\(length.rawValue)#history-title\" aria-current=\"true\""))
        }
        let week = try await bench.get("/products/\(id)?range=7d", by: anna)
        #expect(week.body.contains(">List price</th>") && week.body.contains("2026-02-28 12:00"))
        #expect(!week.body.contains(">Last price</th>"))
        let month = try await bench.get("/products/\(id)", by: anna)
        #expect(month.body.contains(">Last price</th>") && month.body.contains(">1 Mar 2026</th>"))
        let link = try #require(month.body.firstMatch(of: #/href="([^"]+before=[^"]+)#readings-title"/#)).output.1
        let older = try await bench.get(String(link), by: anna)
        #expect(older.status == 200 && older.body.contains("See the newest prices."))
        #expect(older.body.contains("2026-01-30 12:00") && !older.body.contains("2026-02-28 12:00"))
    }

    @Test("saves what is asked for, and says so")
    func saves() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let form = Self.rule + [("rule", "below"), ("below", "15"), ("cool_down", "1d"), ("action", "save")]
        let answer = try await bench.submit("/products/\(id)", form.filter { $0 != ("cool_down", "") }, by: anna)
        #expect(answer.status == 303 && answer.fields[.location] == "/products/\(id)?done=saved", "\(answer.body)")
        let subscription = try await bench.subscription(of: anna, to: id)
        #expect(subscription?.rule == .below(Sample.pounds(1_500)))
        #expect(subscription?.coolDown == .seconds(86_400) && subscription?.channels == [])
        let page = try await bench.get("/products/\(id)?done=saved", by: anna)
        #expect(page.body.contains("Your rule is saved.") && page.body.contains("value=\"15.00\""))
        #expect(page.body.contains("Tell me when it costs less than £15.00."))
    }

    @Test("leaves a rule as it is that is sent back unchanged, so that it tells nothing twice")
    func unchanged() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let first = Self.rule + [("rule", "below"), ("below", "30"), ("action", "save")]
        _ = try await bench.submit("/products/\(id)", first, by: anna)
        let before = try #require(try await bench.subscription(of: anna, to: id))
        bench.clock.advance(by: .seconds(3_600))
        let second = first.filter { $0.0 != "interval" } + [("interval", "1h")]
        _ = try await bench.submit("/products/\(id)", second, by: anna)
        let after = try #require(try await bench.subscription(of: anna, to: id))
        #expect(after.interval == .seconds(3_600) && after.memory == before.memory)
        #expect(after.version > before.version)
    }

    @Test("says beside the field what is wrong, and keeps what was typed", arguments: ["save", "preview"])
    func faults(action: String) async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        for (form, parts) in [
            ([("rule", "below"), ("below", "cheap")], ["id=\"rule-below-error\"", "value=\"cheap\"", "as 39.99"]),
            ([("rule", "below"), ("below", "10 USD")], ["id=\"rule-below-error\"", "value=\"10 USD\"", "GBP"]),
            ([("rule", "share"), ("share", "120")], ["id=\"rule-share-error\"", "value=\"120\""]),
            ([("rule", "words"), ("words", "cheap")], ["id=\"rule-words-error\"", "value=\"cheap\"", "more\" open"]),
            ([("rule", "drop"), ("interval", "5s")], ["role=\"alert\"", "A product is checked every"]),
        ] as [([(String, String)], [String])] {
            let sent = [("channel", "email"), ("action", action)] + form
            let answer = try await bench.submit("/products/\(id)", sent, by: anna)
            #expect(answer.status == 422, "\(form)")
            for part in parts + ["<details class=\"fold\" open>"] { #expect(answer.body.contains(part), "\(part)") }
        }
        let subscription = try await bench.subscription(of: anna, to: id)
        #expect(subscription?.rule == .anyDrop)
    }

    @Test("shows what a rule would have told, and saves nothing of it")
    func previews() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        try await remember([2_500, 1_500, 2_500], of: id)
        let form = Self.rule + [("rule", "below"), ("below", "16"), ("action", "preview")]
        let answer = try await bench.submit("/products/\(id)", form, by: anna)
        #expect(answer.status == 200)
        #expect(answer.body.contains("It would have told you once in the last 90 days."))
        #expect(answer.body.contains("£15.00, was £25.00") && answer.body.contains("value=\"16\""))
        let subscription = try await bench.subscription(of: anna, to: id)
        #expect(subscription?.rule == .anyDrop)
    }

    @Test("checks at once, pauses, resumes and deletes, each with the words for it")
    func buttons() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let count = bench.fetcher.requests.count
        bench.clock.advance(by: .seconds(60))
        let checked = try await bench.submit("/products/\(id)/check", [], by: anna)
        #expect(checked.status == 303 && checked.fields[.location] == "/products/\(id)?done=checked")
        #expect(bench.fetcher.requests.count == count + 1)
        let paused = try await bench.submit("/products/\(id)/pause", [], by: anna)
        #expect(paused.fields[.location] == "/products/\(id)?done=paused")
        let page = try await bench.get("/products/\(id)", by: anna)
        #expect(page.body.contains("action=\"/products/\(id)/resume\""))
        #expect(page.body.contains("none while it is paused") && page.body.contains("nothing while it is paused."))
        let resumed = try await bench.submit("/products/\(id)/resume", [], by: anna)
        #expect(resumed.fields[.location] == "/products/\(id)?done=resumed")
        let question = try await bench.get("/products/\(id)/delete", by: anna)
        #expect(question.body.contains("Delete this product?") && question.body.contains("href=\"/products/\(id)\""))
        let still = try await bench.subscription(of: anna, to: id)
        #expect(still != nil)
        let deleted = try await bench.submit("/products/\(id)/delete", [], by: anna)
        #expect(deleted.fields[.location] == "/products?done=deleted")
        let gone = try await bench.get("/products/\(id)", by: anna)
        #expect(gone.status == 404)
    }

    @Test("says where a shop has not answered yet, after as long as people wait, and holds up nobody meanwhile")
    func slowShop() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        let before = try await bench.store.product(ProductID(rawValue: id))
        bench.clock.advance(by: .seconds(60))
        var silent = bench
        silent.otherFetcher = SilentFetcher(clock: bench.clock)
        let clock = bench.clock
        for (isPaused, next) in [(false, "It is checked again by itself"), (true, "or resume it.")] {
            let edited = try await bench.submit("/products/\(id)/\(isPaused ? "pause" : "resume")", [], by: anna)
            try #require(edited.status == 303)
            try await silent.asking { service in
                let fields = HTTPFields.token(anna)
                async let asked = service.ask(.post, "/products/\(id)/check", fields)
                // The fetch, who keeps the lease of the check, and who keeps the deadline.
                await clock.waitForSleepers(3)
                let list = try await service.ask(.get, "/products", fields)
                let product = try await service.ask(.get, "/products/\(id)", fields)
                #expect(list.status == 200 && product.status == 200)
                clock.advance(by: FollowingDesk.patience)
                let answer = try await asked
                #expect(answer.status == 422 && answer.shows("The shop has not answered yet."))
                #expect(answer.shows(next) && answer.shows("£19.99") && !answer.shows("checked just now"))
                #expect(clock.sleeperCount == 0, "the fetch is given up")
            }
        }
        let after = try await bench.store.product(ProductID(rawValue: id))
        #expect(after?.state.price == before?.state.price && after?.state.consecutiveFailures == 0)
    }

    @Test("does not say that it was checked where another check of it is under way")
    func underWay() async throws {
        let anna = try await bench.signIn("anna")
        let id = try await bench.follow(by: anna)
        bench.clock.advance(by: .seconds(60))
        let request = CheckRequest(limit: 1, lease: .seconds(60), products: [ProductID(rawValue: id)])
        let claimed = try await bench.store.claimChecks(request)
        try #require(claimed.count == 1)
        let count = bench.fetcher.requests.count
        let answer = try await bench.submit("/products/\(id)/check", [], by: anna)
        #expect(answer.status == 303 && answer.fields[.location] == "/products/\(id)?done=not-now")
        #expect(bench.fetcher.requests.count == count)
        let page = try await bench.get("/products/\(id)?done=not-now", by: anna)
        #expect(page.body.contains("It was not checked just now."))
    }

    @Test("says which changes were only carried over, and has no column for that where none was")
    func evidence() {
        let price = Sample.pounds(3_999)
        let rows = [true, false].map { isCarried in
            Sample.row(
                of: FollowedSample.id,
                price,
                at: FollowedSample.now - .seconds(isCarried ? 7_200 : 3_600),
                isCarriedForward: isCarried
            )
        }
        let detail = FollowedSample.detail(history: .changes(rows, before: nil))
        let both = FollowedSample.view(detail, shown: .newest(.week))
        #expect(both.hasEvidence && both.readings.map(\.evidence) == ["", "carried over from the day before"])
        let one = FollowedSample.detail(history: .changes([rows[1]], before: nil))
        #expect(!FollowedSample.view(one, shown: .newest(.week)).hasEvidence)
        let none = FollowedSample.view(FollowedSample.detail())
        #expect(none.hasNoReading && !none.hasReadings && !none.hasDays)
    }

    @Test("says of each price where on the page it was found, as far as that is known")
    func origins() {
        let times = [7_200, 3_600, 1_800].map { FollowedSample.now - .seconds($0) }
        let rows = times.map { Sample.row(of: FollowedSample.id, Sample.pounds(3_999), at: $0) }
        var detail = FollowedSample.detail(history: .changes(rows, before: nil))
        detail.product.state.origins.note("JSON-LD offers.price", at: times[1])
        let view = FollowedSample.view(detail, shown: .newest(.week))
        #expect(
            view.hasEvidence && view.readings.map(\.evidence) == ["JSON-LD offers.price", "JSON-LD offers.price", ""]
        )
    }

    @Test("draws the rule's limit and what was told, and names the figures of the time that is shown")
    func chart() {
        let days = (0..<60).map { FollowedSample.day(Int64(59 - $0), $0 == 40 ? 3_000 : 5_000) }
        let detail = FollowedSample.detail(history: .days(days), alerts: [FollowedSample.alert()])
        let view = FollowedSample.view(detail)
        #expect(view.chart.wide.contains("Your limit") && view.chart.wide != view.chart.narrow)
        #expect(view.figures.map(\.name) == ["Now", "Lowest", "Highest", "Average", "30-day low"])
        #expect(view.figures.map(\.value) == ["£39.99", "£30.00", "£50.00", "£49.33", "£30.00"])
        #expect(view.change?.text == "£10.01 (20 %)" && view.change?.than == "since 31 Jan 2026")
        #expect(view.alerts.map(\.text) == ["Fell to £39.99 from £49.99"])
        #expect(view.days.count == 3 && view.olderReadings?.contains("before=") == true)
    }

    @Test("promises what the host can keep: the interval that it really has, and the time that follows from it")
    func pace() throws {
        func facts(_ products: Int) -> [String: String] {
            var load = HostLoad(host: "shop.example")
            load.add(products, every: .seconds(60))
            let promise = HostPromise(of: load, limits: HostLimits(), steps: HostPromise.Steps())
            let view = FollowedSample.view(FollowedSample.detail(), promise: promise)
            return Dictionary(view.details.map { ($0.name, $0.value) }) { $1 }
        }
        #expect(facts(1)["Checked every"] == "1 minute" && facts(1)["Told at worst after"] == "2 minutes 59 seconds")
        #expect(facts(200)["Checked every"] == "3 minutes 20 seconds, as its shop allows")
        #expect(facts(200)["Told at worst after"]?.hasPrefix("2 minutes") == false)
        let unknown = FollowedSample.view(FollowedSample.detail()).details
        let interval = unknown.first { $0.name == "Checked every" }
        #expect(interval?.value == "1 minute, if its shop allows", "nothing is claimed before it is counted")
        #expect(!unknown.contains { $0.name == "Told at worst after" })
    }
}
