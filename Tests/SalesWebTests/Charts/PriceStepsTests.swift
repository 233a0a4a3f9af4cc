import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("A history as steps")
struct PriceStepsTests {
    private let span = ChartSpan(from: ChartSample.ago(10), to: ChartSample.now, now: ChartSample.now)

    private func steps(_ points: [PricePoint], _ holding: PriceHolding = PriceHolding()) -> PriceSteps {
        PriceSteps(.points(points), in: span, holding: holding)
    }

    private func milliseconds(_ days: Double) -> Int64 { ChartSample.ago(days).milliseconds }

    @Test("holds a price until the next one, and the last one until now")
    func holds() {
        let steps = steps([ChartSample.point(8, 500), ChartSample.point(3, 400)]).steps
        #expect(steps.map(\.last) == [500, 400])
        #expect(steps.map(\.begin) == [milliseconds(8), milliseconds(3)])
        #expect(steps.map(\.end) == [milliseconds(3), milliseconds(0)])
    }

    @Test("takes rows in any order, and of two at one moment the later given one")
    func order() {
        let rows = [ChartSample.point(3, 400), ChartSample.point(8, 500), ChartSample.point(3, 300)]
        #expect(steps(rows).steps.map(\.last) == [500, 300])
    }

    @Test("joins rows that say the same, such as one that only opens a day")
    func joins() {
        let same = [ChartSample.point(8, 500), ChartSample.point(7, 500), ChartSample.point(6, 500)]
        #expect(steps(same).steps.count == 1)
        #expect(steps(same + [ChartSample.point(5, 500, .outOfStock)]).steps.count == 2)
    }

    @Test("carries in the price that held when the chart begins, and says since when")
    func carriesIn() {
        let steps = steps([ChartSample.point(40, 700), ChartSample.point(30, 500), ChartSample.point(3, 400)]).steps
        #expect(steps.map(\.last) == [500, 400])
        #expect(steps.first?.begin == span.lower)
        #expect(steps.first?.since == milliseconds(30))
    }

    @Test("draws no price after now")
    func future() {
        #expect(steps([ChartSample.point(3, 400), ChartSample.point(-3, 100)]).steps.map(\.last) == [400])
    }

    @Test("leaves gaps where it was told of them, and where a price held too long")
    func gaps() {
        let gap = ChartSample.ago(5)..<ChartSample.ago(4)
        let cut = steps([ChartSample.point(8, 500)], PriceHolding(gaps: [gap])).steps
        #expect(cut.map(\.begin) == [milliseconds(8), milliseconds(4)])
        #expect(cut.map(\.end) == [milliseconds(5), milliseconds(0)])
        let rows = [ChartSample.point(8, 500), ChartSample.point(3, 400)]
        let held = steps(rows, PriceHolding(longest: .seconds(86_400))).steps
        #expect(held.map(\.end) == [milliseconds(7), milliseconds(2)])
    }

    @Test("draws the newest price's currency only, counts the others, and leaves a gap for them")
    func currencies() {
        let rows = [
            ChartSample.point(9, 500), ChartSample.point(7, 600, currency: "USD"), ChartSample.point(6, 400),
            ChartSample.point(5, 610, currency: "USD"), ChartSample.point(2, 300),
        ]
        let steps = steps(rows)
        #expect(steps.currency?.code == "GBP")
        #expect(steps.leftOut == 2)
        #expect(steps.steps.map(\.last) == [500, 400, 300])
        #expect(steps.steps.map(\.end) == [milliseconds(7), milliseconds(5), milliseconds(0)])
    }

    @Test("shows a list price of another currency as none")
    func listCurrency() {
        var row = ChartSample.point(3, 400, list: 500)
        row.listPrice = Sample.money(500, "USD")
        #expect(steps([row]).lists.isEmpty)
    }

    @Test("shows a day from its lowest to its highest price, and then its last one until the next day")
    func days() {
        let days = [
            ChartSample.day(6, low: 300, high: 600, close: 500), ChartSample.day(3, low: 400, high: 400, close: 400),
        ]
        let steps = PriceSteps(.days(days), in: span, holding: PriceHolding()).steps
        #expect(steps.map(\.low) == [300, 500, 400])
        #expect(steps.map(\.high) == [600, 500, 400])
        #expect(steps.map(\.last) == [500, 500, 400])
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.end == $1.begin })
    }

    @Test("joins times out of stock that touch")
    func outOfStock() {
        let rows = [
            ChartSample.point(9, 500, .outOfStock), ChartSample.point(8, 600, .discontinued), ChartSample.point(7, 600),
            ChartSample.point(3, 600, .outOfStock), ChartSample.point(2, 600, .unknown),
        ]
        let spans = steps(rows).outOfStock
        #expect(spans == [milliseconds(9)...milliseconds(7), milliseconds(3)...milliseconds(2)])
    }
}

@Suite("Thinning")
struct ColumnThinningTests {
    private static let span = ChartSpan(from: ChartSample.ago(10), to: ChartSample.now, now: ChartSample.now)

    private func steps(_ count: Int, seed: UInt64) -> [PriceStep] {
        var random = SeededRandom(seed: seed)
        let span = Self.span
        let begins = (0..<count).map { _ in Int64.random(in: span.lower..<span.end, using: &random) }.sorted()
        return begins.enumerated().map { index, begin in
            var step = PriceStep(at: begin, price: Int64.random(in: 0...100_000, using: &random))
            step.end = index + 1 < begins.count ? begins[index + 1] : span.end
            return step
        }
    }

    @Test("keeps all steps where they are few enough")
    func few() {
        let steps = steps(100, seed: 1)
        #expect(ColumnThinning.thinned(steps, in: Self.span, atMost: 100) == steps)
    }

    @Test("keeps the lowest, the highest and the last price of each column, and no more than allowed", arguments: 1...8)
    func extremes(seed: Int) throws {
        let steps = steps(20_000, seed: UInt64(seed))
        let limit = 300
        let thinned = ColumnThinning.thinned(steps, in: Self.span, atMost: limit)
        #expect(thinned.count <= limit)
        for column in ColumnThinning.grouped(steps, in: Self.span, columns: limit / 3) {
            let times = try #require(column.first).begin...(try #require(column.last)).begin
            let kept = thinned.filter { times.contains($0.begin) }
            #expect(kept.map(\.low).min() == column.map(\.low).min())
            #expect(kept.map(\.high).max() == column.map(\.high).max())
            #expect(kept.last?.last == column.last?.last)
        }
        #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.end == $1.begin })
    }

    @Test("keeps a gap that is wider than a column")
    func gap() {
        let gone = Self.span.lower + Self.span.length / 4..<Self.span.lower + Self.span.length / 2
        let steps = steps(5_000, seed: 3).filter { !gone.contains($0.begin) }.map { step in
            var step = step
            if step.begin < gone.lowerBound { step.end = min(step.end, gone.lowerBound) }
            return step
        }
        let thinned = ColumnThinning.thinned(steps, in: Self.span, atMost: 300)
        #expect(thinned.contains { $0.end == gone.lowerBound })
        #expect(thinned.allSatisfy { $0.end <= gone.lowerBound || $0.begin >= gone.upperBound })
    }

    @Test("joins spans that are nearer than a column, and loses none of their time")
    func spans() {
        let begin = Self.span.lower
        let column = Self.span.length / 10
        let spans = [begin...begin + 1, begin + 2...begin + 3, begin + 3 * column...begin + 4 * column]
        let merged = ColumnThinning.merged(spans, in: Self.span, columns: 10)
        #expect(merged == [begin...begin + 3, begin + 3 * column...begin + 4 * column])
    }
}
