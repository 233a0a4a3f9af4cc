import SalesCore

extension PriceChartDrawing {
    /// Lines and labels of both axes.
    func axes(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        for mark in frame.priceMarks {
            let y = frame.price.y(mark.value)
            writer.element(
                "line",
                [
                    "class": "chart-grid", "x1": .number(frame.time.left), "x2": .number(frame.time.right),
                    "y1": .number(y), "y2": .number(y),
                ]
            )
            writer.element(
                "text",
                [
                    "class": "chart-label", "x": .number(frame.time.left - 8), "y": .number(y + 4),
                    "text-anchor": "end",
                ],
                text: mark.label
            )
        }
        writer.element(
            "line",
            [
                "class": "chart-axis", "x1": .number(frame.time.left), "x2": .number(frame.time.right),
                "y1": .number(frame.price.bottom), "y2": .number(frame.price.bottom),
            ]
        )
        for mark in frame.timeMarks {
            let x = frame.time.x(mark.moment)
            writer.element(
                "line",
                [
                    "class": "chart-tick", "x1": .number(x), "x2": .number(x), "y1": .number(frame.price.bottom),
                    "y2": .number(frame.price.bottom + PlotFrame.stripGap),
                ]
            )
            write(mark.label, "chart-label", around: x, y: frame.labelLine, &writer)
        }
        for (x, text) in contexts(frame) {
            write(text, "chart-context", around: x, y: frame.contextLine, isBold: true, &writer)
        }
    }

    /// The larger units, each where it begins and there is room; the first one yields to what comes soon after it.
    private func contexts(_ frame: PlotFrame) -> [(x: Double, text: String)] {
        var kept: [(x: Double, text: String)] = []
        var last = ""
        for mark in frame.timeMarks where mark.context != last {
            last = mark.context
            guard !mark.context.isEmpty else { continue }
            let x = frame.time.x(mark.moment)
            let room = ChartText.width(of: mark.context, isBold: true) + 8
            if let previous = kept.last, x - previous.x < room {
                guard kept.count == 1 else { continue }
                kept.removeLast()
            }
            kept.append((x, mark.context))
        }
        return kept
    }

    /// A text with its middle at a place, or as near to it as the edges of the picture allow.
    func write(
        _ text: String,
        _ name: String,
        around x: Double,
        y: Double,
        isBold: Bool = false,
        _ writer: inout SVGWriter
    ) {
        let half = ChartText.width(of: text, isBold: isBold) / 2
        let place = max(half + 2, min(x, layout.width - half - 2))
        writer.element(
            "text",
            ["class": .text(name), "x": .number(place), "y": .number(y), "text-anchor": "middle"],
            text: text
        )
    }

    /// What the shapes mean, in a row above the plot.
    func legend(_ frame: PlotFrame, _ writer: inout SVGWriter) {
        for placed in frame.legend.placed {
            sample(of: placed.entry, x: placed.x, y: placed.y - 4, &writer)
            writer.element(
                "text",
                ["class": "chart-label", "x": .number(placed.x + LegendRows.sample), "y": .number(placed.y)],
                text: placed.entry.words
            )
        }
    }

    private func sample(of entry: LegendRows.Entry, x: Double, y: Double, _ writer: inout SVGWriter) {
        let line: SVGWriter.Attributes = ["d": .text("M\(SVGValue.decimal(x)) \(SVGValue.decimal(y))h20")]
        switch entry {
        case .price: writer.element("path", ["class": "chart-price", "d": line[0].value])
        case .listPrice: writer.element("path", ["class": "chart-list", "d": line[0].value])
        case .range: box("chart-band", x: x, y: y - 5, width: 20, height: 10, &writer)
        case .outOfStock: hatched(x: x, y: y - PlotFrame.stripHeight / 2, width: 20, &writer)
        case .alert: diamond(x: x + 10, y: y, &writer)
        }
    }

    /// A rectangle of a class.
    func box(
        _ name: String,
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        _ writer: inout SVGWriter
    ) {
        writer.element(
            "rect",
            [
                "class": .text(name), "x": .number(x), "y": .number(y), "width": .number(width),
                "height": .number(height),
            ]
        )
    }
}
