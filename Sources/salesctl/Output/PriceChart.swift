import SalesCore

/// A price history as a line of characters that fits a terminal: steps, because a price holds until it changes.
struct PriceChart {
    /// A price from a moment on.
    struct Point {
        let at: Timestamp
        let price: Money
    }

    /// All of one currency, oldest first.
    let points: [Point]
    /// The limit that the rule names.
    let limit: Money?
    /// The right edge.
    let end: Timestamp
    /// By whose clock its edges are named.
    var clock = LocalClock()

    /// The chart's rows.
    static let height = 10
    /// No chart is drawn narrower than this.
    static let minimumWidth = 30

    /// The chart as lines, the axis included; nil where there is nothing to draw.
    func lines(width: Int) -> [String]? {
        guard let first = points.first, width >= Self.minimumWidth else { return nil }
        let values = points.map(\.price.minorUnits) + (limit.map { [$0.minorUnits] } ?? [])
        guard let low = values.min(), let high = values.max() else { return nil }
        let limitLevel = limit.map { level($0.minorUnits, low: low, high: high) }
        var labels = [Int: String]()
        if let limit, let limitLevel { labels[limitLevel] = MoneyFormat.text(limit) }
        for (row, value) in [(Self.height - 1, high), (0, low)] {
            labels[row] = MoneyFormat.text(Money(minorUnits: value, currency: first.price.currency))
        }
        let margin = labels.values.map { PlainText.width($0) }.max() ?? 0
        let columns = width - margin - 2
        guard columns > 5 else { return nil }
        let levels = column(count: columns, low: low, high: high)
        return (0..<Self.height).reversed().map { row in
            let label = labels[row] ?? ""
            let cells = levels.indices.map { cell(row, levels, at: $0, limit: limitLevel) }
            return String(repeating: " ", count: margin - PlainText.width(label)) + label + " ┤" + cells.joined()
        } + [axis(margin: margin, columns: columns)]
    }

    /// The level of the price in each column.
    private func column(count: Int, low: Int64, high: Int64) -> [Int] {
        let first = points.first?.at ?? end
        let begin = first.milliseconds
        let span = max(1, (end - first).wholeMilliseconds)
        var index = 0
        return (0..<count).map { column in
            let moment = begin + span / Int64(count) * Int64(column + 1)
            while index + 1 < points.count, points[index + 1].at.milliseconds <= moment { index += 1 }
            return level(points[index].price.minorUnits, low: low, high: high)
        }
    }

    /// How high a value lies between two others; exact for every pair of amounts.
    private func level(_ value: Int64, low: Int64, high: Int64) -> Int {
        let span = UInt64(bitPattern: high &- low)
        guard span > 0 else { return Self.height / 2 }
        let part = UInt64(bitPattern: value &- low)
        return Int(span.dividingFullWidth(part.multipliedFullWidth(by: UInt64(Self.height - 1))).quotient)
    }

    private func cell(_ row: Int, _ levels: [Int], at index: Int, limit: Int?) -> String {
        let here = levels[index]
        let before = index > 0 ? levels[index - 1] : here
        if row == here, row == before { return "─" }
        if row == here { return before > here ? "╰" : "╭" }
        if row == before { return before > here ? "╮" : "╯" }
        if row > min(here, before), row < max(here, before) { return "│" }
        return row == limit ? "·" : " "
    }

    private func axis(margin: Int, columns: Int) -> String {
        let first = points.first.map { clock.minute($0.at) } ?? ""
        let last = clock.minute(end)
        let space = columns - first.count - last.count
        let text = space > 0 ? first + String(repeating: " ", count: space) + last : first
        return String(repeating: " ", count: margin + 2) + text
    }
}
