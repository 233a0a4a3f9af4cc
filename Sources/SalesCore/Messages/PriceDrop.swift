/// How much less one amount is than another, exactly.
public struct PriceDrop: Hashable, Sendable {
    /// The difference, above zero.
    public let amount: Money
    /// The difference as a share of the old amount in tenths of a percent, rounded to the nearest, halves up; 0 to 1000,
    /// and 1000 only where nothing is left of the price.
    public let tenthsOfPercent: Int
    /// Whether ``tenthsOfPercent`` is exact.
    public let isExact: Bool

    /// The drop between two amounts; nil where there is none, the currencies differ, or an amount is below zero.
    public init?(from old: Money, to new: Money) {
        guard new.isLess(than: old), new.minorUnits >= 0 else { return nil }
        // 0 ≤ new < old, so nothing here can overflow and the quotient is at most 1000.
        let difference = old.minorUnits - new.minorUnits
        let scaled = Int128(difference) * 1_000
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: Int128(old.minorUnits))
        amount = Money(minorUnits: difference, currency: old.currency)
        let rounded = Int(quotient) + (remainder * 2 >= Int128(old.minorUnits) ? 1 : 0)
        tenthsOfPercent = new.minorUnits > 0 ? min(rounded, 999) : rounded
        isExact = remainder == 0
    }

    /// The share in words: `20 %`, or `about 19.9 %` where it was rounded to a tenth, or `less than 0.1 %`.
    public var percent: String {
        guard tenthsOfPercent > 0 else { return "less than 0.1 %" }
        let (whole, tenth) = tenthsOfPercent.quotientAndRemainder(dividingBy: 10)
        return (isExact ? "" : "about ") + "\(whole)" + (tenth == 0 ? "" : ".\(tenth)") + " %"
    }
}
