import SalesCore

extension PageChange {
    /// The difference between two prices; nil where there is none, or they are of two currencies.
    init?(from old: Money, to new: Money, for reader: Reader, than: String = "") {
        if let drop = PriceDrop(from: old, to: new) {
            let share = Self.percent(drop.amount, of: old, isAll: new.minorUnits == 0)
            self.init(
                tone: .good,
                icon: "down",
                direction: "fell by",
                text: "\(reader.money(drop.amount)) (\(share))",
                than: than
            )
        } else if let rise = PriceDrop(from: new, to: old) {
            let share = old.isPositive ? " (\(Self.percent(rise.amount, of: old, isAll: true)))" : ""
            self.init(tone: .bad, icon: "up", direction: "rose by", text: reader.money(rise.amount) + share, than: than)
        } else {
            return nil
        }
    }

    /// A difference as a share of the old price, in whole percents: "33 %".
    ///
    /// - Parameter isAll: whether it may be the whole price; else 99 % is the most, since something is left of it.
    private static func percent(_ difference: Money, of old: Money, isAll: Bool) -> String {
        let hundreds = Int128(difference.minorUnits) * 100
        let (quotient, remainder) = hundreds.quotientAndRemainder(dividingBy: Int128(old.minorUnits))
        let rounded = quotient + (remainder * 2 >= Int128(old.minorUnits) ? 1 : 0)
        guard rounded > 0 else { return "under 1 %" }
        return "\(isAll ? rounded : min(rounded, 99)) %"
    }
}
