/// The marks of a price axis: multiples of 1, 2 or 5 times a power of ten, in minor units.
struct PriceTicks: Equatable {
    /// The distance of two marks.
    let step: Int64
    /// The marks, rising; the first is not above and the last not below what they cover.
    ///
    /// Where a multiple lies beyond what an amount can be, the least or the largest amount stands for it.
    let values: [Int64]

    /// Marks that cover a range, as close as their number allows.
    ///
    /// - Parameters:
    ///   - range: What is covered; a range of one value is widened first.
    ///   - limit: How many marks there are at most; fewer than 5 are 5, which all amounts there are need.
    init(covering range: PriceRange, atMost limit: Int) {
        let range = range.low < range.high ? range : range.widened
        let limit = Int64(max(5, limit))
        for step in Self.steps {
            let first = Self.quotient(range.low, step, roundedUp: false)
            let last = Self.quotient(range.high, step, roundedUp: true)
            let (count, overflow) = last.subtractingReportingOverflow(first)
            guard !overflow, count < limit else { continue }
            self.step = step
            values = (first...last).map { index in
                let (value, overflow) = index.multipliedReportingOverflow(by: step)
                return overflow ? (index < 0 ? .min : .max) : value
            }
            return
        }
        // The largest step is enough for all amounts.
        step = 1
        values = [range.low, range.high]
    }

    /// 1, 2, 5, 10 … 5·10^18; the last one needs five marks for all amounts there are.
    static let steps: [Int64] = {
        var steps: [Int64] = []
        var power: Int64 = 1
        while true {
            steps += [power, 2 * power, 5 * power]
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            guard !overflow, next <= Int64.max / 5 else { return steps }
            power = next
        }
    }()

    private static func quotient(_ value: Int64, _ divisor: Int64, roundedUp: Bool) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        if roundedUp { return remainder > 0 ? quotient + 1 : quotient }
        return remainder < 0 ? quotient - 1 : quotient
    }
}
