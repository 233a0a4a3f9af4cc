import SalesCore

extension PriceChartDrawing {
    /// The lowest price and the last one.
    func extremes(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        guard let last = steps.last, let lowest = steps.min(by: { $0.low < $1.low }), let range = chart.steps.range
        else { return }
        if lowest.low < last.last, lowest.low < range.high {
            let x = frame.time.x(lowest.begin)
            let y = frame.price.y(lowest.low)
            dot("chart-low", x: x, y: y, radius: 4, &writer)
            let below = y + 18
            let words = "Lowest \(chart.money(lowest.low))"
            let half = ChartText.width(of: words, isBold: true) / 2
            let place = max(frame.time.left + half, min(x, frame.time.right - half))
            let line = below < frame.price.bottom ? below : y - 10
            write(words, "chart-note", around: place, y: line, isBold: true, &writer)
        }
        let x = frame.time.x(last.end)
        let y = frame.price.y(last.last)
        dot("chart-last", x: x, y: y, radius: 4.5, &writer)
        guard layout.namesLastPrice else { return }
        let text = chart.money(last.last)
        let width = ChartText.width(of: text, size: ChartLayout.largeLetters, isBold: true)
        let isAtEdge = x + 10 + width <= layout.width
        writer.element(
            "text",
            [
                "class": "chart-now", "x": .number(isAtEdge ? x + 10 : x), "y": .number(isAtEdge ? y + 4 : y - 10),
                "text-anchor": isAtEdge ? "start" : "end",
            ],
            text: text
        )
    }

    private func dot(_ name: String, x: Double, y: Double, radius: Double, _ writer: inout SVGWriter) {
        writer.element(
            "circle",
            ["class": .text(name), "cx": .number(x), "cy": .number(y), "r": .number(radius)]
        )
    }

    /// The alerts; those too near to each other to be told apart are one mark.
    func alerts(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        var rest = chart.alerts[...]
        while let first = rest.first {
            let x = frame.time.x(first.at.milliseconds)
            let near = rest.prefix { frame.time.x($0.at.milliseconds) - x < Self.alertRoom }
            rest = rest.dropFirst(near.count)
            let newest = near.last ?? first
            writer.element("g", ["class": "chart-alert-group"]) { writer in
                writer.element("title", [:], text: words(of: newest, among: near.count))
                diamond(
                    x: frame.time.x(newest.at.milliseconds),
                    y: frame.price.y(height(of: newest, frame)),
                    &writer
                )
            }
        }
    }

    /// A diamond is no wider than this.
    private static let alertRoom = 12.0

    private func height(of alert: PriceChart.AlertMark, _ frame: PlotFrame) -> Int64 {
        if let price = alert.price, price.currency == chart.steps.currency { return price.minorUnits }
        return chart.steps.step(at: alert.at.milliseconds)?.last ?? frame.price.range.low
    }

    private func words(of alert: PriceChart.AlertMark, among count: Int) -> String {
        let moment = TimestampWords.minute(alert.at, zone: chart.zone)
        let words = ForeignText.line(alert.words, limit: ChartLimits.words)
        let told = [alert.price.map { MoneyFormat.text($0) }, words.isEmpty ? nil : words].compactMap { $0 }
        let text = "You were told at \(moment)" + (told.isEmpty ? "" : ": " + told.joined(separator: ", "))
        return count > 1 ? "\(count) alerts. Last: \(text)" : text
    }

    /// The mark of an alert.
    func diamond(x: Double, y: Double, _ writer: inout SVGWriter) {
        let path = "M\(SVGValue.decimal(x)) \(SVGValue.decimal(y - 6))l6 6l-6 6l-6 -6Z"
        writer.element("path", ["class": "chart-alert", "d": .text(path)])
    }
}
