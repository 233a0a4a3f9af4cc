internal import GRDB
import SalesCore

// A program of an earlier step would look for addresses where there are digests, and write to who said stop: it must be
// gone.
extension Migration {
    /// Keeps digests in place of suppressed addresses, so that erasing a person leaves no address behind.
    static let digests = Migration(number: 6, name: "digests of addresses", kind: .contract, oldestProgram: 6) {
        db,
        _ in
        try db.execute(sql: table)
        let rows = try db.rows("SELECT number, channel, address FROM suppressions") { row in
            (number: try row.number(), channel: Channel(rawValue: try row.text()), address: try row.text())
        }
        for row in rows {
            var arguments = Arguments()
            arguments.add(AddressDigest(row.address, on: row.channel).hex)
            arguments.add(row.number)
            try db.run(copy, arguments)
        }
        try db.execute(sql: "DROP TABLE suppressions; ALTER TABLE suppression_digests RENAME TO suppressions")
    }

    private static let table = """
        CREATE TABLE suppression_digests (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            digest TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            reference TEXT NOT NULL,
            reported_at INTEGER NOT NULL
        ) STRICT
        """

    private static let copy = """
        INSERT INTO suppression_digests (number, channel, digest, kind, reference, reported_at)
        SELECT number, channel, ?, kind, reference, reported_at FROM suppressions WHERE number = ?
        """
}
