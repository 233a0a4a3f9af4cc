/// Rows in columns that fit a terminal: the widest text column gives way first.
struct Table {
    /// A column.
    struct Column {
        /// The heading.
        let title: String
        /// Whether numbers stand in it, which are aligned to the right and never cut.
        let isNumeric: Bool

        init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    /// Two spaces stand between columns.
    private static let gap = "  "
    /// No text column is made narrower than this.
    private static let narrowest = 8

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row with a text for each column; foreign text is made safe here.
    mutating func add(_ row: [String]) {
        rows.append(row.map(PlainText.safe))
    }

    /// The table as lines.
    func lines(width: Int, style: (String) -> String = { $0 }) -> [String] {
        let widths = fittedWidths(width)
        let heading = zip(columns, widths).map { pad($0.title, $1, isRight: $0.isNumeric) }
        let body = rows.map { row in
            trimmed(
                zip(zip(row, columns), widths).map { pad(PlainText.cut($0.0, to: $1), $1, isRight: $0.1.isNumeric) }
            )
        }
        return [style(trimmed(heading))] + body
    }

    private func fittedWidths(_ width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(PlainText.width(columns[index].title)) { max($0, PlainText.width($1[index])) }
        }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        while excess > 0 {
            let flexible = columns.indices.filter { !columns[$0].isNumeric && widths[$0] > Self.narrowest }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            let cut = min(excess, max(1, widths[widest] - Self.narrowest))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }

    private func pad(_ text: String, _ width: Int, isRight: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - PlainText.width(text)))
        return isRight ? space + text : text + space
    }

    private func trimmed(_ cells: [String]) -> String {
        var line = cells.joined(separator: Self.gap)
        while line.last == " " { line.removeLast() }
        return line
    }
}
