/// Durations as people write them: a whole number and a unit, `250ms`, `60s`, `5m`, `2h`, `7d`.
package enum DurationNotation {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]
    /// Longer durations are refused: ten years.
    private static let longest: Int64 = 315_576_000_000

    /// The duration of a text; nil where the text is anything else.
    package static func duration(_ text: String) -> Duration? {
        let text = text.filter { $0 != " " }.lowercased()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits),
            let unit = units.first(where: { $0.suffix == text.dropFirst(digits.count) })
        else { return nil }
        let (total, overflow) = number.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflow, total <= longest else { return nil }
        return .milliseconds(total)
    }

    /// The duration in the largest unit that states it exactly.
    package static func text(_ duration: Duration) -> String {
        let total = duration.wholeMilliseconds
        let unit = units.dropLast().last { total != 0 && total % $0.milliseconds == 0 } ?? ("s", 1_000)
        return total % unit.milliseconds == 0 ? "\(total / unit.milliseconds)\(unit.suffix)" : "\(total)ms"
    }
}
