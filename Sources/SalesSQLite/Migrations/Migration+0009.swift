internal import GRDB

extension Migration {
    /// Keeps who is signed in, and what requests that may come again were answered.
    ///
    /// What is kept of a person goes with their row, also where an older program removes it.
    static let sessions = Migration(number: 9, name: "sessions and request keys", kind: .expand, oldestProgram: 8) {
        db,
        _ in
        try db.execute(sql: sessionTable + keyTable)
    }

    // Of a secret only its SHA-256 is kept, in hexadecimal digits. `holds_until` is the earlier of `ends_at` and the
    // moment when the session is idle for too long.
    private static let sessionTable = """
        CREATE TABLE sessions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            hash TEXT NOT NULL UNIQUE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            label TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER NOT NULL,
            idle_ms INTEGER,
            ends_at INTEGER NOT NULL,
            holds_until INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX sessions_user ON sessions (user_id);
        CREATE INDEX sessions_ended ON sessions (holds_until);

        """

    // A key has a status once it is finished. Bodies are too long for a table without row numbers.
    private static let keyTable = """
        CREATE TABLE request_keys (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            begun_at INTEGER NOT NULL,
            lease_token INTEGER,
            lease_until INTEGER,
            status INTEGER,
            content_type TEXT,
            body BLOB,
            PRIMARY KEY (user_id, name)
        ) STRICT;
        CREATE INDEX request_keys_begun ON request_keys (begun_at);

        """
}
