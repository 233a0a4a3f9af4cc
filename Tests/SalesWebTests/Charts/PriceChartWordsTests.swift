import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("A chart in words")
struct PriceChartWordsTests {
    private func summary(_ points: [PricePoint], _ holding: PriceHolding = PriceHolding()) -> String {
        PriceChart(of: "Kettle", history: .points(points), now: ChartSample.now, holding: holding).summary
    }

    @Test("says from where to where, the lowest, the highest and the price now")
    func essence() {
        #expect(
            ChartSample.chart().summary
                == "The price of Kettle between 5 Sep 2026 and 24 Nov 2026: from £54.99 to £39.99, lowest £37.99 on "
                + "15 Nov 2026, highest £54.99 on 5 Sep 2026, now £39.99. Out of stock once, last until 25 Oct 2026. "
                + "Your limit is £40.00. 2 alerts sent."
        )
    }

    @Test("says that a price never changed")
    func constant() {
        #expect(
            summary([ChartSample.point(9, 500)])
                == "The price of Kettle between 15 Nov 2026 and 24 Nov 2026: £5.00 throughout, now £5.00."
        )
    }

    @Test("says no price for now where the last one is not known to hold")
    func notNow() {
        #expect(
            summary([ChartSample.point(9, 500), ChartSample.point(6, 400)], PriceHolding(longest: .seconds(86_400)))
                == "The price of Kettle between 15 Nov 2026 and 24 Nov 2026: from £5.00 to £4.00, lowest £4.00 on "
                + "18 Nov 2026, highest £5.00 on 15 Nov 2026, last known £4.00 on 19 Nov 2026."
        )
    }

    @Test("says how many prices of other currencies are left out")
    func leftOut() {
        let points = [ChartSample.point(9, 500, currency: "USD"), ChartSample.point(6, 400)]
        #expect(summary(points).hasSuffix(" 1 price in another currency is left out."))
        #expect(
            summary([ChartSample.point(10, 500, currency: "EUR")] + points)
                .hasSuffix(" 2 prices in other currencies are left out.")
        )
    }

    @Test("says since when it is out of stock, and the minute where the time is short")
    func outOfStock() {
        #expect(
            summary([ChartSample.point(0.5, 500), ChartSample.point(0.25, 500, .outOfStock)])
                .hasSuffix("Out of stock once, since 24 Nov 2026 06:00.")
        )
    }

    @Test("says that no price is known")
    func none() {
        #expect(summary([]) == "No price of Kettle is known between 24 Nov 2026 11:00 and 24 Nov 2026 12:00.")
    }
}

@Suite("The table behind a chart")
struct PriceTableTests {
    @Test("has a row for each change, newest first, and one where a gap begins")
    func rows() {
        let table = ChartSample.chart().table
        #expect(table.headings == ["Date", "Price", "List price", "Availability"])
        let cells = table.rows.map(table.cells)
        #expect(cells.count == 9)
        #expect(cells.first == ["2026-11-22 12:00", "£39.99", "", "in stock"])
        #expect(cells[4] == ["2026-10-11 12:00", "£45.99", "£54.99", "out of stock"])
        #expect(cells[6] == ["2026-09-29 12:00", "no price", "", ""])
        #expect(cells.last == ["2026-09-05 12:00", "£54.99", "£59.99", "in stock"])
        #expect(table.omitted == 0)
    }

    @Test("has the lowest and highest price of days")
    func days() {
        let days = [
            ChartSample.day(2, low: 300, high: 600, close: 500), ChartSample.day(1, low: 400, high: 400, close: 400),
        ]
        let table = PriceChart(of: "Kettle", history: .days(days), now: ChartSample.now).table
        #expect(table.headings == ["Day", "Price", "Lowest", "Highest"])
        #expect(
            table.rows.map(table.cells) == [
                ["23 Nov 2026", "£4.00", "£4.00", "£4.00"], ["22 Nov 2026", "£5.00", "£3.00", "£6.00"],
            ]
        )
    }
}
