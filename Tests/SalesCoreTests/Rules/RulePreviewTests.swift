import SalesTesting
import Testing

@testable import SalesCore

@Suite("What a rule would have told", .timeLimit(.minutes(15)))
struct RulePreviewTests {
    /// Rows an hour apart from noon on, the first of which was there when somebody asked.
    private func past(_ prices: [Int64], _ stock: [Availability] = []) -> RecordedPast {
        RecordedPast(
            rows: prices.enumerated().map { hour, price in
                PricePoint(
                    productID: ProductID(rawValue: 1),
                    observedAt: .noon + .seconds(3_600 * hour),
                    price: .gbp(price),
                    availability: stock.isEmpty ? .inStock : stock[hour]
                )
            },
            days: []
        )
    }

    private func hours(_ rule: Rule, _ prices: [Int64], _ stock: [Availability] = []) -> [Int] {
        RulePreview(of: rule, over: past(prices, stock), from: .noon).firings
            .map { Int(($0.at - .noon).components.seconds / 3_600) }
    }

    @Test("a rule tells as often as the price comes down to it, not as often as it is below")
    func below() {
        #expect(hours(.below(.gbp(4_000)), [5_000, 3_900, 3_800, 5_000, 5_100, 3_950]) == [1, 5])
        #expect(hours(.anyDrop, [5_000, 4_900, 4_950, 4_800, 4_700]) == [1, 3, 4])
        #expect(hours(.below(.gbp(4_000)), [3_900, 3_800]).isEmpty, "it was so already when somebody asked")
        #expect(hours(.backInStock, [5_000, 5_000, 5_000], [.inStock, .outOfStock, .inStock]) == [2])
    }

    @Test("what is carried forward into a new day, and what did not change, is no change")
    func carried() {
        var rows = past([5_000, 5_000, 4_000]).rows
        rows[2].isCarriedForward = true
        let preview = RulePreview(of: .anyDrop, over: RecordedPast(rows: rows, days: []), from: .noon)
        #expect(preview.firings.isEmpty && preview.changeCount == 0)
    }

    @Test("the lowest price is said with its moment, and where nothing was told the amount that would have been")
    func enough() throws {
        let never = RulePreview(of: .below(.gbp(3_000)), over: past([5_000, 4_000, 4_500, 4_100]), from: .noon)
        #expect(never.firings.isEmpty && never.enough == .gbp(4_001))
        #expect(never.lowest == RulePreview.Low(price: .gbp(4_000), at: .noon + .seconds(3_600)))
        let once = RulePreview(of: .below(.gbp(4_001)), over: past([5_000, 4_000, 4_500, 4_100]), from: .noon)
        #expect(once.firings.count == 1 && once.enough == nil)
        let rising = RulePreview(of: .below(.gbp(3_000)), over: past([4_000, 4_100, 4_200]), from: .noon)
        #expect(rising.enough == nil && rising.lowest?.price == .gbp(4_000) && rising.changeCount == 2)
    }

    @Test("rows before the beginning are what somebody sees who asks, and part of what rules look back on")
    func before() {
        let past = past([3_000, 5_000, 4_000, 4_500, 2_900])
        let from = Timestamp.noon + .seconds(3_600)
        #expect(RulePreview(of: .anyDrop, over: past, from: from).firings.map(\.price) == [.gbp(4_000), .gbp(2_900)])
        #expect(RulePreview(of: .lowest(days: nil), over: past, from: from).firings.map(\.price) == [.gbp(2_900)])
        #expect(RulePreview(of: .lowest(days: 1), over: past, from: from).firings.map(\.price) == [.gbp(2_900)])
        #expect(
            RulePreview(of: .anyDrop, over: past, from: from).changeCount == 3,
            "what was there already is no change"
        )
        let short = RulePreview(of: .anyDrop, over: past, from: from - .seconds(86_400))
        #expect(short.begin == .noon, "without older rows it begins with the first")
    }

    @Test("no history is no answer, and a history that ended before the beginning is the price then")
    func empty() {
        let none = RulePreview(of: .anyDrop, over: RecordedPast(rows: [], days: []), from: .noon)
        #expect(none.begin == nil && none.firings.isEmpty && none.lowest == nil)
        let old = RulePreview(of: .anyDrop, over: past([5_000, 4_000]), from: .noon + .seconds(86_400))
        #expect(old.lowest?.price == .gbp(4_000) && old.changeCount == 0 && old.firings.isEmpty)
    }

    @Test("within a cool-down one alert is kept back until its end, and no other beside it")
    func coolDown() {
        let past = past([5_000, 4_900, 4_800, 4_700, 4_600])
        let rested = RulePreview(of: .anyDrop, over: past, from: .noon, coolDown: .seconds(9_000)).firings
        #expect(rested.map(\.price) == [.gbp(4_900), .gbp(4_800), .gbp(4_600)])
        #expect(rested.map(\.notBefore) == [nil, .noon + .seconds(12_600), .noon + .seconds(21_600)])
        #expect(RulePreview(of: .anyDrop, over: past, from: .noon, coolDown: .zero).firings.count == 4)
    }

    @Test("a tracker replays with a cool-down, and refuses one that nobody may ask for")
    func trackedCoolDown() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("50.00"))
        let id = try await bench.track(.anyDrop).product.id
        let tooLong = Subscription.maximumCoolDown + .seconds(1)
        let error = await #expect(throws: TrackingError.self) {
            try await bench.tracker.preview(.anyDrop, of: id, days: 90, coolDown: tooLong)
        }
        guard case .coolDown(tooLong, longest: Subscription.maximumCoolDown) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        for price in ["48.00", "46.00"] { try await bench.settle(price) }
        let rested = try await bench.tracker.preview(.anyDrop, of: id, days: 90, coolDown: .seconds(21_600)).preview
        #expect(rested.firings.map { $0.notBefore != nil } == [false, true])
    }

    @Test("what would have been enough is said of rules about the price, and of no other", arguments: [true, false])
    func enough(isAboutPrice: Bool) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("50.00"))
        let id = try await bench.track().product.id
        try await bench.settle("40.00")
        let rule: RuleRequest = isAboutPrice ? .below("20.00") : .soldOut
        let preview = try await bench.tracker.preview(rule, of: id, days: 90).preview
        #expect(preview.firings.isEmpty && (preview.enough != nil) == isAboutPrice)
    }

    @Test(
        "it is what a tracker told that followed by the rule all the while",
        arguments: [
            "below 45", "any drop", "drop 10%", "drop 5.00 since asked", "lowest in 3 days", "lowest ever",
            "drop 15% since highest in 2 days", "below 46 and in stock or any change",
        ]
    )
    func real(_ text: String) async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("50.00"))
        let request = try RuleRequest(text: text)
        let tracked = try await bench.track(request)
        let begun = bench.clock.now
        for price in ["48.00", "44.00", "44.50", "52.00", "43.00", "39.00", "60.00", "41.00", "44.99", "38.50"] {
            bench.clock.advance(by: .seconds(30_000))
            try await bench.settle(price)
        }
        let told = try await bench.alerts().reversed().map(\.facts)
        let (_, preview) = try await bench.tracker.preview(request, of: tracked.product.id, days: 90)
        #expect(preview.begin == begun)
        #expect(preview.firings.map(\.at) == told.map(\.change.confirmedAt))
        #expect(preview.firings.map(\.price) == told.map(\.change.after.price))
        #expect(preview.firings.map(\.kind) == told.map(\.kind))
        #expect(!told.isEmpty, "a comparison of nothing would say nothing")
    }
}
