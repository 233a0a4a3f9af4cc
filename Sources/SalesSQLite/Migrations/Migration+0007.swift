internal import GRDB
import SalesCore

extension Migration {
    /// Knows when reports were taken and of which kind they were, so that those of the last days are counted without
    /// reading all, and old ones can be forgotten.
    ///
    /// Of reports that were there before, both are those of their suppression; where it is gone, the moment is that of the
    /// step. An older program, which gives neither, writes the machine's moment.
    static let reportTimes = Migration(number: 7, name: "kinds and times of reports", kind: .expand, oldestProgram: 6) {
        db,
        now in
        try db.execute(sql: table)
        try db.run(
            """
            INSERT INTO dated_reports SELECT r.channel, r.reference, coalesce(s.reported_at, ?), s.kind
            FROM suppression_reports r
            LEFT JOIN suppressions s ON s.channel = r.channel AND s.reference = r.reference
            """,
            Arguments(now.milliseconds)
        )
        try db.execute(sql: replacement)
    }

    private static let table = """
        CREATE TABLE dated_reports (
            channel TEXT NOT NULL,
            reference TEXT NOT NULL,
            reported_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000),
            kind TEXT,
            PRIMARY KEY (channel, reference)
        ) STRICT, WITHOUT ROWID
        """

    private static let replacement = """
        DROP TABLE suppression_reports;
        ALTER TABLE dated_reports RENAME TO suppression_reports;
        CREATE INDEX suppression_reports_reported ON suppression_reports (reported_at, channel, kind)
        """
}
