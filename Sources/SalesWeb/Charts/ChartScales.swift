/// Where a moment lies across the plot.
struct TimeScale {
    /// What is shown.
    let span: ChartSpan
    /// Where it begins and how wide it is, in units of the viewBox.
    let left: Double
    let width: Double

    /// The right edge.
    var right: Double { left + width }

    /// The place of a moment; moments outside are at the edges.
    func x(_ moment: Int64) -> Double { left + span.share(of: moment) * width }
}

/// Where an amount lies on the height of the plot.
struct PriceScale {
    /// What the height stands for.
    let range: PriceRange
    /// The upper and the lower edge, in units of the viewBox; y grows downwards.
    let top: Double
    let bottom: Double

    /// The place of an amount; amounts outside are at the edges.
    func y(_ value: Int64) -> Double {
        guard range.extent > 0 else { return (top + bottom) / 2 }
        let inside = min(max(value, range.low), range.high)
        return bottom - Double(UInt64(bitPattern: inside &- range.low)) / Double(range.extent) * (bottom - top)
    }
}
