import Foundation
import Testing

@testable import SalesWeb

@Suite("The stylesheet of charts")
struct ChartStyleTests {
    /// The colours of the schemes by the text that begins their rules.
    private static func colours(after begin: String) throws -> [String: String] {
        let start = try #require(ChartStyle.css.range(of: begin)).upperBound
        let block = ChartStyle.css[start...].prefix { $0 != "}" }
        return block.split(separator: "\n").reduce(into: [:]) { colours, line in
            let parts = line.split(separator: ":").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " ;")) }
            if parts.count == 2 { colours[parts[0]] = parts[1] }
        }
    }

    @Test(
        "has 4.5:1 for text and 3:1 for shapes, on the surface and on the wash of times out of stock",
        arguments: ["", "(prefers-color-scheme: dark) {\n", "@media print {\n"]
    )
    func contrasts(scheme: String) throws {
        let begin = ".chart, .sparkline {"
        var colours = try Self.colours(after: begin)
        if !scheme.isEmpty {
            colours.merge(try Self.colours(after: "\(scheme)  \(begin)")) { $1 }
        }
        for ground in ["--chart-surface", "--chart-out"] {
            let surface = try #require(colours[ground])
            for name in ["text", "note", "limit-text"] {
                let colour = try #require(colours["--chart-\(name)"])
                #expect(try Contrast.ratio(colour, surface) >= 4.5, "\(name) on \(ground)")
            }
            for name in ["axis", "price", "list", "limit", "hatch", "alert"] {
                let colour = try #require(colours["--chart-\(name)"])
                #expect(try Contrast.ratio(colour, surface) >= 3, "\(name) on \(ground)")
            }
        }
        let tip = try #require(colours["--chart-tip"])
        #expect(try Contrast.ratio(try #require(colours["--chart-tip-text"]), tip) >= 4.5)
    }

    @Test("knows every class that a chart has, but for those that only name a group")
    func classes() throws {
        let chart = ChartSample.chart()
        let days = PriceChart(
            of: "Kettle",
            history: .days([ChartSample.day(1, low: 1, high: 3, close: 2)]),
            now: ChartSample.now
        )
        let none = PriceChart(of: "Kettle", history: .points([]), now: ChartSample.now)
        let pictures = [chart, days, none].flatMap { chart in
            [chart.svg(prefix: "p"), chart.svg(.narrow, prefix: "p"), Sparkline(chart).svg(prefix: "p")]
        }
        for picture in pictures {
            let names = Set(try #require(ParsedSVG(picture)).elements.flatMap(\.classes))
            for name in names.subtracting(["chart-alert-group", "chart-label"]) {
                #expect(ChartStyle.css.contains(".\(name)"), "\(name)")
            }
        }
    }

    @Test("leaves to the picture what refers to its own patterns")
    func fills() {
        for name in ["chart-strip", "chart-fill"] {
            let rules = ChartStyle.css.split(separator: "}").filter { $0.contains(".\(name) {") }
            #expect(rules.allSatisfy { !$0.contains("fill:") && !$0.contains("fill :") })
        }
    }

    @Test("loads nothing and imports nothing")
    func closed() {
        #expect(!ChartStyle.css.contains("url("))
        #expect(!ChartStyle.css.contains("@import"))
    }
}
