/// Sizes as people read them.
enum ByteWords {
    /// A size in the largest unit that it fills, with a digit behind the point below ten.
    static func text(_ bytes: Int) -> String {
        var (value, unit) = (bytes, 0)
        var tenths = 0
        while value >= 1_024, unit < units.count - 1 {
            tenths = value % 1_024 * 10 / 1_024
            value /= 1_024
            unit += 1
        }
        return unit > 0 && value < 10 ? "\(value).\(tenths) \(units[unit])" : "\(value) \(units[unit])"
    }

    private static let units = ["B", "KiB", "MiB", "GiB", "TiB"]
}
