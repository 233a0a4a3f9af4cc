internal import GRDB
import SalesCore

extension Migration {
    /// Knows when reports were taken, so that old ones can be forgotten, and counts the suppressions of the last days
    /// without reading all of them.
    ///
    /// Of reports that were there before, the moment is that of the step. An older program, which gives none, writes the
    /// machine's.
    static let reportTimes = Migration(number: 7, name: "times of reports", kind: .expand, oldestProgram: 6) {
        db,
        now in
        try db.execute(sql: table)
        try db.run(
            "INSERT INTO timed_reports SELECT channel, reference, ? FROM suppression_reports",
            Arguments(now.milliseconds)
        )
        try db.execute(sql: replacement)
    }

    private static let table = """
        CREATE TABLE timed_reports (
            channel TEXT NOT NULL,
            reference TEXT NOT NULL,
            reported_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000),
            PRIMARY KEY (channel, reference)
        ) STRICT, WITHOUT ROWID
        """

    private static let replacement = """
        DROP TABLE suppression_reports;
        ALTER TABLE timed_reports RENAME TO suppression_reports;
        CREATE INDEX suppression_reports_reported ON suppression_reports (reported_at);
        CREATE INDEX suppressions_reported ON suppressions (channel, reported_at, kind)
        """
}
