import Foundation
import SalesCore

/// Every how many minutes, days, months or years there is a mark.
enum TimeUnit: Equatable {
    /// Minutes that divide a day.
    case minutes(Int)
    /// Days, counted from a Monday.
    case days(Int)
    /// Months that divide a year.
    case months(Int)
    /// Years that the number divides.
    case years(Int)

    /// From small to large.
    static let all: [TimeUnit] =
        [5, 10, 15, 30, 60, 120, 180, 360, 720].map(TimeUnit.minutes) + [1, 2, 7, 14].map(TimeUnit.days)
        + [1, 2, 3, 6].map(TimeUnit.months)
        + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map(TimeUnit.years)

    /// How long it is at least, in milliseconds.
    var leastLength: Int64 {
        switch self {
        case .minutes(let count): Int64(count) * 60_000
        case .days(let count): Int64(count) * Timestamp.millisecondsPerDay
        case .months(let count): Int64(count) * 28 * Timestamp.millisecondsPerDay
        case .years(let count): Int64(count) * 365 * Timestamp.millisecondsPerDay
        }
    }

    /// All marks of a span, rising.
    func marks(of span: ChartSpan, zone: TimeZone) -> [TimeTick] {
        let marks =
            switch self {
            case .minutes(let count): minuteMarks(of: span, zone: zone, every: count)
            case .days(let count): dayMarks(of: span, zone: zone, every: Int64(count))
            case .months(let count): monthMarks(of: span, zone: zone, every: count)
            case .years(let count): monthMarks(of: span, zone: zone, every: count * 12)
            }
        // A date that a zone left out begins where the next one does.
        return marks.reduce(into: []) { kept, mark in
            guard mark.moment >= span.lower, mark.moment <= span.upper, mark.moment > kept.last?.moment ?? .min else {
                return
            }
            kept.append(mark)
        }
    }

    /// By the zone's clock; an hour that comes twice is marked once, one that is left out not at all.
    private func minuteMarks(of span: ChartSpan, zone: TimeZone, every count: Int) -> [TimeTick] {
        // Clocks differ from UTC by whole quarters of an hour, nearly everywhere.
        let stride: Int64 = count.isMultiple(of: 15) ? 900_000 : 300_000
        var marks: [TimeTick] = []
        var told: Set<String> = []
        var moment = span.lower / stride * stride - stride
        while moment <= span.upper {
            defer { moment += stride }
            let time = CivilTime(Timestamp(milliseconds: moment), zone: zone)
            let minute = time.hour * 60 + time.minute
            guard minute.isMultiple(of: count) else { continue }
            let mark = TimeTick(
                moment: moment,
                label: CivilTime.clock(ofMinute: minute),
                context: Self.words(day: time, withYear: true)
            )
            if told.insert(mark.label + mark.context).inserted { marks.append(mark) }
        }
        return marks
    }

    private func dayMarks(of span: ChartSpan, zone: TimeZone, every count: Int64) -> [TimeTick] {
        let calendar = ArchiveCalendar(zone: zone)
        let first = calendar.day(of: Timestamp(milliseconds: span.lower)).number
        let last = calendar.day(of: Timestamp(milliseconds: span.upper)).number
        // 1970-01-05 was a Monday.
        return (first...max(first, last)).filter { ($0 - 4).isMultiple(of: count) }.map { number in
            let moment = calendar.start(of: ArchiveDay(number: number))
            let date = CivilTime(Timestamp(milliseconds: number * Timestamp.millisecondsPerDay))
            return TimeTick(
                moment: moment.milliseconds,
                label: Self.words(day: date, withYear: false),
                context: "\(date.year)"
            )
        }
    }

    private func monthMarks(of span: ChartSpan, zone: TimeZone, every count: Int) -> [TimeTick] {
        let calendar = ArchiveCalendar(zone: zone)
        let first = Self.month(CivilTime(Timestamp(milliseconds: span.lower), zone: zone))
        let last = Self.month(CivilTime(Timestamp(milliseconds: span.upper), zone: zone))
        return stride(from: first / count * count, through: last, by: count).compactMap { index in
            let (year, month) = index.quotientAndRemainder(dividingBy: 12)
            let digits = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
            guard let day = ArchiveDay("\(digits)-\(CivilTime.two(month + 1))-01") else { return nil }
            let isYear = count.isMultiple(of: 12)
            return TimeTick(
                moment: calendar.start(of: day).milliseconds,
                label: isYear ? "\(year)" : CivilTime.monthNames[month],
                context: isYear ? "" : "\(year)"
            )
        }
    }

    private static func month(_ time: CivilTime) -> Int { time.year * 12 + time.month - 1 }

    private static func words(day: CivilTime, withYear: Bool) -> String {
        "\(day.day) \(CivilTime.monthNames[day.month - 1])" + (withYear ? " \(day.year)" : "")
    }
}
