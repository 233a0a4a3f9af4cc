import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("What pages say of products")
struct PageWordTests {
    private static let now = FollowedSample.now
    private let reader = FollowedSample.reader

    @Test(
        "How long ago it was is said as the pages' script says it",
        arguments: [
            (0, "just now"), (59, "just now"), (60, "1 min ago"), (3_599, "59 min ago"), (3_600, "1 h ago"),
            (172_799, "47 h ago"), (172_800, "2 d ago"), (-60, "1 Mar 12:01"),
        ] as [(Int64, String)]
    )
    func ages(seconds: Int64, words: String) {
        #expect(reader.age(of: Self.now - .seconds(seconds)) == words)
    }

    @Test("moments are told by the reader's clock, and amounts in their way")
    func readers() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let berlin = Reader(zone: zone, locale: "de-DE", now: Self.now)
        #expect(berlin.minute(Self.now) == "2026-03-01 13:00" && reader.minute(Self.now) == "2026-03-01 12:00")
        #expect(berlin.money(Sample.money(3_999, "EUR")).hasPrefix("39,99"))
        #expect(reader.money(Sample.money(3_999, "EUR")) == "€39.99")
    }

    @Test("a change names its direction, its amount and its share of the old price")
    func changes() throws {
        let fall = try #require(PageChange(from: Sample.pounds(6_000), to: Sample.pounds(4_000), for: reader))
        #expect(fall.tone == .good && fall.icon == "down" && fall.direction == "fell by")
        #expect(fall.text == "£20.00 (33 %)")
        let rise = try #require(PageChange(from: Sample.pounds(4_000), to: Sample.pounds(6_000), for: reader))
        #expect(rise.tone == .bad && rise.icon == "up" && rise.text == "£20.00 (50 %)")
        for (old, new, text) in [
            (100_000, 99_999, "£0.01 (under 1 %)"), (1_000_000, 1, "£9,999.99 (99 %)"), (100, 0, "£1.00 (100 %)"),
            (0, 100, "£1.00"), (1, 1_000, "£9.99 (99900 %)"),
        ] as [(Int64, Int64, String)] {
            #expect(PageChange(from: Sample.pounds(old), to: Sample.pounds(new), for: reader)?.text == text)
        }
        #expect(PageChange(from: Sample.pounds(100), to: Sample.pounds(100), for: reader) == nil)
        #expect(PageChange(from: Sample.pounds(100), to: Sample.money(50, "EUR"), for: reader) == nil)
    }

    @Test("every availability has a word, and what is gone has its own")
    func stock() {
        let words = Availability.allCases.map { PageStock($0).text }
        #expect(Set(words).count == words.count)
        #expect(PageStock(ProductState(availability: .inStock)).tone == .good)
        #expect(PageStock(ProductState(availability: .inStock, isGone: true)).text == "Gone")
    }

    @Test("labels say what is paused, not read, held back or met")
    func badges() {
        var paused = FollowedSample.subscription(isArmed: false)
        #expect(ProductWords.badges(FollowedSample.product(), paused).map(\.text) == ["Rule met"])
        paused.isPaused = true
        #expect(ProductWords.badges(FollowedSample.product(), paused).map(\.text) == ["Paused"])
        var state = FollowedSample.state
        state.consecutiveFailures = 2
        state.reason = "the shop did not answer"
        let armed = FollowedSample.subscription()
        #expect(ProductWords.badges(FollowedSample.product(state: state), armed).map(\.text) == ["Not read last time"])
        #expect(ProductWords.problem(state, for: reader) == "The last look gave no price: the shop did not answer.")
        state.brokenSince = Self.now - .seconds(3_600)
        #expect(ProductWords.problem(state, for: reader) == "No price since 1 Mar 11:00: the shop did not answer.")
        state.isGone = true
        #expect(ProductWords.badges(FollowedSample.product(state: state), armed).map(\.text) == ["Gone"])
        #expect(ProductWords.problem(state, for: reader) == nil)
    }

    @Test(
        "browsers are made to ask named hosts for pictures, over https and on its port alone",
        arguments: [
            ("https://cdn.example/a.jpg", true), ("http://cdn.example/a.jpg", false),
            ("https://cdn.example:8443/a.jpg", false), ("https://192.168.0.1/a.jpg", false),
            ("https://router/a.jpg", false), ("https://[::1]/a.jpg", false),
        ]
    )
    func pictures(url: String, isShown: Bool) {
        #expect((ProductWords.picture(Sample.url(url)) != nil) == isShown)
    }

    @Test("an alert is told with its prices, how far it came, and how long that took")
    func told() {
        var facts = Sample.facts()
        #expect(ToldWords.text(facts, for: reader) == "Fell to £39.99 from £49.99")
        facts.lowestOfMonth = Sample.pounds(3_999)
        #expect(ToldWords.text(facts, for: reader) == "Fell to £39.99 from £49.99, the lowest in 30 days")
        facts.lowestOfMonth = Sample.pounds(3_998)
        facts.change.isUnusuallyLow = true
        #expect(ToldWords.text(facts, for: reader) == "Fell to £39.99 from £49.99; unusually low, please check")
        for kind in Alert.Facts.Kind.allCases {
            var other = Sample.facts()
            other.kind = kind
            for price in [Sample.pounds(1), nil] {
                other.change.after.price = price
                #expect(!ToldWords.text(other, for: reader).isEmpty)
            }
        }
        let accepted = FollowedSample.alert()
        #expect(ToldWords.how(accepted, for: reader).hasPrefix("E-mail, accepted after "))
        var dead = FollowedSample.alert(Sample.facts(), .dead)
        dead.failure = "The mailbox is full."
        #expect(ToldWords.how(dead, for: reader) == "E-mail: The mailbox is full.")
        #expect(ToldWords.status(.dead) == "Could not be told" && ToldWords.tone(.dead) == .bad)
    }

    @Test("addresses of ours hold whatever was searched for")
    func paths() {
        let query = ProductsQuery { ["q": " a&b=c#d?é ", "state": "paused", "sort": "name"][$0] }
        #expect(query.search == "a&b=c#d?é" && query.state == .paused && query.order == .name)
        #expect(query.path() == "/products?q=a%26b%3Dc%23d%3F%C3%A9&state=paused&sort=name")
        #expect(query.path(after: PageToken(text: "name.1")).hasSuffix("&sort=name&after=name.1"))
        #expect(ProductsQuery { _ in nil }.path() == "/products" && ProductsQuery { _ in "" }.search == nil)
        let odd = ProductsQuery { ["q": String(repeating: "x", count: 500), "state": "odd", "sort": "odd"][$0] }
        #expect(odd.search?.count == FollowedFilter.maximumTextLength && odd.state == .any && odd.order == .newest)
    }
}

