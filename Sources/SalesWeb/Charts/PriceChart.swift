import Foundation
import SalesCore

/// The prices of one product over a time, as a picture, in words and as a table.
///
/// It is drawn as steps, because a price holds until it changes. Only prices of the newest one's currency are drawn;
/// ``leftOut`` says how many others there were. Whatever it is given, it is written in bounded time and size
/// (``ChartLimits``), holds no script and no style, and is the same for the same input everywhere.
struct PriceChart {
    /// The limit of a rule.
    struct Threshold {
        /// The price that the rule waits for.
        let amount: Money
        /// What it is called.
        var label = "Your limit"
    }

    /// An alert that was told.
    struct AlertMark {
        /// When.
        let at: Timestamp
        /// The price that it told of; nil where it was about something else.
        var price: Money?
        /// What it said, in a few words; may be foreign text.
        var words = ""
    }

    /// The product's name, on one line.
    let name: String
    /// The time that is shown.
    let span: ChartSpan
    /// By whose clock times are told.
    let zone: TimeZone
    /// The prices as they are drawn.
    let steps: PriceSteps
    /// Whether they are days that were rolled up.
    let isDaily: Bool
    /// The rule's limit.
    let threshold: Threshold?
    /// The alerts, oldest first, within the time that is shown.
    let alerts: [AlertMark]

    /// A chart.
    ///
    /// - Parameters:
    ///   - name: the product's name; foreign text.
    ///   - history: its prices, in any order.
    ///   - times: what is shown; from the first price until now, unless given.
    ///   - now: until when the last price is known to hold; prices after it are not drawn.
    ///   - zone: by whose clock times are told.
    ///   - holding: how long a price holds, and the gaps.
    ///   - threshold: the rule's limit, drawn where it is of the same currency.
    ///   - alerts: what was told.
    init(
        of name: String,
        history: ChartHistory,
        during times: Range<Timestamp>? = nil,
        now: Timestamp,
        zone: TimeZone = .gmt,
        holding: PriceHolding = PriceHolding(),
        threshold: Threshold? = nil,
        alerts: [AlertMark] = []
    ) {
        let line = ForeignText.line(name, limit: ChartLimits.name)
        self.name = line.isEmpty ? "this product" : line
        let span = ChartSpan(
            from: times?.lowerBound ?? history.begin ?? now,
            to: times?.upperBound ?? now,
            now: now
        )
        self.span = span
        self.zone = zone
        steps = PriceSteps(history, in: span, holding: holding)
        if case .days = history { isDaily = true } else { isDaily = false }
        let currency = steps.currency
        self.threshold = threshold.flatMap { $0.amount.currency == currency ? $0 : nil }
        self.alerts = alerts.filter { (span.lower...span.upper).contains($0.at.milliseconds) }.sorted { $0.at < $1.at }
    }

    /// How many of the given prices are of another currency than the newest one, and not drawn.
    var leftOut: Int { steps.leftOut }

    /// The picture, as an `svg` element for a page.
    ///
    /// - Parameters:
    ///   - layout: how large it is.
    ///   - prefix: begins every id in it; two charts of one page need two.
    func svg(_ layout: ChartLayout = .wide, prefix: String) -> String {
        PriceChartDrawing(self, layout: layout, prefix: prefix).svg
    }
}
