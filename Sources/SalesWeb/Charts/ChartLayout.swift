/// How large a chart is drawn, in units of its viewBox: pixels where it is not scaled.
struct ChartLayout {
    /// The class by which the stylesheet knows it.
    let className: String
    /// The size of the viewBox.
    let width: Double
    let height: Double
    /// How many marks the axes have at most.
    let priceTicks: Int
    let timeTicks: Int
    /// Whether the last price is written beside the end of the line.
    let namesLastPrice: Bool

    /// For screens and paper.
    static let wide = ChartLayout(
        className: "chart-wide",
        width: 760,
        height: 360,
        priceTicks: 8,
        timeTicks: 8,
        namesLastPrice: true
    )

    /// For phones: as large letters on less room.
    static let narrow = ChartLayout(
        className: "chart-narrow",
        width: 360,
        height: 300,
        priceTicks: 6,
        timeTicks: 4,
        namesLastPrice: false
    )

    /// The size of letters; the stylesheet sets the same.
    static let letters = 12.0
    /// The same of the last price.
    static let largeLetters = 13.0
}
