import SalesCore

/// The time that a chart shows, in milliseconds since 1970, and where in it the line ends.
///
/// It is held within the years that have a text, and is an hour at least.
struct ChartSpan: Equatable {
    /// The left and the right edge.
    let lower: Int64
    let upper: Int64
    /// Now, or the right edge where that is earlier: the last price holds until then.
    let end: Int64

    /// The span between two moments, shown at a third.
    init(from lower: Timestamp, to upper: Timestamp, now: Timestamp) {
        let shown = CivilTime.shown
        let longest = shown.upperBound - ChartLimits.shortestSpan
        let last = min(max(upper.milliseconds, shown.lowerBound + ChartLimits.shortestSpan), shown.upperBound)
        let first = min(max(lower.milliseconds, shown.lowerBound), longest)
        self.lower = min(first, last - ChartLimits.shortestSpan)
        self.upper = last
        end = min(max(now.milliseconds, self.lower), last)
    }

    /// How long it is.
    var length: Int64 { upper - lower }

    /// A moment within the span.
    func clamped(_ moment: Int64) -> Int64 { min(max(moment, lower), upper) }

    /// How much of the span is over at a moment, 0 to 1.
    func share(of moment: Int64) -> Double { Double(clamped(moment) - lower) / Double(length) }

    /// Which of so many equal columns a moment falls in.
    func column(of moment: Int64, among columns: Int) -> Int {
        min(max(0, Int(share(of: moment) * Double(columns))), columns - 1)
    }
}
