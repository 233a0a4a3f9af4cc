import SalesHTML

/// Tells former prices by what the page says was taken off: where £20 and £25 stand beside "-20 %", £25 is the old price.
///
/// Many pages strike old prices through in their style sheets alone, under names that say nothing. Numbers cannot lie that
/// way: the percentage or the amount saved fits the two prices, or it does not.
struct SaleArithmetic {
    let page: PageText

    /// How many pieces of text apart the two prices, and what was saved, may stand.
    static let reach = 6
    /// The longest text that tells what was saved, in bytes.
    private static let longestText = 60

    /// Makes former prices of those that the arithmetic shows to be.
    func apply(to spots: inout [PriceSpot]) {
        for high in spots.indices where mayBePaid(spots[high]) {
            let isFormer = spots.indices.contains { low in
                mayBePaid(spots[low]) && abs(spots[low].run - spots[high].run) <= Self.reach
                    && isSale(from: spots[high], to: spots[low])
            }
            guard isFormer else { continue }
            spots[high].kind = .list
            spots[high].isStruck = true
            spots[high].reasons.append("is the price before what was saved")
        }
    }

    private func mayBePaid(_ spot: PriceSpot) -> Bool {
        spot.kind == .current && !spot.isAside && spot.value.readings.count == 1 && spot.upper == nil
    }

    private func isSale(from high: PriceSpot, to low: PriceSpot) -> Bool {
        guard DecimalOrder.isLess(low.value.amount, high.value.amount), high.value.currency == low.value.currency,
            let old = Self.cents(high.value.amount), let new = Self.cents(low.value.amount), old > new
        else { return false }
        let around = min(low.run, high.run) - 3...max(low.run, high.run) + 4
        return around.contains { index in
            guard page.runs.indices.contains(index) else { return false }
            let text = page.runs[index].text
            guard text.utf8.count <= Self.longestText else { return false }
            return Self.percentages(in: text).contains { Self.fits($0, old: old, new: new) }
        }
    }

    /// Whether so many percent lead from one price to the other, rounded either way.
    private static func fits(_ percent: Int, old: Int64, new: Int64) -> Bool {
        guard (1...99).contains(percent), old <= Int64.max / 200 else { return false }
        let saved = (old - new) * 100
        return saved > Int64(percent - 1) * old && saved < Int64(percent + 1) * old
    }

    /// The whole numbers right before or behind a percent sign.
    static func percentages(in text: String) -> [Int] {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.filter { percentSigns.contains(scalars[$0]) }.flatMap { sign in
            let before = digits(scalars[..<sign].reversed()).reversed()
            return [Array(before), digits(scalars[(sign + 1)...])].compactMap { $0.isEmpty ? nil : number($0) }
        }
    }

    /// The digits that a sequence begins with, behind at most one space.
    private static func digits(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8] {
        var digits: [UInt8] = []
        for (index, scalar) in scalars.enumerated() {
            if index == 0, scalar.properties.isWhitespace { continue }
            guard let digit = ScalarClass.digit(scalar), digits.count < 4 else { break }
            digits.append(digit)
        }
        return digits
    }

    private static func number(_ digits: [UInt8]) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }

    private static let percentSigns: Set<Unicode.Scalar> = ["%", "％", "٪"]

    private static func cents(_ amount: String) -> Int64? {
        PlainDecimal(amount).flatMap { Int64($0.whole + ($0.fraction + "000").prefix(3)) }
    }
}
