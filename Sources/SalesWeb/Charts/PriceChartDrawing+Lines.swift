import SalesCore

extension PriceChartDrawing {
    /// Times out of stock: a wash over the plot, and a hatched strip below it that needs no colour to be seen.
    func stock(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        for span in outOfStock {
            let begin = frame.time.x(span.lowerBound)
            let width = max(2, frame.time.x(span.upperBound) - begin)
            let x = min(begin, frame.time.right - width)
            let height = frame.price.bottom - frame.price.top
            box("chart-out", x: x, y: frame.price.top, width: width, height: height, &writer)
            hatched(x: x, y: frame.stripTop, width: width, &writer)
        }
    }

    /// A hatched piece of the strip.
    func hatched(x: Double, y: Double, width: Double, _ writer: inout SVGWriter) {
        writer.element(
            "rect",
            [
                "class": "chart-strip", "x": .number(x), "y": .number(y), "width": .number(width),
                "height": .number(PlotFrame.stripHeight), "fill": "url(#\(id("hatch")))",
            ]
        )
    }

    /// The list price, the range of days and the price.
    func lines(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        let (time, price) = (frame.time, frame.price)
        writer.element(
            "path",
            [
                "class": "chart-fill", "fill": "url(#\(id("fade")))",
                "d": .text(StepPath.area(steps, time, upper: { price.y($0.last) }, lower: { _ in price.bottom })),
            ]
        )
        if frame.legend.placed.contains(where: { $0.entry == .range }) {
            let band = StepPath.area(steps, time, upper: { price.y($0.high) }, lower: { price.y($0.low) })
            writer.element("path", ["class": "chart-band", "d": .text(band)])
        }
        if !lists.isEmpty {
            writer.element("path", ["class": "chart-list", "d": .text(StepPath.line(lists, time, price))])
        }
        let away = StepPath.line(steps, time, price) { $0.isOutOfStock }
        if !away.isEmpty { writer.element("path", ["class": "chart-price chart-price-out", "d": .text(away)]) }
        let here = StepPath.line(steps, time, price) { !$0.isOutOfStock }
        if !here.isEmpty { writer.element("path", ["class": "chart-price", "d": .text(here)]) }
    }

    /// The rule's limit; where it is far from all prices, only where to look for it.
    func threshold(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        guard let threshold = chart.threshold else { return }
        let value = threshold.amount.minorUnits
        let words = "\(PriceChart.label(of: threshold)) \(MoneyFormat.text(threshold.amount))"
        guard frame.price.range.contains(value) else {
            let isBelow = value < frame.price.range.low
            let y = isBelow ? frame.price.bottom - 6 : frame.price.top + 12
            label(isBelow ? "↓ \(words)" : "↑ \(words)", y: y, frame, &writer)
            return
        }
        let y = frame.price.y(value)
        writer.element(
            "line",
            [
                "class": "chart-limit", "x1": .number(frame.time.left), "x2": .number(frame.time.right),
                "y1": .number(y), "y2": .number(y),
            ]
        )
        label(words, y: y - 6 < frame.price.top + 8 ? y + 14 : y - 6, frame, &writer)
    }

    private func label(_ words: String, y: Double, _ frame: PlotFrame, _ writer: inout SVGWriter) {
        writer.element(
            "text",
            ["class": "chart-limit-label", "x": .number(frame.time.left + 6), "y": .number(y)],
            text: words
        )
    }
}
