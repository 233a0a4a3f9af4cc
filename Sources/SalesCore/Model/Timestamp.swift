public import Foundation

/// A moment in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Every observation and decision takes its time as an argument of this type: nothing in the core reads a clock.
/// Whole milliseconds survive every store and every text form unchanged, which floating-point dates do not.
public struct Timestamp: Hashable, Sendable {
    /// Milliseconds since the Unix epoch.
    public let milliseconds: Int64

    /// The moment this many milliseconds after the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment of a Foundation date, cut to whole milliseconds.
    public init(_ date: Date) {
        let value = (date.timeIntervalSince1970 * 1_000).rounded(.down)
        milliseconds = Int64(exactly: value) ?? (value < 0 ? .min : .max)
    }

    /// This moment as a Foundation date, for formatting.
    public var date: Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    /// The UTC day this moment falls in, as days since 1970-01-01.
    public var utcDay: Int64 {
        let day = milliseconds / Self.millisecondsPerDay
        return milliseconds % Self.millisecondsPerDay < 0 ? day - 1 : day
    }

    /// The first moment of a UTC day, held within what a moment can be.
    package static func start(ofUTCDay day: Int64) -> Timestamp {
        let (start, overflow) = day.multipliedReportingOverflow(by: millisecondsPerDay)
        return Timestamp(milliseconds: overflow ? (day < 0 ? .min : .max) : start)
    }

    /// Milliseconds of one UTC day.
    public static let millisecondsPerDay: Int64 = 86_400_000

    /// The moment a duration later; sums beyond the representable range stop at its ends.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (sum, overflow) = moment.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        guard overflow else { return Timestamp(milliseconds: sum) }
        return Timestamp(milliseconds: duration < .zero ? .min : .max)
    }

    /// The moment a duration earlier.
    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        moment + (Duration.zero - duration)
    }

    /// The time from the second moment to the first, negative where the first is earlier.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        guard overflow else { return .milliseconds(difference) }
        return .milliseconds(later > earlier ? Int64.max : Int64.min)
    }
}

extension Timestamp: Comparable {
    /// Whether the first moment is before the second.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }
}

extension Timestamp: Codable {
    /// Reads milliseconds since the Unix epoch.
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes milliseconds since the Unix epoch.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// ISO 8601 in UTC with milliseconds, for example `2026-11-24T10:15:30.250Z`.
    public var description: String {
        // Formatting cuts instead of rounding; half a millisecond keeps the last digit.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1_000).formatted(Self.style)
    }

    /// Reads ISO 8601 with or without fractional seconds; nil where the text is not a date and time.
    public init?(iso8601 text: String) {
        guard let date = try? Self.style.parse(text) else { return nil }
        milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }
}

extension Duration {
    /// The duration in whole milliseconds, cut towards zero and held within the range of Int64.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return carried ? (seconds < 0 ? .min : .max) : sum
    }
}
