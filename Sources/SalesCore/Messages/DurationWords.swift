/// Durations in words, cut down to their two largest units.
public enum DurationWords {
    /// In full: "1 minute 15 seconds", "2 days", "less than a second".
    ///
    /// A negative duration is written like its magnitude; which of two moments came first is for the sentence to say.
    public static func text(_ duration: Duration) -> String {
        let parts = largest(duration).map { part in CountedNoun.text(part.count, part.unit.name) }
        return parts.isEmpty ? "less than a second" : parts.joined(separator: " ")
    }

    /// For tables: "1 min 15 s", "2 d", "0 s".
    public static func short(_ duration: Duration) -> String {
        let parts = largest(duration).map { "\($0.count) \($0.unit.symbol)" }
        return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
    }

    private struct Unit {
        let name: String
        let symbol: String
        let seconds: UInt64
    }

    private static let units = [
        Unit(name: "day", symbol: "d", seconds: 86_400),
        Unit(name: "hour", symbol: "h", seconds: 3_600),
        Unit(name: "minute", symbol: "min", seconds: 60),
        Unit(name: "second", symbol: "s", seconds: 1),
    ]

    /// The largest unit that is there and the next smaller one, where it is there too.
    private static func largest(_ duration: Duration) -> [(count: UInt64, unit: Unit)] {
        var rest = duration.wholeMilliseconds.magnitude / 1_000
        guard let first = units.firstIndex(where: { rest >= $0.seconds }) else { return [] }
        var parts: [(count: UInt64, unit: Unit)] = []
        for unit in units[first...].prefix(2) {
            let count = rest / unit.seconds
            rest %= unit.seconds
            if count > 0 { parts.append((count, unit)) }
        }
        return parts
    }
}
