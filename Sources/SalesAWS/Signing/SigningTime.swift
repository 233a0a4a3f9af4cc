internal import SalesCore

/// A moment as signatures have it: ISO 8601 in UTC without signs between the digits.
struct SigningTime {
    /// `20150830`.
    let day: String
    /// `20150830T123600Z`.
    let text: String

    init(_ moment: Timestamp) {
        let time = CivilTime(moment)
        let year = String(repeating: "0", count: max(0, 4 - "\(time.year)".count)) + "\(time.year)"
        day = year + CivilTime.two(time.month) + CivilTime.two(time.day)
        text = "\(day)T" + [time.hour, time.minute, time.second].map(CivilTime.two).joined() + "Z"
    }
}
