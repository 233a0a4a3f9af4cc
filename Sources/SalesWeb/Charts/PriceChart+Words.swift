import SalesCore

extension PriceChart {
    /// What the picture is: "Price of Kettle".
    var title: String { "Price of \(name)" }

    /// What the picture shows, in sentences.
    ///
    /// "The price of Kettle between 1 Jan 2026 and 24 Nov 2026: from £59.99 to £39.99, lowest £35.00 on 3 Mar 2026,
    /// highest £61.00 on 1 Feb 2026, now £39.99."
    var summary: String {
        ([priceSentence] + [stockSentence, limitSentence, alertSentence, leftOutSentence].compactMap { $0 })
            .joined(separator: " ")
    }

    private var priceSentence: String {
        guard let first = steps.steps.first, let last = steps.steps.last else {
            return "No price of \(name) is known between \(day(span.lower)) and \(day(span.end))."
        }
        let begin = "The price of \(name) between \(day(first.begin)) and \(day(span.end)): "
        let isNow = last.end >= span.end
        guard let lowest = steps.steps.min(by: { $0.low < $1.low }),
            let highest = steps.steps.max(by: { $0.high < $1.high }), lowest.low < highest.high
        else {
            let end = isNow ? "now \(money(last.last))" : "last known on \(day(last.end))"
            return begin + "\(money(last.last)) throughout, \(end)."
        }
        return begin + "from \(money(first.first)) to \(money(last.last)), "
            + "lowest \(money(lowest.low)) on \(day(lowest.begin)), "
            + "highest \(money(highest.high)) on \(day(highest.begin)), "
            + (isNow ? "now \(money(last.last))." : "last known \(money(last.last)) on \(day(last.end)).")
    }

    private var stockSentence: String? {
        let spans = steps.outOfStock
        guard let last = spans.last else { return nil }
        let count = spans.count < 3 ? ["once", "twice"][spans.count - 1] : "\(spans.count) times"
        let isNow = last.upperBound >= span.end && steps.steps.last?.isOutOfStock == true
        return "Out of stock \(count), "
            + (isNow ? "since \(day(last.lowerBound))." : "last until \(day(last.upperBound)).")
    }

    private var limitSentence: String? {
        threshold.map { "\(Self.label(of: $0)) is \(MoneyFormat.text($0.amount))." }
    }

    private var alertSentence: String? {
        alerts.isEmpty ? nil : "\(CountedNoun.text(alerts.count, "alert")) sent."
    }

    private var leftOutSentence: String? {
        guard leftOut > 0 else { return nil }
        return
            "\(CountedNoun.text(leftOut, "price")) in \(leftOut == 1 ? "another currency is" : "other currencies are")"
            + " left out."
    }

    /// What a threshold is called, on one short line.
    static func label(of threshold: Threshold) -> String {
        let line = ForeignText.line(threshold.label, limit: ChartLimits.label)
        return line.isEmpty ? "Limit" : line
    }

    /// An amount of the chart's currency, for people.
    func money(_ minorUnits: Int64) -> String {
        steps.currency.map { MoneyFormat.text(Money(minorUnits: minorUnits, currency: $0)) } ?? ""
    }

    /// A moment: its day, or also its minute where the chart shows less than two days.
    func day(_ moment: Int64) -> String {
        let moment = Timestamp(milliseconds: moment)
        guard span.length < 2 * Timestamp.millisecondsPerDay else { return TimestampWords.day(moment, zone: zone) }
        let time = CivilTime(moment, zone: zone)
        return TimestampWords.day(moment, zone: zone) + " " + CivilTime.clock(ofMinute: time.hour * 60 + time.minute)
    }
}
