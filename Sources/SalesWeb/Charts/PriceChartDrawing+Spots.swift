import SalesCore

extension PriceChartDrawing {
    /// Places that tell their price when pointed at: hover is the stylesheet's, no script is needed.
    func spots(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        let groups = ColumnThinning.grouped(steps, in: chart.span, columns: ChartLimits.spots)
        for (index, group) in groups.enumerated() {
            guard let first = group.first, let last = group.last else { continue }
            let left = frame.time.x(first.begin)
            let next = index + 1 < groups.count ? groups[index + 1].first?.begin : nil
            let right = min(frame.time.x(next ?? last.end), frame.time.x(last.end))
            guard right - left >= 0.1 else { continue }
            writer.element("g", ["class": "chart-spot"]) { writer in
                box(
                    "chart-hit",
                    x: left,
                    y: frame.price.top,
                    width: right - left,
                    height: frame.price.bottom - frame.price.top,
                    &writer
                )
                writer.element(
                    "path",
                    ["class": "chart-cross", "d": .text(StepPath.line(Array(group), frame.time, frame.price))]
                )
                tip(words(of: group), around: (left + right) / 2, frame, &writer)
            }
        }
    }

    private func words(of group: ArraySlice<PriceStep>) -> String {
        guard let first = group.first, let last = group.last else { return "" }
        let low = group.lazy.map(\.low).min() ?? last.low
        let high = group.lazy.map(\.high).max() ?? last.high
        let price = low == high ? chart.money(low) : "\(chart.money(low)) to \(chart.money(high))"
        let begin = chart.day(first.begin)
        let end = chart.day(last.end)
        let stock = group.contains { $0.isOutOfStock } ? ", out of stock" : ""
        return "\(price)\(stock) · " + (begin == end ? begin : layout.namesLastPrice ? "\(begin) to \(end)" : begin)
    }

    /// A small box above the plot.
    private func tip(_ words: String, around x: Double, _ frame: PlotFrame, _ writer: inout SVGWriter) {
        let width = min(ChartText.width(of: words, isBold: true) + 16, layout.width)
        let middle = max(width / 2, min(x, layout.width - width / 2))
        let top = frame.price.top - 18
        writer.element(
            "rect",
            [
                "class": "chart-tip-box", "x": .number(middle - width / 2), "y": .number(top), "width": .number(width),
                "height": "22", "rx": "5",
            ]
        )
        writer.element(
            "text",
            ["class": "chart-tip", "x": .number(middle), "y": .number(top + 15), "text-anchor": "middle"],
            text: words
        )
    }
}
