import Foundation
import SalesCore

/// A mark of the time axis.
struct TimeTick: Equatable {
    /// Where it is.
    let moment: Int64
    /// What it is called: "06:00", "24 Nov", "Nov", "2026".
    let label: String
    /// The larger unit that it belongs to, for a second line: "24 Nov 2026", "2026"; empty for a year.
    let context: String
}

/// The marks of a time axis: full hours, days, Mondays, months or years of a zone's calendar.
enum TimeTicks {
    /// Two marks or more of a span, rising, as many as there is room for.
    ///
    /// - Parameters:
    ///   - span: What is shown.
    ///   - zone: By whose calendar.
    ///   - limit: How many marks there are at most; fewer than 2 are 2.
    static func marks(of span: ChartSpan, zone: TimeZone, atMost limit: Int) -> [TimeTick] {
        let limit = max(2, limit)
        var denser: [TimeTick] = []
        for unit in TimeUnit.all where span.length / unit.leastLength <= Int64(limit * 8) {
            let marks = unit.marks(of: span, zone: zone)
            if marks.count <= limit {
                if marks.count >= 2 { return marks }
                break
            }
            denser = marks
        }
        // The next larger unit has one mark or none: some of the smaller one's.
        let stride = (denser.count + limit - 1) / limit
        return denser.indices.filter { $0.isMultiple(of: max(1, stride)) }.map { denser[$0] }
    }
}
