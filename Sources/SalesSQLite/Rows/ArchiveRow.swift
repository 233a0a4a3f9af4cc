import SalesCore

/// A row of `archive_runs`.
enum ArchiveRow {
    static let columns = "day, number, starts_at, ends_at, plan, step, rows, manifest, restored_at"

    /// The run of a day and a number.
    static let find = "SELECT \(columns) FROM archive_runs WHERE day = ? AND number = ?"

    /// The run of a day that is open.
    static let open = """
        SELECT \(columns) FROM archive_runs WHERE day = ? AND step IN ('planned', 'frozen', 'verified')
        """

    static func read(_ row: inout RowReader) throws -> ArchiveRun {
        ArchiveRun(
            id: ArchiveRun.ID(day: ArchiveDay(number: try row.number()), number: try row.count()),
            span: try row.moment()..<row.moment(),
            plan: try row.json(),
            step: try row.word(),
            rows: try row.count(),
            manifest: try row.jsonOrNil(),
            restoredAt: try row.momentOrNil()
        )
    }
}

extension Arguments {
    /// A run: two columns, day and number.
    init(_ run: ArchiveRun.ID) { self.init(run.day.number, Int64(run.number)) }

    /// A run: two columns, day and number.
    mutating func add(_ run: ArchiveRun.ID) {
        add(run.day.number)
        add(run.number)
    }
}