@Suite("Which part of a history is shown")
struct ShownHistoryTests {
    private static let now = FollowedSample.now

    private func shown(_ parameters: [String: String]) -> ShownHistory { ShownHistory { parameters[$0] } }

    @Test("is the last month unless something else is asked for that there is")
    func parameters() throws {
        #expect(shown([:]) == .newest(.month) && shown(["range": "odd"]) == .newest(.month))
        #expect(shown(["range": "1y"]) == .newest(.year) && shown(["before": "yesterday"]) == .newest(.month))
        let moment = try #require(Timestamp(iso8601: "2026-02-01T00:00:00.000Z"))
        #expect(shown(["before": moment.description, "range": "7d"]) == .before(moment))
        #expect(shown(["before": "0001-01-01T00:00:00.000Z"]) == .newest(.month))
        for length in ShownHistory.Length.allCases {
            let path = ShownHistory.newest(length).path(of: ProductID(rawValue: 7))
            #expect(path == "/products/7?range=\(length.rawValue)")
        }
    }

    @Test("is asked for with the ninety days that the verdict needs, and no more days than a store gives")
    func requests() {
        let today = Self.now.utcDay
        #expect(ShownHistory.newest(.month).request(at: Self.now) == .days((today - 89)..<(today + 1)))
        #expect(ShownHistory.newest(.year).request(at: Self.now) == .days((today - 364)..<(today + 1)))
        #expect(
            ShownHistory.newest(.all).request(at: Self.now)
                == .days((today + 1 - DailyPrices.maximumDays)..<(today + 1))
        )
        guard case .changes(let span, limit: _) = ShownHistory.newest(.week).request(at: Self.now) else {
            Issue.record("the week is shown by its changes")
            return
        }
        #expect(span.contains(Self.now) && span.contains(Self.now - .seconds(86_400 * 90)))
    }

    @Test("lists the changes of the week, newest first, and says where older ones are")
    func week() {
        let rows = (0..<20).map { day in
            Sample.row(of: FollowedSample.id, Sample.pounds(100), at: Self.now - .seconds(86_400 * (19 - day)))
        }
        let history = FollowedHistory.changes(rows, before: nil)
        let readings = PriceReadings(history, shown: .newest(.week), at: Self.now)
        #expect(readings.rows.count == 8 && readings.rows.first == rows.last && readings.days.isEmpty)
        #expect(readings.before == Self.now - .seconds(86_400 * 7))
        let all = PriceReadings(history, shown: .before(Self.now), at: Self.now)
        #expect(all.rows.count == 20 && all.before == nil)
        let rest = PriceReadings(.changes(rows, before: rows[0]), shown: .before(Self.now), at: Self.now)
        #expect(rest.before == rows[0].observedAt)
    }

    @Test("lists the days of longer times, twenty at most")
    func days() {
        let days = (0..<200).map { FollowedSample.day(Int64(199 - $0), 100 + Int64($0 % 2)) }
        let month = PriceReadings(.days(days), shown: .newest(.month), at: Self.now)
        #expect(month.days.count == 20 && month.days.first == days.last && month.rows.isEmpty)
        #expect(month.before == Timestamp(milliseconds: (Self.now.utcDay - 19) * Timestamp.millisecondsPerDay))
        let all = PriceReadings(.days(days), shown: .newest(.all), at: Self.now)
        #expect(all.days.count == 20 && all.before != nil)
        let few = PriceReadings(.days(Array(days.suffix(5))), shown: .newest(.month), at: Self.now)
        #expect(few.days.count == 5 && few.before == nil)
    }

    @Test("lists of days that only go on with a price the first")
    func foldedDays() {
        let days = (0..<20).map { FollowedSample.day(Int64(19 - $0), $0 < 12 ? 100 : 90) }
        let month = PriceReadings(.days(days), shown: .newest(.month), at: Self.now)
        #expect(month.days == [days[12], days[0]] && month.before == nil)
    }
}
