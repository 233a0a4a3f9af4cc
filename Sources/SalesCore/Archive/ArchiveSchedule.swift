/// At which minute of each day of an archive's zone it is run.
public struct ArchiveSchedule: Hashable, Sendable {
    /// The minute of the day, 0 to 1439.
    public let minute: Int

    /// A minute of the day; nil where a day has none such.
    public init?(minute: Int) {
        guard (0..<Self.minutesOfDay).contains(minute) else { return nil }
        self.minute = minute
    }

    /// Reads `00:05`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(Self.isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.init(minute: hour * 60 + minute)
    }

    /// The first moment after another at which the clocks of the zone reach the minute.
    ///
    /// Where clocks are put forward over it, that is when they come to a later one; where they show it twice, the first.
    public func next(after moment: Timestamp, in calendar: ArchiveCalendar) -> Timestamp {
        var day = calendar.day(of: moment)
        while true {
            let span = calendar.span(of: day)
            let due = self.moment(of: span, in: calendar)
            // A date that the zone left out has no clocks; behind the last that has a text nothing is due any more.
            if due > moment, !span.isEmpty { return due }
            guard day < ArchiveDay.shown.upperBound else { return span.upperBound }
            day = ArchiveDay(number: day.number + 1)
        }
    }

    /// The last moment, at or before another, at which the clocks of the zone reached the minute.
    public func last(until moment: Timestamp, in calendar: ArchiveCalendar) -> Timestamp {
        var day = calendar.day(of: moment)
        while true {
            let span = calendar.span(of: day)
            let due = self.moment(of: span, in: calendar)
            if due <= moment, !span.isEmpty { return due }
            guard day > ArchiveDay.shown.lowerBound else { return span.lowerBound }
            day = ArchiveDay(number: day.number - 1)
        }
    }

    private func moment(of span: Range<Timestamp>, in calendar: ArchiveCalendar) -> Timestamp {
        // The first day of all begins with the first moment that there is, the last one ends with the last: neither is
        // walked through by minutes.
        let isFirst = span.lowerBound.milliseconds == .min
        var moment = isFirst ? span.upperBound - Self.longestDay : span.lowerBound
        let end = min(span.upperBound, moment + Self.longestDay)
        while moment < end {
            let clock = CivilTime(moment, zone: calendar.zone)
            if clock.hour * 60 + clock.minute >= minute { return moment }
            moment = moment + .seconds(60)
        }
        return span.upperBound
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    private static let minutesOfDay = 1_440
    /// No zone has put its clocks back by more than a day.
    private static let longestDay = Duration.seconds(2 * 86_400)
}

extension ArchiveSchedule: CustomStringConvertible {
    /// As clocks show it: `00:05`.
    public var description: String { CivilTime.clock(ofMinute: minute) }
}
