package import Foundation

/// A moment as calendar and clock show it, by integer arithmetic (proleptic Gregorian calendar).
///
/// Moments outside the years 1 to 9999 are shown as the first or last of them: nothing that is written out has room for
/// more, and no input may crash the writer.
package struct CivilTime: Hashable, Sendable {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int
    /// 0 to 59.
    package let second: Int
    /// 0 is Sunday.
    package let weekday: Int
    /// How far the zone's clocks are ahead of UTC, in minutes.
    package let offsetMinutes: Int

    /// A moment in a zone.
    package init(_ moment: Timestamp, zone: TimeZone = .gmt) {
        let bounded = min(max(moment.milliseconds, Self.earliest), Self.latest)
        let date = Date(timeIntervalSince1970: Double(bounded / 1_000))
        offsetMinutes = zone.secondsFromGMT(for: date) / 60
        let seconds = Self.floorDivide(bounded, 1_000).quotient + Int64(offsetMinutes) * 60
        let (days, rest) = Self.floorDivide(seconds, 86_400)
        hour = Int(rest / 3_600)
        minute = Int(rest % 3_600 / 60)
        second = Int(rest % 60)
        weekday = Int(Self.floorDivide(days + 4, 7).remainder)
        (year, month, day) = Self.date(ofDay: days)
    }

    /// The beginnings of 0001-01-02 and 9999-12-31, so that no zone leads out of the range.
    private static let earliest: Int64 = -62_135_510_400_000
    private static let latest: Int64 = 253_402_214_400_000

    /// The moments that are shown as they are, in milliseconds since 1970.
    package static let shown = earliest...latest

    /// Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    static func date(ofDay days: Int64) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    /// The number of a date; one that a month does not have is counted on into the next.
    ///
    /// Source: the same, days_from_civil.
    static func day(ofYear year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let (era, yearOfEra) = floorDivide(shifted, 400)
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    package static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    package static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// A minute of the day as clocks show it: 08:00.
    package static func clock(ofMinute minute: Int) -> String { "\(two(minute / 60)):\(two(minute % 60))" }

    /// A number with at least two digits.
    package static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
