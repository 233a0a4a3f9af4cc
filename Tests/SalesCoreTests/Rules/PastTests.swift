import SalesTesting
import Testing

@testable import SalesCore

@Suite("What a rule looks back on")
struct PastTests {
    private static let today = Timestamp.noon.utcDay

    private func row(_ moment: Timestamp, _ price: Int64) -> PricePoint {
        PricePoint(productID: ProductID(rawValue: 1), observedAt: moment, price: .gbp(price))
    }

    private func day(_ daysAgo: Int64, _ price: Int64) -> DailyPrices {
        DailyPrices(
            productID: ProductID(rawValue: 1),
            day: Self.today - daysAgo,
            open: .gbp(price),
            low: .gbp(price),
            high: .gbp(price),
            close: .gbp(price)
        )
    }

    @Test("is of before the moment, which is not part of it")
    func before() {
        let rows = [row(.noon - .milliseconds(1), 45_00), row(.noon, 30_00), row(.noon + .seconds(1), 20_00)]
        let history = PriceHistory(before: .noon, past: [], earlier: rows)
        #expect(history.lowest(days: 1, in: .gbp) == .gbp(45_00))
        #expect(RecordedPast(rows: rows, days: []).history(before: .noon, days: 1) == history)
    }

    @Test("reaches back as many days as are asked for, the first of them whole")
    func days() {
        let past = RecordedPast(
            rows: [row(.noon - .seconds(60), 50_00)],
            days: [day(31, 10_00), day(30, 20_00), day(29, 30_00)]
        )
        #expect(past.history(before: .noon, days: 30).lowest(days: 30, in: .gbp) == .gbp(20_00))
        #expect(past.history(before: .noon, days: 29).lowest(days: 29, in: .gbp) == .gbp(30_00))
        #expect(past.history(before: .noon, days: 0) == .none)
    }

    @Test("knows prices of one currency only")
    func currencies() {
        let past = RecordedPast(rows: [], days: [day(1, 20_00)])
        #expect(past.history(before: .noon, days: 1).lowest(days: 1, in: .usd) == nil)
    }
}
