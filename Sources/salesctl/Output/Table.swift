/// Rows in columns that fit a terminal: the widest text columns give way first.
struct Table {
    /// A column.
    struct Column {
        /// The heading.
        let title: String
        /// Whether numbers stand in it, which are aligned to the right and never cut.
        let isNumeric: Bool
        /// What becomes of a text that is too long for it.
        let overflow: Overflow

        init(_ title: String, isNumeric: Bool = false, overflow: Overflow = .cut) {
            self.title = title
            self.isNumeric = isNumeric
            self.overflow = overflow
        }
    }

    /// What becomes of a text that is too long for its column.
    enum Overflow {
        /// Its end is left out.
        case cut
        /// Its beginning is left out: of a path, the end tells most.
        case cutBeginning
        /// It goes on in more lines.
        case wrap
        /// It is kept whole, whatever else is cut.
        case keep
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []
    /// What stands below rows, whole, by their places.
    private var notes: [Int: String] = [:]

    /// Two spaces stand between columns.
    private static let gap = "  "
    /// No text column is made narrower than this.
    private static let narrowest = 8
    /// How far a note is moved in.
    private static let noteIndent = 4

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// The table without columns in which nothing stands.
    var withoutEmptyColumns: Table {
        let used = columns.indices.filter { index in rows.contains { !$0[index].isEmpty } }
        var table = Table(used.map { columns[$0] })
        table.notes = notes
        table.rows = rows.map { row in used.map { row[$0] } }
        return table
    }

    /// Adds a row with a text for each column; foreign text is made safe here.
    ///
    /// - Parameter note: what stands below it on lines of its own and is never cut; nil or empty for nothing.
    mutating func add(_ row: [String], note: String? = nil) {
        if let note, !note.isEmpty { notes[rows.count] = PlainText.safe(note) }
        rows.append(row.map(PlainText.safe))
    }

    /// The table as lines.
    func lines(width: Int, style: (String) -> String = { $0 }) -> [String] {
        let widths = fittedWidths(width)
        let heading = zip(columns, widths).map { pad($0.title, $1, isRight: $0.isNumeric) }
        return [style(trimmed(heading))]
            + rows.indices.flatMap { lines(of: rows[$0], widths) + note(below: $0, width) }
    }

    /// The lines of the note below a row.
    private func note(below row: Int, _ width: Int) -> [String] {
        guard let note = notes[row] else { return [] }
        let space = String(repeating: " ", count: Self.noteIndent)
        return PlainText.wrapped(note, to: max(Self.narrowest, width - Self.noteIndent)).map { space + $0 }
    }

    /// The lines of one row: one, or as many as its longest wrapped text takes.
    private func lines(of row: [String], _ widths: [Int]) -> [String] {
        let cells = columns.indices.map { index in
            switch columns[index].overflow {
            case .keep: [row[index]]
            case .cut: [PlainText.cut(row[index], to: widths[index])]
            case .cutBeginning: [PlainText.cutBeginning(row[index], to: widths[index])]
            case .wrap: PlainText.wrapped(row[index], to: widths[index])
            }
        }
        return (0..<(cells.map(\.count).max() ?? 1)).map { line in
            trimmed(
                columns.indices.map { index in
                    let text = cells[index].indices.contains(line) ? cells[index][line] : ""
                    return pad(text, widths[index], isRight: columns[index].isNumeric)
                }
            )
        }
    }

    private func fittedWidths(_ width: Int) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(PlainText.width(columns[index].title)) { max($0, PlainText.width($1[index])) }
        }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        while excess > 0 {
            let flexible = columns.indices.filter {
                !columns[$0].isNumeric && columns[$0].overflow != .keep && widths[$0] > Self.narrowest
            }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            // Down to the next widest, so that no column is cut to nothing while another keeps all of its room.
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? Self.narrowest
            let cut = min(excess, max(1, widths[widest] - max(next, Self.narrowest)))
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
