import SalesCore

/// Amounts beside a price axis: as people write them, without the pence where none of them has any.
enum AxisMoney {
    /// The labels of marks.
    static func labels(of ticks: PriceTicks, currency: Currency) -> [String] {
        let whole = (0..<currency.minorUnitDigits).reduce(Int64(1)) { power, _ in power * 10 }
        let scale = scale(of: ticks, whole: whole)
        let isWhole = (ticks.step / scale.units).isMultiple(of: whole)
        return ticks.values.map { value in
            let units = value / scale.units
            // The least and the largest amount stand for marks beyond them, and are no multiples.
            let text = MoneyFormat.text(Money(minorUnits: isWhole ? units / whole * whole : units, currency: currency))
            guard isWhole, whole > 1 else { return text + scale.name }
            return text.replacing("." + String(repeating: "0", count: currency.minorUnitDigits), with: "") + scale.name
        }
    }

    /// What amounts are divided by where all marks are many digits long and end in as many zeros.
    private static func scale(of ticks: PriceTicks, whole: Int64) -> (units: Int64, name: String) {
        let largest = ticks.values.map(\.magnitude).max() ?? 0
        for (units, name) in scales {
            let (unit, overflow) = units.multipliedReportingOverflow(by: whole)
            if !overflow, largest / 10 >= unit.magnitude, ticks.step.isMultiple(of: units) {
                return (units, name)
            }
        }
        return (1, "")
    }

    private static let scales: [(Int64, String)] = [
        (1_000_000_000_000, " tn"), (1_000_000_000, " bn"), (1_000_000, " m"),
    ]
}
