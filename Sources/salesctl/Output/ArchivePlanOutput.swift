import SalesCore

/// What a run of the archive would take: `archive run --dry-run`.
struct ArchivePlanOutput {
    private let days: [(day: ArchiveDay, rows: Int)]

    /// Asks the store.
    ///
    /// - Parameter day: the only day that is meant; nil for every finished one.
    init(_ session: Session, day: ArchiveDay?) async throws {
        let store = try session.archivedStore()
        var days: [(day: ArchiveDay, rows: Int)] = []
        if let day {
            try await store.check(day, isOverAt: session.now)
            let rows = try await store.waitingRows(of: day)
            if rows > 0 { days.append((day, rows)) }
        } else {
            for day in try await store.daysToArchive(endedBy: session.now, limit: maximumPageSize) {
                days.append((day, try await store.waitingRows(of: day)))
            }
        }
        self.days = days
    }

    private struct JSON: Encodable {
        struct Day: Encodable {
            let day: String
            let rows: Int
        }
        let days: [Day]
        let rows: Int
    }

    func show(in session: Session) throws {
        let rows = days.reduce(0) { $0 + $1.rows }
        guard session.format == .table else {
            return try session.json(
                JSON(days: days.map { JSON.Day(day: $0.day.description, rows: $0.rows) }, rows: rows)
            )
        }
        let terminal = session.terminal
        guard !days.isEmpty else { return terminal.out("Nothing is to be archived.") }
        var table = Table([.init("DAY"), .init("ROWS", isNumeric: true)])
        for day in days { table.add([day.day.description, "\(day.rows)"]) }
        for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) { terminal.out(line) }
        let sum = "\(CountedNoun.text(days.count, "day")), \(CountedNoun.text(rows, "row"))"
        terminal.out("To archive: \(sum). Nothing was changed.")
    }
}
