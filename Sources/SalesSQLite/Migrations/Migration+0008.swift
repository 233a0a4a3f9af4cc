internal import GRDB

// A program of an earlier step would show histories without the days that are frozen, charts without those that are
// purged, and take a row that is frozen for new: it must be gone.
extension Migration {
    /// Keeps what the archive needs: its name and lease, the ledger of its runs, their rows, what purged days were, and
    /// people's pseudonyms; and finds what has been kept long enough.
    ///
    /// The name is drawn here and never again. Days are those of UTC, unless whoever takes the step says otherwise.
    static let archivedDays = Migration(number: 8, name: "archived days", kind: .contract, oldestProgram: 8) { db, _ in
        try db.execute(sql: ledger + rows + charts + pseudonyms + ends)
        try db.execute(
            sql: "INSERT INTO archive_settings (id, name, zone) VALUES (1, lower(hex(randomblob(16))), 'UTC')"
        )
    }

    private static let ledger = """
        CREATE TABLE archive_settings (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            zone TEXT NOT NULL,
            lease_token INTEGER,
            lease_until INTEGER
        ) STRICT;
        CREATE TABLE archive_runs (
            day INTEGER NOT NULL,
            number INTEGER NOT NULL,
            starts_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            plan TEXT NOT NULL,
            step TEXT NOT NULL DEFAULT 'planned',
            rows INTEGER NOT NULL DEFAULT 0,
            manifest TEXT,
            sequence INTEGER,
            restored_at INTEGER,
            PRIMARY KEY (day, number)
        ) STRICT;
        CREATE UNIQUE INDEX archive_runs_open ON archive_runs (day) WHERE step IN ('planned', 'frozen', 'verified');

        """

    // A run is one range of the primary key: reading it and deleting it touch no other run, however many days were
    // brought back. The index keeps a (product, time) once in all runs, and serves the history. Both are written in
    // their order.
    private static let rows = """
        CREATE TABLE prices_frozen (
            archive_day INTEGER NOT NULL,
            archive_run INTEGER NOT NULL,
            product_id INTEGER NOT NULL,
            observed_at INTEGER NOT NULL,
            price_minor INTEGER NOT NULL,
            price_currency TEXT NOT NULL,
            list_price_minor INTEGER,
            list_price_currency TEXT,
            availability TEXT NOT NULL,
            is_carried_forward INTEGER NOT NULL,
            PRIMARY KEY (archive_day, archive_run, product_id, observed_at)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX prices_frozen_product ON prices_frozen (product_id, observed_at);
        CREATE VIEW all_prices AS
            SELECT product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency,
                availability, is_carried_forward
            FROM prices
            UNION ALL
            SELECT product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency,
                availability, is_carried_forward
            FROM prices_frozen;

        """

    private static let charts = """
        CREATE TABLE daily_prices (
            product_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            currency TEXT NOT NULL,
            open_minor INTEGER NOT NULL,
            low_minor INTEGER NOT NULL,
            high_minor INTEGER NOT NULL,
            close_minor INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            closed_at INTEGER NOT NULL,
            PRIMARY KEY (product_id, day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX daily_prices_day ON daily_prices (day);

        """

    private static let pseudonyms = """
        CREATE TABLE pseudonyms (
            user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            pseudonym TEXT NOT NULL UNIQUE
        ) STRICT;

        """

    private static let ends = """
        CREATE INDEX alerts_settled ON alerts (created_at) WHERE status NOT IN ('pending', 'waiting');
        CREATE INDEX price_events_expanded ON price_events (committed_at) WHERE is_expanded = 1;
        CREATE INDEX robots_fetched ON robots (fetched_at);

        """
}
