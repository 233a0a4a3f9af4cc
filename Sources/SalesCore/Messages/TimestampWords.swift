public import Foundation

/// Moments in words, the same everywhere: no locale has a say.
public enum TimestampWords {
    /// Day and time with the zone's distance from UTC: "24 Nov 2026, 10:15:30 UTC", "24 Nov 2026, 11:15:30 UTC+1".
    public static func text(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        let time = CivilTime(moment, zone: zone)
        return "\(date(time)), \(CivilTime.two(time.hour)):\(CivilTime.two(time.minute)):\(CivilTime.two(time.second)) "
            + name(ofOffset: time.offsetMinutes)
    }

    /// The day alone: "24 Nov 2026".
    public static func day(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        date(CivilTime(moment, zone: zone))
    }

    private static func date(_ time: CivilTime) -> String {
        "\(time.day) \(CivilTime.monthNames[time.month - 1]) \(time.year)"
    }

    private static func name(ofOffset minutes: Int) -> String {
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "UTC\(minutes < 0 ? "-" : "+")\(hours)" + (rest == 0 ? "" : ":\(CivilTime.two(rest))")
    }
}
