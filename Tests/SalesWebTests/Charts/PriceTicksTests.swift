import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Marks of a price axis")
struct PriceTicksTests {
    /// Ranges of every size, at every height.
    static func ranges(seed: UInt64) -> [PriceRange] {
        var random = SeededRandom(seed: seed)
        return (0..<2_000).map { _ in
            let low = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
            let room = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
            return PriceRange(low, low &+ room)
        }
    }

    @Test("are 2 to as many as asked for, rise by one nice step and cover the range", arguments: 5...10)
    func properties(limit: Int) {
        for range in Self.ranges(seed: UInt64(limit)) {
            let ticks = PriceTicks(covering: range, atMost: limit)
            #expect((2...limit).contains(ticks.values.count), "\(range)")
            #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 }, "\(range)")
            #expect(ticks.values.first ?? .max <= range.low && ticks.values.last ?? .min >= range.high, "\(range)")
            #expect(isNice(ticks.step), "\(range)")
            #expect(ticks.values.allSatisfy { $0.isMultiple(of: ticks.step) || $0 == .min || $0 == .max }, "\(range)")
        }
    }

    private func isNice(_ step: Int64) -> Bool {
        var step = step
        while step.isMultiple(of: 10) { step /= 10 }
        return [1, 2, 5].contains(step)
    }

    @Test("are whole minor units, and not below zero for prices")
    func small() {
        #expect(PriceTicks(covering: PriceRange(0, 0), atMost: 6).values == [0, 1])
        #expect(PriceTicks(covering: PriceRange(1, 2), atMost: 6).values == [1, 2])
        #expect(PriceTicks(covering: PriceRange(5_000, 5_000), atMost: 6).values == [4_500, 5_000, 5_500])
    }

    @Test(
        "are written without pence where none has any, and shortened where they are long",
        arguments: [
            (3_500, 5_500, "GBP", ["£35", "£40", "£45", "£50", "£55"]),
            (100, 300, "GBP", ["£1.00", "£1.50", "£2.00", "£2.50", "£3.00"]),
            (1_000, 3_000, "JPY", ["¥1,000", "¥1,500", "¥2,000", "¥2,500", "¥3,000"]),
            (1_000, 3_000, "KWD", ["1.000 KWD", "1.500 KWD", "2.000 KWD", "2.500 KWD", "3.000 KWD"]),
            (10_000_000_000, 20_000_000_000, "GBP", ["£100 m", "£120 m", "£140 m", "£160 m", "£180 m", "£200 m"]),
        ] as [(Int64, Int64, String, [String])]
    )
    func labels(low: Int64, high: Int64, code: String, expected: [String]) {
        let ticks = PriceTicks(covering: PriceRange(low, high), atMost: 6)
        #expect(AxisMoney.labels(of: ticks, currency: Sample.money(0, code).currency) == expected)
    }
}
