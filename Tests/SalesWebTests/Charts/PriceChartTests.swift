import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("A price chart")
struct PriceChartTests {
    private static let layouts: [ChartLayout] = [.wide, .narrow]

    /// Everything that is written for a chart.
    private func pictures(_ chart: PriceChart) -> [String] {
        Self.layouts.map { chart.svg($0, prefix: "p") } + [Sparkline(chart).svg(prefix: "p")]
    }

    @Test("is well-formed and safe for every name", arguments: ChartSample.hostileNames)
    func hostileNames(name: String) throws {
        let chart = PriceChart(
            of: name,
            history: .points(ChartSample.points),
            now: ChartSample.now,
            threshold: PriceChart.Threshold(amount: Sample.pounds(4_000), label: name),
            alerts: [PriceChart.AlertMark(at: ChartSample.ago(2), words: name)]
        )
        for picture in pictures(chart) {
            let svg = try #require(ParsedSVG(picture))
            #expect(svg.named("script").isEmpty)
            #expect(svg.named("style").isEmpty)
            let names = svg.elements.flatMap(\.attributes.keys)
            #expect(names.allSatisfy { $0 != "style" && !$0.lowercased().hasPrefix("on") && !$0.contains("href") })
            #expect(picture.utf8.count < 40_000)
        }
    }

    @Test("lies within its viewBox, whatever it is given", arguments: ChartSample.hostileHistories.indices)
    func insideTheViewBox(index: Int) throws {
        let sample = ChartSample.hostileHistories[index]
        for amount in [Int64.min, 0, 4_000, .max] {
            let chart = PriceChart(
                of: "Kettle",
                history: sample.history,
                now: ChartSample.now,
                threshold: PriceChart.Threshold(amount: Sample.pounds(amount)),
                alerts: [0, 0.1, 1, 5].map { days in
                    PriceChart.AlertMark(at: ChartSample.ago(days), price: Sample.pounds(amount))
                }
            )
            for picture in pictures(chart) {
                let svg = try #require(ParsedSVG(picture), "\(sample.name)")
                let (width, height) = svg.size
                #expect(width > 0 && height > 0)
                let outside = svg.places.filter { place in
                    !(place.x >= 0 && place.x <= width && place.y >= 0 && place.y <= height)
                }
                #expect(outside.isEmpty, "\(sample.name) \(amount)")
            }
            _ = chart.table
            #expect(!chart.summary.isEmpty)
        }
    }

    @Test("is the same text for the same input")
    func deterministic() {
        #expect(pictures(ChartSample.chart()) == pictures(ChartSample.chart()))
    }

    @Test("writes numbers with one decimal at most")
    func decimals() throws {
        let number = try Regex("[0-9]+\\.[0-9]{2,}")
        for picture in pictures(ChartSample.chart()) {
            let svg = try #require(ParsedSVG(picture))
            let values = svg.elements.flatMap { element in
                element.attributes.filter { !["id", "aria-labelledby", "class", "xmlns"].contains($0.key) }.values
            }
            #expect(values.allSatisfy { $0.firstMatch(of: number) == nil })
        }
    }

    @Test("is an image with a title and a description, by ids of its own")
    func accessible() throws {
        let chart = ChartSample.chart()
        for picture in pictures(chart) {
            let svg = try #require(ParsedSVG(picture))
            let root = try #require(svg.elements.first)
            #expect(root.attributes["role"] == "img")
            #expect(svg.elements[1].text == "Price of Kettle")
            #expect(svg.elements[2].text == chart.summary)
            let ids = [svg.elements[1], svg.elements[2]].map { $0.attributes["id"] ?? "" }
            #expect(root.attributes["aria-labelledby"] == ids.joined(separator: " "))
        }
    }

    @Test("has ids that no chart of another prefix has, and refers to its own only")
    func ids() throws {
        let prefixes = ["1", "2", "a b", "a-b", "a_b", "a\"b", "ä", ""]
        var all: [String] = []
        for prefix in prefixes {
            let svg = try #require(ParsedSVG(ChartSample.chart().svg(prefix: prefix)))
            let ids = svg.elements.compactMap { $0.attributes["id"] }
            #expect(ids.allSatisfy { !$0.contains(" ") && !$0.contains("\"") })
            let used = svg.elements.compactMap { $0.attributes["fill"] }.filter { $0.hasPrefix("url(#") }
            #expect(used.allSatisfy { ids.contains(String($0.dropFirst(5).dropLast())) })
            all += ids
        }
        #expect(Set(all).count == all.count)
    }

    @Test("shows times out of stock by a pattern and a dotted line, not by colour alone")
    func outOfStock() throws {
        let svg = try #require(ParsedSVG(ChartSample.chart().svg(prefix: "p")))
        // One in the legend.
        #expect(svg.ofClass("chart-strip").count == 2)
        #expect(svg.ofClass("chart-strip").allSatisfy { $0.attributes["fill"] == "url(#chart-p-hatch)" })
        #expect(svg.ofClass("chart-price-out").count == 1)
        #expect(svg.ofClass("chart-label").map(\.text).contains("Out of stock"))
    }

