internal import GRDB
import SalesCore

// An index of the times would make every row dearer that comes in, for a question that is asked once a day: days are
// found through the primary key, by one look for each product and day.
extension Database {
    /// The days that have rows which no run holds, and were over at a moment.
    func waitingDays(endedBy moment: Timestamp) throws -> Set<ArchiveDay> {
        var days: Set<ArchiveDay> = []
        var spans = KnownSpans(try archiveCalendar())
        var product = Int64.min
        while let next = try row(WaitingDayStatements.nextProduct, Arguments(product), { try $0.number() }) {
            product = next
            var start = Int64.min
            while let first = try row(
                WaitingDayStatements.nextRow,
                Arguments(product, start, moment.milliseconds),
                { try $0.moment() }
            ) {
                let (day, span) = spans.span(around: first)
                if span.upperBound <= moment { days.insert(day) }
                start = span.upperBound.milliseconds
            }
        }
        return days
    }

    /// How many rows of a day no run holds.
    func waitingCount(of day: ArchiveDay) throws -> Int {
        let span = try archiveCalendar().span(of: day)
        let (start, end) = (span.lowerBound.milliseconds, span.upperBound.milliseconds)
        var count = 0
        var product = Int64.min
        while let next = try row(WaitingDayStatements.nextProduct, Arguments(product), { try $0.number() }) {
            product = next
            count += try row(WaitingDayStatements.count, Arguments(product, start, end)) { try $0.count() } ?? 0
        }
        return count
    }
}

/// The spans of days that were asked for: thousands of products have rows of the same few.
private struct KnownSpans {
    private let calendar: ArchiveCalendar
    /// By the UTC days of moments in them.
    private var known: [Int64: [(day: ArchiveDay, span: Range<Timestamp>)]] = [:]

    init(_ calendar: ArchiveCalendar) { self.calendar = calendar }

    /// The day that a moment belongs to.
    mutating func span(around moment: Timestamp) -> (day: ArchiveDay, span: Range<Timestamp>) {
        if let found = known[moment.utcDay]?.first(where: { $0.span.contains(moment) }) { return found }
        let day = calendar.day(of: moment)
        let found = (day: day, span: calendar.span(of: day))
        known[moment.utcDay, default: []].append(found)
        return found
    }
}

/// The statements that look for days, whose plans are tested.
enum WaitingDayStatements {
    static let nextProduct = "SELECT product_id FROM prices WHERE product_id > ? ORDER BY product_id LIMIT 1"

    static let nextRow = """
        SELECT observed_at FROM prices WHERE product_id = ? AND observed_at >= ? AND observed_at < ?
        ORDER BY observed_at LIMIT 1
        """

    static let count = "SELECT count(*) FROM prices WHERE product_id = ? AND observed_at >= ? AND observed_at < ?"
}
