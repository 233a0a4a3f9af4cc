/// Dates and moments as an archive writes them: ISO 8601, with expanded years where four digits do not hold them.
enum ArchiveTime {
    /// The date of a UTC day: `2026-11-24`, or `+010000-01-01` and `-000001-12-31` beyond the years 0 to 9999.
    static func date(ofDay day: Int64) -> String {
        let (year, month, date) = CivilTime.date(ofDay: day)
        let digits = String(year.magnitude)
        let isPlain = (0...9_999).contains(year)
        let sign = isPlain ? "" : year < 0 ? "-" : "+"
        let padding = String(repeating: "0", count: max(0, (isPlain ? 4 : 6) - digits.utf8.count))
        return "\(sign)\(padding)\(digits)-\(CivilTime.two(month))-\(CivilTime.two(date))"
    }

    /// The moment that a text names; nil where it is not exactly what is written for one.
    static func moment(_ text: ArraySlice<UInt8>) -> Timestamp? {
        // The year ends where the text's last part, which is always as long, begins: -MM-DDTHH:MM:SS.mmmZ
        let yearEnd = text.endIndex - pattern.count
        guard yearEnd > text.startIndex else { return nil }
        let rest = text[yearEnd...]
        var numbers: [Int] = []
        for (byte, expected) in zip(rest, pattern) {
            let digit = Int(byte) - Int(UInt8(ascii: "0"))
            switch expected {
            case UInt8(ascii: "0"):
                guard (0...9).contains(digit), let last = numbers.last else { return nil }
                numbers[numbers.count - 1] = last * 10 + digit
            case byte: numbers.append(0)
            default: return nil
            }
        }
        let (month, date, hour, minute) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let (second, fraction) = (numbers[4], numbers[5])
        guard let year = Int(String(decoding: text[..<yearEnd], as: UTF8.self)), abs(year) <= farthestYear,
            (1...12).contains(month), hour < 24, minute < 60, second < 60
        else { return nil }
        let day = CivilTime.day(ofYear: year, month: month, day: date)
        guard Self.date(ofDay: day).utf8.elementsEqual(text[..<(yearEnd + dateLength)]) else { return nil }
        let ofDay = ((hour * 60 + minute) * 60 + second) * 1_000 + fraction
        // The first day of all begins before the first moment.
        let sum = Int128(day) * Int128(Timestamp.millisecondsPerDay) + Int128(ofDay)
        return Int64(exactly: sum).map(Timestamp.init(milliseconds:))
    }

    private static let pattern = Array("-00-00T00:00:00.000Z".utf8)
    private static let dateLength = "-00-00".utf8.count
    /// No moment is of a year beyond it.
    private static let farthestYear = 300_000_000
}