    @Test("breaks the line at gaps")
    func gaps() throws {
        let chart = PriceChart(
            of: "Kettle",
            history: .points([ChartSample.point(9, 500), ChartSample.point(1, 400)]),
            now: ChartSample.now,
            holding: PriceHolding(gaps: [ChartSample.ago(6)..<ChartSample.ago(4)])
        )
        let svg = try #require(ParsedSVG(Sparkline(chart).svg(prefix: "p")))
        let path = try #require(svg.ofClass("sparkline-line").first?.attributes["d"])
        #expect(path == "M4 4H41.3M66.2 4H103.6V28H116")
    }

    @Test("names the rule's limit on its line, and points to it where it is far away")
    func limit() throws {
        func label(_ pence: Int64) throws -> String? {
            let chart = PriceChart(
                of: "Kettle",
                history: .points(ChartSample.points),
                now: ChartSample.now,
                threshold: PriceChart.Threshold(amount: Sample.pounds(pence))
            )
            let svg = try #require(ParsedSVG(chart.svg(prefix: "p")))
            let text = svg.ofClass("chart-limit-label").first?.text
            #expect(svg.ofClass("chart-limit").count == (text?.hasPrefix("Your") == true ? 1 : 0))
            return text
        }
        #expect(try label(4_000) == "Your limit £40.00")
        #expect(try label(1) == "↓ Your limit £0.01")
        #expect(try label(9_000_000) == "↑ Your limit £90,000.00")
    }

    @Test("draws no limit of another currency")
    func foreignLimit() {
        let chart = PriceChart(
            of: "Kettle",
            history: .points(ChartSample.points),
            now: ChartSample.now,
            threshold: PriceChart.Threshold(amount: Sample.money(4_000, "USD"))
        )
        #expect(!chart.svg(prefix: "p").contains("limit"))
    }

    @Test("marks the alerts, and as one those that are too near to each other")
    func alerts() throws {
        let times = [50, 49.99, 49.98, 10, 200]
        let chart = PriceChart(
            of: "Kettle",
            history: .points(ChartSample.points),
            now: ChartSample.now,
            alerts: times.map { PriceChart.AlertMark(at: ChartSample.ago($0), price: Sample.pounds(4_799)) }
        )
        let svg = try #require(ParsedSVG(chart.svg(prefix: "p")))
        let texts = svg.ofClass("chart-alert-group").map(\.text)
        #expect(texts.count == 2)
        #expect(texts.first?.hasPrefix("3 alerts. Last: You were told at 2026-10-05 12:28: £47.99") == true)
        #expect(texts.last == "You were told at 2026-11-14 12:00: £47.99")
    }

    @Test("draws a list price only where it does not press the prices flat")
    func farListPrice() throws {
        let near = ChartSample.point(9, 4_000, list: 5_000)
        let far = ChartSample.point(9, 4_000, list: .max)
        for (point, count) in [(near, 2), (far, 0)] {
            let chart = PriceChart(of: "Kettle", history: .points([point]), now: ChartSample.now)
            let svg = try #require(ParsedSVG(chart.svg(prefix: "p")))
            #expect(svg.ofClass("chart-list").count == count)
        }
    }

    @Test("stays small with 100,000 points, and shows the one low price among them")
    func many() throws {
        var random = SeededRandom(seed: 5)
        let points = (0..<100_000).map { index in
            let pence = index == 61_234 ? 1_000 : Int64.random(in: 4_000...4_800, using: &random)
            let stock: Availability = index.isMultiple(of: 3) ? .outOfStock : .inStock
            return ChartSample.point(Double(100_000 - index) / 1_200, pence, list: pence + 500, stock)
        }
        let chart = PriceChart(of: "Kettle", history: .points(points), now: ChartSample.now)
        let drawing = PriceChartDrawing(chart, layout: .wide, prefix: "p")
        #expect(drawing.steps.count <= ChartLimits.points)
        #expect(drawing.lists.count <= ChartLimits.points)
        #expect(drawing.steps.contains { $0.low == 1_000 })
        let svg = try #require(ParsedSVG(drawing.svg))
        let low = try #require(svg.ofClass("chart-low").first?.attributes["cy"].flatMap { Double($0) })
        let drawn = svg.ofClass("chart-price").flatMap { ParsedSVG.places(ofPath: $0.attributes["d"] ?? "") }
        #expect(drawn.contains { $0.y == low })
        #expect(drawing.svg.utf8.count < 160_000)
        #expect(Sparkline(chart).svg(prefix: "p").utf8.count < 4_000)
        #expect(chart.table.rows.count == ChartLimits.rows)
        #expect(chart.table.omitted == chart.steps.steps.count - ChartLimits.rows)
    }

    @Test("says so where no price is known")
    func none() throws {
        let chart = PriceChart(of: "Kettle", history: .points([]), now: ChartSample.now)
        let svg = try #require(ParsedSVG(chart.svg(prefix: "p")))
        #expect(svg.ofClass("chart-none").first?.text == "No price is known yet")
        #expect(chart.table.rows.isEmpty)
    }
}
