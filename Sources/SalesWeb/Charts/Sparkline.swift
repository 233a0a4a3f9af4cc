import Foundation
import SalesCore

/// The prices of one product as one small line, for a list.
///
/// It has the rules of a ``PriceChart``: steps, gaps, one currency, bounded size, no script and no style.
struct Sparkline {
    /// What it shows, in the same words.
    let chart: PriceChart

    /// The size of the viewBox.
    static let width = 120.0
    static let height = 32.0
    /// Room for the mark and the line's own width.
    private static let margin = 4.0

    /// A sparkline of a chart; its limit and alerts are not drawn.
    init(_ chart: PriceChart) { self.chart = chart }

    /// The picture, as an `svg` element for a page.
    ///
    /// - Parameter prefix: begins every id in it; two pictures of one page need two.
    func svg(prefix: String) -> String {
        let title = ChartText.identifier(prefix, "title")
        let desc = ChartText.identifier(prefix, "desc")
        var writer = SVGWriter()
        writer.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "sparkline",
                "viewBox": "0 0 \(SVGValue.decimal(Self.width)) \(SVGValue.decimal(Self.height))", "role": "img",
                "aria-labelledby": "\(title) \(desc)",
            ]
        ) { writer in
            writer.element("title", ["id": .text(title)], text: chart.title)
            writer.element("desc", ["id": .text(desc)], text: chart.summary)
            draw(&writer)
        }
        return writer.text
    }

    private func draw(_ writer: inout SVGWriter) {
        let steps = ColumnThinning.thinned(chart.steps.steps, in: chart.span, atMost: ChartLimits.sparklinePoints)
        guard let range = chart.steps.range, let last = steps.last else {
            writer.element(
                "path",
                ["class": "sparkline-none", "d": "M\(SVGValue.decimal(Self.margin)) 16H\(SVGValue.decimal(116))"]
            )
            return
        }
        let time = TimeScale(span: chart.span, left: Self.margin, width: Self.width - 2 * Self.margin)
        let price = PriceScale(range: range, top: Self.margin, bottom: Self.height - Self.margin)
        writer.element("path", ["class": "sparkline-line", "d": .text(StepPath.line(steps, time, price))])
        writer.element(
            "circle",
            [
                "class": last.isOutOfStock ? "sparkline-last sparkline-out" : "sparkline-last",
                "cx": .number(time.x(last.end)), "cy": .number(price.y(last.last)), "r": "3",
            ]
        )
    }
}
