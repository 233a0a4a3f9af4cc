/// A date of the calendar by which prices are archived: the day in the archive's zone, without the zone.
public struct ArchiveDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    public let number: Int64

    /// The date so many days after 1970-01-01.
    public init(number: Int64) { self.number = number }

    /// Reads `2026-11-24`; nil for anything else, and for a date that the calendar does not have.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == "0000-00-00".utf8.count,
            let midnight = ArchiveTime.moment(Array("\(text)T00:00:00.000Z".utf8)[...])
        else { return nil }
        self.init(number: midnight.utcDay)
    }

    /// Whether the first date is before the second.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.number < rhs.number }

    /// The dates that have a text: the years 0 to 9999.
    public static let shown = ArchiveDay(number: -719_528)...ArchiveDay(number: 2_932_896)
}

extension ArchiveDay: CustomStringConvertible {
    /// ISO 8601: `2026-11-24`; dates outside the years 0 to 9999 show as the first or last of them.
    public var description: String {
        ArchiveTime.date(ofDay: min(max(self, Self.shown.lowerBound), Self.shown.upperBound).number)
    }
}

extension ArchiveDay: Codable {
    /// Reads the text of a date.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = ArchiveDay(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no date")
        }
        self = day
    }

    /// Writes the text of the date.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
