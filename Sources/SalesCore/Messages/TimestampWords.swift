public import Foundation

/// Moments in words, the same everywhere: no locale has a say.
public enum TimestampWords {
    /// For tables: "2026-11-24 10:15:30", by the zone's clock.
    public static func row(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        let time = CivilTime(moment, zone: zone)
        return "\(sortable(time)) \(clock(time)):\(CivilTime.two(time.second))"
    }

    /// For narrow tables: "24 Nov 10:15", and "24 Nov 2025" of another year than the one it is.
    public static func brief(_ moment: Timestamp, now: Timestamp, zone: TimeZone = .gmt) -> String {
        let time = CivilTime(moment, zone: zone)
        guard time.year == CivilTime(now, zone: zone).year else { return date(time) }
        return "\(time.day) \(CivilTime.monthNames[time.month - 1]) \(clock(time))"
    }

    /// To the minute, for charts and lists: "2026-11-24 10:15".
    public static func minute(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        let time = CivilTime(moment, zone: zone)
        return "\(sortable(time)) \(clock(time))"
    }

    /// Day and time with the zone's distance from UTC: "24 Nov 2026, 10:15:30 UTC", "24 Nov 2026, 11:15:30 UTC+1".
    public static func text(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        let time = CivilTime(moment, zone: zone)
        return "\(date(time)), \(clock(time)):\(CivilTime.two(time.second)) "
            + name(ofOffset: time.offsetMinutes)
    }

    /// The day alone: "24 Nov 2026".
    public static func day(_ moment: Timestamp, zone: TimeZone = .gmt) -> String {
        date(CivilTime(moment, zone: zone))
    }

    private static func clock(_ time: CivilTime) -> String {
        "\(CivilTime.two(time.hour)):\(CivilTime.two(time.minute))"
    }

    private static func sortable(_ time: CivilTime) -> String {
        "\(time.year)-\(CivilTime.two(time.month))-\(CivilTime.two(time.day))"
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
