internal import GRDB

// A program of an earlier step would tell people who have not verified their address or who said stop, and takes
// alerts that wait for a damaged file: it must be gone.
extension Migration {
    /// Keeps what people with accounts need: their settings, tokens, letters and suppressions, what was used of quotas,
    /// and which alerts wait or are held.
    static let people = Migration(number: 5, name: "people", kind: .contract, oldestProgram: 5) { db, _ in
        try db.execute(sql: persons + tokens + suppressions + quotas + letters)
    }

    private static let persons = """
        ALTER TABLE users ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
        CREATE TABLE erased_users (
            user_id INTEGER PRIMARY KEY,
            erased_at INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE alerts ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX alerts_held ON alerts (channel, user_id, next_attempt_at)
            WHERE status = 'pending' AND lease_until IS NULL AND is_held = 1;
        CREATE INDEX alerts_unverified ON alerts (user_id, channel) WHERE status = 'waiting';

        """

    // Of a secret only its SHA-256 is kept, in hexadecimal digits.
    private static let tokens = """
        CREATE TABLE tokens (
            hash TEXT PRIMARY KEY,
            purpose TEXT NOT NULL,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            channel TEXT NOT NULL,
            address TEXT NOT NULL COLLATE NOCASE,
            created_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            is_used INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX tokens_address ON tokens (purpose, channel, address, created_at);
        CREATE INDEX tokens_user ON tokens (user_id);
        CREATE INDEX tokens_ended ON tokens (ends_at);

        """

    private static let suppressions = """
        CREATE TABLE suppressions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            channel TEXT NOT NULL,
            address TEXT NOT NULL COLLATE NOCASE,
            kind TEXT NOT NULL,
            reference TEXT NOT NULL,
            reported_at INTEGER NOT NULL,
            UNIQUE (channel, address)
        ) STRICT;
        CREATE TABLE suppression_reports (
            channel TEXT NOT NULL,
            reference TEXT NOT NULL,
            PRIMARY KEY (channel, reference)
        ) STRICT, WITHOUT ROWID;

        """

    private static let quotas = """
        CREATE TABLE quotas (
            name TEXT NOT NULL,
            period_ms INTEGER NOT NULL,
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (name, period_ms, starts_at)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX quotas_ended ON quotas (ends_at);

        """

    private static let letters = """
        CREATE TABLE letters (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            channel TEXT NOT NULL,
            address TEXT NOT NULL COLLATE NOCASE,
            kind TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            status TEXT NOT NULL,
            failure TEXT,
            lease_token INTEGER,
            lease_until INTEGER
        ) STRICT;
        CREATE INDEX letters_user ON letters (user_id);
        CREATE INDEX letters_waiting ON letters (channel, next_attempt_at)
            WHERE status = 'pending' AND lease_until IS NULL;
        CREATE INDEX letters_leased ON letters (lease_until) WHERE lease_until IS NOT NULL;
        CREATE INDEX letters_settled ON letters (created_at) WHERE status <> 'pending';

        """
}
