public import Foundation

/// The days of a zone as spans of time: a day begins with the first moment of its date and ends where the next begins.
///
/// Clocks that are put forward or back make days of 23 to 25 hours, midnight may come twice or not at all, and a zone
/// that crossed the date line has left a date out: nothing is ever reckoned by adding 24 hours.
public struct ArchiveCalendar: Hashable, Sendable {
    /// The zone.
    public let zone: TimeZone

    /// The days of a zone.
    public init(zone: TimeZone) { self.zone = zone }

    /// The days of a zone by its name in the IANA time zone database, such as `Europe/London`; nil where it has none.
    public init?(named name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.init(zone: zone)
    }

    /// Days of UTC.
    public static let utc = ArchiveCalendar(zone: .gmt)

    /// The day that a moment belongs to; the first and last that have a text take in all moments beyond them.
    public func day(of moment: Timestamp) -> ArchiveDay {
        // Clocks that were put back over midnight show the date before again, of which the day is over.
        let shown = min(max(date(at: moment), ArchiveDay.shown.lowerBound), ArchiveDay.shown.upperBound)
        let next = ArchiveDay(number: shown.number + 1)
        return start(of: next) <= moment ? min(next, ArchiveDay.shown.upperBound) : shown
    }

    /// When a day begins; that of a date which the zone left out is when the next one does.
    public func start(of day: ArchiveDay) -> Timestamp {
        guard day > ArchiveDay.shown.lowerBound else { return Timestamp(milliseconds: .min) }
        guard day <= ArchiveDay.shown.upperBound else { return Timestamp(milliseconds: .max) }
        let number = day.number
        let midnight = number * Timestamp.millisecondsPerDay
        // By quarters of an hour, on which clocks are put forward and back: the date may be reached more than once.
        var latest = midnight - Self.farthest
        while date(at: Timestamp(milliseconds: latest)).number < number { latest += Self.quarter }
        // Zones of before 1972 were ahead by odd seconds.
        var earliest = latest - Self.quarter
        while latest - earliest > 1 {
            let middle = earliest + (latest - earliest) / 2
            if date(at: Timestamp(milliseconds: middle)).number < number { earliest = middle } else { latest = middle }
        }
        return Timestamp(milliseconds: latest)
    }

    /// The span of a day; empty for a date that the zone left out.
    public func span(of day: ArchiveDay) -> Range<Timestamp> {
        start(of: day)..<start(of: ArchiveDay(number: min(day.number, ArchiveDay.shown.upperBound.number) + 1))
    }

    /// The date that the zone's calendar shows.
    private func date(at moment: Timestamp) -> ArchiveDay {
        let ahead = zone.secondsFromGMT(for: moment.date)
        return ArchiveDay(number: (moment + .seconds(ahead)).utcDay)
    }

    /// No zone was ever farther from UTC.
    private static let farthest: Int64 = 16 * 3_600_000
    private static let quarter: Int64 = 900_000
}
