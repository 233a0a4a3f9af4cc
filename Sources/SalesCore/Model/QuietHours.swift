/// The part of each day in which a person is told nothing that can wait.
///
/// Both ends are minutes of the day in the person's zone. An end before the start means over midnight: 22:00 to 07:00
/// is `QuietHours(start: 1_320, end: 420)`.
public struct QuietHours: Hashable, Sendable {
    /// The minute of the day at which they begin.
    public let start: Int
    /// The minute of the day at which they end; that minute is no longer quiet.
    public let end: Int

    /// These hours; nil where an end is no minute of a day, or where both are the same.
    public init?(start: Int, end: Int) {
        guard Self.minutesOfDay.contains(start), Self.minutesOfDay.contains(end), start != end else { return nil }
        self.start = start
        self.end = end
    }

    /// Whether a minute of the day is quiet.
    public func contains(minute: Int) -> Bool {
        start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    /// The minutes of a day, from 0:00.
    public static let minutesOfDay = 0..<1_440
}

extension QuietHours: Codable {
    private enum CodingKeys: String, CodingKey {
        case start, end
    }

    /// Reads both ends; hours that ``init(start:end:)`` refuses are damaged data.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let hours = QuietHours(
            start: try values.decode(Int.self, forKey: .start),
            end: try values.decode(Int.self, forKey: .end)
        )
        guard let hours else {
            throw DecodingError.dataCorruptedError(
                forKey: .start,
                in: values,
                debugDescription: "quiet hours are two different minutes of a day"
            )
        }
        self = hours
    }
}
