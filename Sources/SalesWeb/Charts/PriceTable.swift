import Foundation
import SalesCore

/// What a chart shows, as rows of a table that stands behind it; newest first.
///
/// All texts are plain: the page escapes them.
struct PriceTable: Equatable {
    /// A price and what was known beside it.
    struct Row: Equatable {
        /// When it was seen first, for the `datetime` of a `time` element.
        let at: Timestamp
        /// The same in words: to the minute by the chart's clock, or a day of UTC where days were rolled up.
        let date: String
        /// The price; "no price" where a gap begins.
        let price: String
        /// The lowest and highest price of a day that was rolled up.
        let lowest: String?
        let highest: String?
        /// The list price, where there is one.
        let listPrice: String?
        /// The availability in words, where it was noted.
        let availability: String?
    }

    /// The names of the columns; ``cells(of:)`` has as many.
    let headings: [String]
    /// The newest rows.
    let rows: [Row]
    /// How many older rows there are no room for.
    let omitted: Int
    private let isDaily: Bool

    /// The table of a chart.
    init(_ chart: PriceChart) {
        isDaily = chart.isDaily
        headings = isDaily ? ["Day", "Price", "Lowest", "Highest"] : ["Date", "Price", "List price", "Availability"]
        let steps = chart.steps.steps
        var rows: [Row] = []
        var count = 0
        func add(_ row: @autoclosure () -> Row) {
            count += 1
            if rows.count < ChartLimits.rows { rows.append(row()) }
        }
        for index in steps.indices.reversed() {
            let step = steps[index]
            let next = index + 1 < steps.count ? steps[index + 1].begin : chart.span.end
            if step.end < next { add(Self.gap(at: step.end, chart)) }
            add(Self.row(step, chart))
        }
        self.rows = rows
        omitted = count - rows.count
    }

    /// The texts of a row, in the order of the headings; empty where nothing is known.
    func cells(of row: Row) -> [String] {
        let rest = isDaily ? [row.lowest, row.highest] : [row.listPrice, row.availability]
        return [row.date, row.price] + rest.map { $0 ?? "" }
    }

    private static func row(_ step: PriceStep, _ chart: PriceChart) -> Row {
        Row(
            at: Timestamp(milliseconds: step.since),
            date: date(step.since, chart),
            price: chart.money(step.last),
            lowest: chart.isDaily ? chart.money(step.low) : nil,
            highest: chart.isDaily ? chart.money(step.high) : nil,
            listPrice: step.list.map(chart.money),
            availability: step.availability?.words
        )
    }

    private static func gap(at moment: Int64, _ chart: PriceChart) -> Row {
        Row(
            at: Timestamp(milliseconds: moment),
            date: date(moment, chart),
            price: "no price",
            lowest: nil,
            highest: nil,
            listPrice: nil,
            availability: nil
        )
    }

    private static func date(_ moment: Int64, _ chart: PriceChart) -> String {
        let moment = Timestamp(milliseconds: moment)
        return chart.isDaily ? TimestampWords.day(moment) : TimestampWords.minute(moment, zone: chart.zone)
    }
}

extension PriceChart {
    /// What it shows, as a table.
    var table: PriceTable { PriceTable(self) }
}
