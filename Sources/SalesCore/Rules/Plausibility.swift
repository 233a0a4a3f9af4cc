/// Tells prices that may be a misreading, or a mistake of the shop, from those that are as prices go.
enum Plausibility {
    /// A fall beyond this share of the last price is doubted, in percent: so is a price that slipped by a decimal place.
    static let largestFallPercent: Int64 = 60

    /// Whether a price is so much lower than the last that people are told so: 0 or less, or more than 60 % below it.
    static func isTooLow(_ new: Money?, after old: Money?) -> Bool {
        guard let new else { return false }
        guard new.isPositive else { return true }
        guard let old, old.isPositive, new.isLess(than: old) else { return false }
        let fall = (old.minorUnits - new.minorUnits).multipliedFullWidth(by: 100)
        let limit = old.minorUnits.multipliedFullWidth(by: largestFallPercent)
        return (fall.high, fall.low) > (limit.high, limit.low)
    }
}
