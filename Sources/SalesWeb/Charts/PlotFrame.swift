import Foundation
import SalesCore

/// Where things are in a chart: the scales, the marks of the axes and the room around the plot.
struct PlotFrame {
    let layout: ChartLayout
    let time: TimeScale
    let price: PriceScale
    /// The marks of the price axis from below, with their labels.
    let priceMarks: [(value: Int64, label: String)]
    /// The marks of the time axis.
    let timeMarks: [TimeTick]
    /// The legend's entries.
    let legend: LegendRows

    /// The room between the plot and the strip of stock, and the strip's height.
    static let stripGap = 4.0
    static let stripHeight = 8.0

    /// The frame around prices.
    ///
    /// - Parameters:
    ///   - chart: what is drawn.
    ///   - range: what the price axis must cover.
    ///   - currency: the currency of the prices.
    ///   - layout: the size.
    init(_ chart: PriceChart, range: PriceRange, currency: Currency, layout: ChartLayout, legend: [LegendRows.Entry]) {
        let ticks = PriceTicks(covering: range, atMost: layout.priceTicks)
        let labels = AxisMoney.labels(of: ticks, currency: currency)
        let margin = labels.map { ChartText.width(of: $0) }.max() ?? 0
        let left = min(margin + 16, layout.width * 0.6)
        var right = layout.width - 16
        if layout.namesLastPrice, let last = chart.steps.steps.last {
            let text = MoneyFormat.text(Money(minorUnits: last.last, currency: currency))
            right -= min(ChartText.width(of: text, size: ChartLayout.largeLetters, isBold: true), layout.width * 0.2)
        }
        self.layout = layout
        self.legend = LegendRows(legend, width: layout.width - 16)
        priceMarks = Array(zip(ticks.values, labels)).map { (value: $0.0, label: $0.1) }
        time = TimeScale(span: chart.span, left: left, width: right - left)
        price = PriceScale(
            range: PriceRange(ticks.values.first ?? range.low, ticks.values.last ?? range.high),
            top: self.legend.height + 18,
            bottom: layout.height - 44 - Self.stripGap - Self.stripHeight
        )
        timeMarks = TimeTicks.marks(of: chart.span, zone: chart.zone, atMost: layout.timeTicks)
    }

    /// The upper edge of the strip that shows when the product was out of stock.
    var stripTop: Double { price.bottom + Self.stripGap }
    /// The base lines of the time axis's two lines of text.
    var labelLine: Double { stripTop + Self.stripHeight + 15 }
    var contextLine: Double { labelLine + 15 }
}
