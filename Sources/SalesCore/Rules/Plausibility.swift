/// Why a new price is doubted more than usual.
enum Plausibility: Hashable, Sendable {
    /// It is as prices go.
    case none
    /// It is so much lower that it may be a misreading, or a mistake of the shop.
    case tooLow
    /// It is so much higher that it may be a misreading.
    case tooHigh
    /// It is in another currency.
    case otherCurrency

    /// A fall beyond this share of the last price is doubted, in percent.
    static let largestFallPercent: Int64 = 60
    /// How near to a power of ten a ratio must be to be doubted, in thousandths.
    static let powerOfTenTolerance: Int64 = 5

    /// How much to doubt that a price went from one amount to the other.
    static func doubt(from old: Money?, to new: Money?) -> Plausibility {
        guard let new else { return .none }
        guard new.isPositive else { return .tooLow }
        guard let old, old.isPositive else { return .none }
        guard old.currency == new.currency else { return .otherCurrency }
        let low = min(old.minorUnits, new.minorUnits)
        let high = max(old.minorUnits, new.minorUnits)
        guard isSuspicious(low: low, high: high) else { return .none }
        return new.minorUnits < old.minorUnits ? .tooLow : .tooHigh
    }

    /// Whether the lower amount is more than 60 % below the higher, or a power of ten below it.
    ///
    /// Ratios of 10, 100 and 1,000 lie beyond 60 % as well; they are named so that raising the one limit never lifts
    /// the other.
    private static func isSuspicious(low: Int64, high: Int64) -> Bool {
        let fall = high.subtractingReportingOverflow(low).partialValue.multipliedFullWidth(by: 100)
        let limit = high.multipliedFullWidth(by: largestFallPercent)
        if (fall.high, fall.low) > (limit.high, limit.low) { return true }
        return [Int64(10), 100, 1_000].contains { power in
            let (scaled, overflow) = low.multipliedReportingOverflow(by: power)
            guard !overflow else { return false }
            let distance = scaled > high ? scaled - high : high - scaled
            return distance <= high / 1_000 * powerOfTenTolerance
        }
    }
}
