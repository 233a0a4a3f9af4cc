import SalesCore

/// Draws a ``PriceChart``: what lies behind first, what is pointed at last.
struct PriceChartDrawing {
    let chart: PriceChart
    let layout: ChartLayout
    let prefix: String
    /// The steps that are drawn; no more than ``ChartLimits/points``.
    let steps: [PriceStep]
    /// The list prices that are drawn: those that the price axis reaches.
    let lists: [PriceStep]
    /// When it was out of stock, as far as it can be told apart.
    let outOfStock: [ClosedRange<Int64>]
    /// Where things are; nil where no price is known.
    let frame: PlotFrame?

    /// A drawing.
    init(_ chart: PriceChart, layout: ChartLayout, prefix: String) {
        self.chart = chart
        self.layout = layout
        self.prefix = prefix
        let span = chart.span
        steps = ColumnThinning.thinned(chart.steps.steps, in: span, atMost: ChartLimits.points)
        outOfStock = ColumnThinning.merged(chart.steps.outOfStock, in: span, columns: ChartLimits.points / 3)
        guard let prices = chart.steps.range, let currency = chart.steps.currency else {
            lists = []
            frame = nil
            return
        }
        let near = chart.steps.lists.filter { prices.reaches($0.last) }
        lists = ColumnThinning.thinned(near, in: span, atMost: ChartLimits.points)
        var range = prices
        for list in lists { range.include(list.last) }
        if let limit = chart.threshold?.amount.minorUnits, prices.reaches(limit) { range.include(limit) }
        var legend: [LegendRows.Entry] = [.price]
        if steps.contains(where: { $0.low != $0.high }) { legend.append(.range) }
        if !lists.isEmpty { legend.append(.listPrice) }
        if !outOfStock.isEmpty { legend.append(.outOfStock) }
        if !chart.alerts.isEmpty { legend.append(.alert) }
        let padded = range.low < range.high ? range.padded : range
        frame = PlotFrame(chart, range: padded, currency: currency, layout: layout, legend: legend)
    }

    /// An id of this drawing.
    func id(_ part: String) -> String { ChartText.identifier(prefix, part) }

    /// The `svg` element.
    var svg: String {
        var writer = SVGWriter()
        writer.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "chart \(layout.className)",
                "viewBox": "0 0 \(SVGValue.decimal(layout.width)) \(SVGValue.decimal(layout.height))",
                "role": "img",
                "aria-labelledby": "\(id("title")) \(id("desc"))",
            ]
        ) { writer in
            writer.element("title", ["id": .text(id("title"))], text: chart.title)
            writer.element("desc", ["id": .text(id("desc"))], text: chart.summary)
            writer.element(
                "rect",
                ["class": "chart-surface", "width": .number(layout.width), "height": .number(layout.height)]
            )
            guard let frame else {
                writer.element(
                    "text",
                    [
                        "class": "chart-none", "x": .number(layout.width / 2), "y": .number(layout.height / 2),
                        "text-anchor": "middle",
                    ],
                    text: "No price is known yet"
                )
                return
            }
            definitions(&writer)
            legend(frame, &writer)
            stock(frame, &writer)
            axes(frame, &writer)
            lines(frame, &writer)
            threshold(frame, &writer)
            extremes(frame, &writer)
            spots(frame, &writer)
            alerts(frame, &writer)
        }
        return writer.text
    }

    /// The hatching of times out of stock, and the fading colour below the line.
    private func definitions(_ writer: inout SVGWriter) {
        writer.element("defs", [:]) { writer in
            writer.element(
                "pattern",
                [
                    "id": .text(id("hatch")), "width": "5", "height": "5", "patternUnits": "userSpaceOnUse",
                    "patternTransform": "rotate(45)",
                ]
            ) { writer in
                writer.element("rect", ["class": "chart-hatch-ground", "width": "5", "height": "5"])
                writer.element("line", ["class": "chart-hatch", "x1": "1", "y1": "0", "x2": "1", "y2": "5"])
            }
            writer.element(
                "linearGradient",
                ["id": .text(id("fade")), "x1": "0", "y1": "0", "x2": "0", "y2": "1"]
            ) { writer in
                writer.element("stop", ["class": "chart-fade-top", "offset": "0"])
                writer.element("stop", ["class": "chart-fade-bottom", "offset": "1"])
            }
        }
    }
}
