import SalesCore

/// A row of `archive_runs`.
enum ArchiveRow {
    static let columns = "day - DATE '1970-01-01', number, starts_at, ends_at, plan, step, rows, manifest, restored_at"

    /// The run of the first two arguments.
    static let isGiven = "day = DATE '1970-01-01' + $1::bigint::integer AND number = $2::bigint::integer"

    /// What `prices_late` holds for the run of the first two arguments.
    static let holds = """
        archive_day = DATE '1970-01-01' + $1::bigint::integer AND archive_run = $2::bigint::integer
        """

    /// Steps of a run that is open, as the index has them.
    static let isOpen = "step IN ('planned', 'frozen', 'verified')"

    /// The run of the first two arguments, held until the transaction ends.
    static let hold = "SELECT \(columns) FROM archive_runs WHERE \(isGiven) FOR UPDATE"

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
    init(_ run: ArchiveRun.ID) {
        self.init()
        add(run)
    }

    /// A run: two columns, day and number.
    mutating func add(_ run: ArchiveRun.ID) {
        add(run.day)
        add(run.number)
    }

    /// A day as the number that it has; those beyond the first and last that have a text, as these.
    mutating func add(_ day: ArchiveDay) {
        add(min(max(day, ArchiveDay.shown.lowerBound), ArchiveDay.shown.upperBound).number)
    }
}
