/// The lowest and the highest of some amounts in minor units; exact for every pair of amounts.
struct PriceRange: Equatable {
    /// The lowest.
    private(set) var low: Int64
    /// The highest.
    private(set) var high: Int64

    /// A range between two amounts, in any order.
    init(_ one: Int64, _ other: Int64) {
        low = min(one, other)
        high = max(one, other)
    }

    /// Takes in another amount.
    mutating func include(_ value: Int64) {
        low = min(low, value)
        high = max(high, value)
    }

    /// How far the ends are from each other.
    var extent: UInt64 { UInt64(bitPattern: high &- low) }

    /// Whether an amount is within it.
    func contains(_ value: Int64) -> Bool { low <= value && value <= high }

    /// Whether an amount is near enough to be shown beside these without pressing them flat: within their extent, or
    /// half of the highest.
    func reaches(_ value: Int64) -> Bool {
        guard !contains(value) else { return true }
        let distance = UInt64(bitPattern: value < low ? low &- value : value &- high)
        return distance <= max(extent, high.magnitude / 2)
    }

    /// With a little room at both ends, so that a line does not run on the frame; not below zero for a price.
    var padded: PriceRange { grown(by: Int64(clamping: extent / 24)) }

    /// One value as a range around it: a tenth to both sides.
    var widened: PriceRange { grown(by: Int64(clamping: max(1, high.magnitude / 10))) }

    private func grown(by room: Int64) -> PriceRange {
        let lower = low.subtractingReportingOverflow(room)
        let upper = high.addingReportingOverflow(room)
        let least: Int64 = low >= 0 ? 0 : .min
        return PriceRange(
            lower.overflow ? least : max(least, lower.partialValue),
            upper.overflow ? .max : upper.partialValue
        )
    }
}
