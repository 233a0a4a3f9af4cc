import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Whether a price is a good one")
struct DealVerdictTests {
    private static let now = FollowedSample.now

    /// The verdict on a price after days of which each had one price, the last of them today.
    private func verdict(
        on price: Int64?,
        after closes: [Int64],
        availability: Availability = .inStock,
        isGone: Bool = false,
        currency: String = "GBP"
    ) -> DealVerdict {
        let state = ProductState(price: price.map(Sample.pounds), availability: availability, isGone: isGone)
        let days = closes.enumerated().map { index, close in
            FollowedSample.day(Int64(closes.count - 1 - index), close, currency: currency)
        }
        let past = PricePast(.days(days), in: Sample.money(0, currency).currency)
        return DealVerdict(state, past: past, at: Self.now)
    }

    @Test("is not judged on fewer than fourteen days, and says how many are known")
    func early() {
        #expect(verdict(on: 100, after: []).grade == .tooEarly(days: 0))
        #expect(verdict(on: 100, after: Array(repeating: 200, count: 13)).grade == .tooEarly(days: 13))
        let judged = verdict(on: 100, after: Array(repeating: 200, count: 13) + [100])
        #expect(judged.grade == .lowest && judged.days == 14 && judged.position == 0)
    }

    @Test("counts days from the first that is known, with those of which nothing is")
    func gaps() {
        let state = ProductState(price: Sample.pounds(100), availability: .inStock)
        let days = [FollowedSample.day(20, 200), FollowedSample.day(0, 100)]
        let past = PricePast(.days(days), in: Sample.pounds(0).currency)
        #expect(DealVerdict(state, past: past, at: Self.now).days == 21)
    }

    @Test("is held against the lowest and the highest of the last ninety days, and against the month's average")
    func grades() {
        let dear = [Int64](repeating: 20_000, count: 30)
        let usual = dear + [10_000] + [Int64](repeating: 15_000, count: 40)
        let cheap = dear + [Int64](repeating: 10_000, count: 40)
        for (price, before, grade, position) in [
            (9_900, usual, .lowest, 0), (11_000, usual, .good, 10),
            // Near the lowest, but the month was cheaper on average.
            (11_000, cheap, .fair, 10), (15_000, usual, .fair, 50), (17_500, usual, .high, 75),
            (20_000, usual, .high, 100),
        ] as [(Int64, [Int64], DealVerdict.Grade, Int)] {
            let found = verdict(on: price, after: before + [price])
            #expect(found.grade == grade && found.position == position, "\(price)")
        }
    }

    @Test("does not look further back than ninety days")
    func horizon() {
        let found = verdict(on: 150, after: [100] + Array(repeating: 200, count: 89) + [150])
        #expect(found.grade == .lowest && found.lowest == Sample.pounds(150) && found.days == 90)
    }

    @Test("calls a price steady that moves by less than two percent")
    func steady() {
        #expect(verdict(on: 10_000, after: Array(repeating: 10_000, count: 20)).grade == .steady)
        #expect(verdict(on: 10_000, after: Array(repeating: 10_199, count: 20)).grade == .steady)
        #expect(verdict(on: 10_000, after: Array(repeating: 10_210, count: 20)).grade == .lowest)
        #expect(verdict(on: 0, after: Array(repeating: 0, count: 20)).grade == .steady)
    }

    @Test("judges nothing that cannot be bought, has no price, or whose past is in another currency")
    func nothing() {
        let closes = Array(repeating: Int64(200), count: 20)
        #expect(verdict(on: 100, after: closes, availability: .outOfStock).grade == .notNow)
        #expect(verdict(on: 100, after: closes, isGone: true).grade == .notNow)
        #expect(verdict(on: 100, after: [], availability: .discontinued).grade == .notNow)
        #expect(verdict(on: nil, after: closes).grade == .noPrice)
        #expect(verdict(on: 100, after: closes, currency: "EUR").grade == .tooEarly(days: 0))
    }

    @Test("stands for every amount, without running over")
    func extremes() {
        let closes = [0] + Array(repeating: Int64.max, count: 20)
        let found = verdict(on: .max, after: closes)
        #expect(found.grade == .high && found.position == 100)
        #expect(found.averageOfMonth.map { $0.minorUnits > 0 } == true)
    }

    @Test("is said in words, with the amounts that it rests on")
    func words() {
        let dear = [Int64](repeating: 20_000, count: 30)
        let closes = dear + [Int64](repeating: 15_000, count: 29) + [12_000]
        let good = ProductView.Verdict(verdict(on: 12_000, after: closes), for: FollowedSample.reader)
        #expect(good.tone == .good && good.title == "Yes, the lowest in 60 days.")
        #expect(
            good.text
                == "It did not cost less in that time. That is £29.00 below the average of the last 30 days "
                + "(£149.00), of which the lowest was £120.00."
        )
        #expect(good.scale?.lowest == "£120.00" && good.scale?.highest == "£200.00" && good.scale?.position == 0)
        let early = ProductView.Verdict(verdict(on: 100, after: [100]), for: FollowedSample.reader)
        #expect(early.tone == .quiet && early.text.contains("known for 1 day only") && early.scale == nil)
        let none = ProductView.Verdict(verdict(on: 100, after: []), for: FollowedSample.reader)
        #expect(none.text.hasPrefix("Nothing of its past is known yet."))
    }
}

@Suite("What a product cost, day by day")
struct PricePastTests {
    @Test("is the same from changes as from days")
    func changes() throws {
        let now = FollowedSample.now
        let pounds = Sample.pounds(0).currency
        let yesterday = now - .seconds(86_400)
        func row(_ minorUnits: Int64, _ at: Timestamp) -> PricePoint {
            PricePoint(productID: FollowedSample.id, observedAt: at, price: Sample.pounds(minorUnits))
        }
        let rows = [row(500, yesterday), row(400, yesterday + .seconds(60)), row(450, yesterday + .seconds(90))]
        let history = FollowedHistory.changes(rows + [row(450, now)], before: row(900, yesterday - .seconds(9)))
        let past = try #require(PricePast(history, in: pounds))
        #expect(
            past.days == [
                PricePast.Day(day: now.utcDay - 1, low: 400, high: 500, close: 450),
                PricePast.Day(day: now.utcDay, low: 450, high: 450, close: 450),
            ]
        )
        #expect(past.lowest.low == 400 && past.highest.high == 500 && past.average == 450)
        #expect(past.last(1, until: now)?.days.count == 1 && past.length(until: now) == 2)
    }

    @Test("leaves out prices of other currencies, and is nothing without any")
    func currencies() {
        let euros = Sample.money(0, "EUR").currency
        let history = FollowedHistory.days([FollowedSample.day(1, 100), FollowedSample.day(0, 200, currency: "EUR")])
        #expect(PricePast(history, in: euros)?.days.map(\.close) == [200])
        #expect(PricePast(.days([]), in: euros) == nil)
        #expect(PricePast(.days([FollowedSample.day(1, 100)]), in: euros) == nil)
    }

    @Test(
        "has an average that is rounded to the nearest minor unit",
        arguments: [([1, 2], 2), ([1, 1, 2], 1), ([3], 3)] as [([Int64], Int64)]
    )
    func average(closes: [Int64], average: Int64) {
        let days = closes.enumerated().map { FollowedSample.day(Int64($0.offset), $0.element) }
        #expect(PricePast(.days(days), in: Sample.pounds(0).currency)?.average == average)
    }
}
