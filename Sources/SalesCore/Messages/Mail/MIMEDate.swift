/// A moment as a mail's Date field has it (RFC 5322 §3.3).
enum MIMEDate {
    /// In UTC: `Tue, 24 Nov 2026 10:15:30 +0000`.
    static func text(_ moment: Timestamp) -> String {
        let time = CivilTime(moment)
        let clock = [time.hour, time.minute, time.second].map(CivilTime.two).joined(separator: ":")
        let year = String(repeating: "0", count: max(0, 4 - "\(time.year)".count)) + "\(time.year)"
        return "\(CivilTime.weekdayNames[time.weekday]), \(CivilTime.two(time.day)) "
            + "\(CivilTime.monthNames[time.month - 1]) \(year) \(clock) +0000"
    }
}
