internal import GRDB
import SalesCore

// Times are INTEGER milliseconds since 1970, durations INTEGER milliseconds, flags 0 or 1, amounts two columns (minor
// units and ISO 4217 code). AUTOINCREMENT, because numbers of removed rows are never given again. A row that is
// leased has `lease_until`; the partial indexes of what is free to be taken leave it out, and a claim first frees the
// rows whose lease ran out. An index of one column ends in the row's number, which is the order of every page.
extension Migration {
    /// Every table of the first program.
    static let first = Migration(number: 1, name: "first tables", kind: .contract, oldestProgram: 1) { db, now in
        try db.execute(sql: users + catalogue + prices + preferences + events + alerts + hosts)
        try db.execute(sql: "INSERT INTO users (id, created_at) VALUES (1, ?)", arguments: [now.milliseconds])
        try db.execute(sql: "INSERT INTO lease_tokens (id, last) VALUES (1, 0)")
    }

    private static let users = """
        CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            email TEXT COLLATE NOCASE UNIQUE,
            first_name TEXT,
            last_name TEXT,
            phone TEXT UNIQUE,
            email_verified_at INTEGER,
            phone_verified_at INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT;

        """

    private static let catalogue = """
        CREATE TABLE websites (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            host TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL
        ) STRICT;

        CREATE TABLE products (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            website_id INTEGER NOT NULL REFERENCES websites (id),
            url TEXT NOT NULL,
            selection TEXT NOT NULL,
            name TEXT NOT NULL,
            interval_ms INTEGER,
            active_followers INTEGER NOT NULL DEFAULT 0,
            next_check_at INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            price_minor INTEGER,
            price_currency TEXT,
            list_price_minor INTEGER,
            list_price_currency TEXT,
            availability TEXT NOT NULL DEFAULT 'unknown',
            is_gone INTEGER NOT NULL DEFAULT 0,
            price_since INTEGER,
            last_read_at INTEGER,
            last_check_at INTEGER,
            outcome TEXT,
            reason TEXT,
            consecutive_failures INTEGER NOT NULL DEFAULT 0,
            last_row_day INTEGER,
            etag TEXT,
            last_modified TEXT,
            body_hash INTEGER,
            learned_selector TEXT,
            quarantine TEXT,
            lease_token INTEGER,
            lease_until INTEGER,
            UNIQUE (url, selection)
        ) STRICT;
        CREATE INDEX products_website ON products (website_id);
        CREATE INDEX products_waiting ON products (website_id, next_check_at)
            WHERE active_followers > 0 AND lease_until IS NULL;
        CREATE INDEX products_leased ON products (lease_until) WHERE lease_until IS NOT NULL;

        CREATE TABLE lease_tokens (
            id INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;

        """

    // No foreign key: rows come in by the thousand under a lease that proves the product, and removing a product
    // removes its range of the primary key.
    private static let prices = """
        CREATE TABLE prices (
            product_id INTEGER NOT NULL,
            observed_at INTEGER NOT NULL,
            price_minor INTEGER NOT NULL,
            price_currency TEXT NOT NULL,
            list_price_minor INTEGER,
            list_price_currency TEXT,
            availability TEXT NOT NULL,
            is_carried_forward INTEGER NOT NULL,
            PRIMARY KEY (product_id, observed_at)
        ) STRICT, WITHOUT ROWID;

        """

    private static let preferences = """
        CREATE TABLE user_preferences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
            rule_kind TEXT NOT NULL,
            rule_minor INTEGER,
            rule_currency TEXT,
            rule_basis_points INTEGER,
            channels TEXT NOT NULL,
            interval_ms INTEGER,
            is_paused INTEGER NOT NULL,
            reference_minor INTEGER,
            reference_currency TEXT,
            is_armed INTEGER NOT NULL,
            recovered_since INTEGER,
            told_minor INTEGER,
            told_currency TEXT,
            version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (user_id, product_id)
        ) STRICT;
        CREATE INDEX user_preferences_user ON user_preferences (user_id);
        CREATE INDEX user_preferences_product ON user_preferences (product_id);
        CREATE INDEX user_preferences_interval ON user_preferences (product_id, interval_ms)
            WHERE is_paused = 0 AND interval_ms IS NOT NULL;

        """

    private static let events = """
        CREATE TABLE price_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
            change TEXT NOT NULL,
            committed_at INTEGER NOT NULL,
            is_expanded INTEGER NOT NULL DEFAULT 0,
            cursor TEXT,
            lease_token INTEGER,
            lease_until INTEGER
        ) STRICT;
        CREATE INDEX price_events_product ON price_events (product_id);
        CREATE INDEX price_events_waiting ON price_events (id) WHERE is_expanded = 0 AND lease_until IS NULL;
        CREATE INDEX price_events_open ON price_events (product_id, id) WHERE is_expanded = 0;
        CREATE INDEX price_events_leased ON price_events (lease_until) WHERE lease_until IS NOT NULL;

        """

    // No foreign keys: what was told stays when the product, the event or the person is gone.
    private static let alerts = """
        CREATE TABLE alerts (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            user_id INTEGER NOT NULL,
            product_id INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            channel TEXT NOT NULL,
            facts TEXT NOT NULL,
            status TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            next_attempt_at INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            sent_at INTEGER,
            accepted_at INTEGER,
            receipt TEXT,
            failure TEXT,
            lease_token INTEGER,
            lease_until INTEGER,
            UNIQUE (event_id, product_id, user_id, channel)
        ) STRICT;
        CREATE INDEX alerts_user ON alerts (user_id);
        CREATE INDEX alerts_product ON alerts (product_id);
        CREATE INDEX alerts_waiting ON alerts (channel, next_attempt_at)
            WHERE status = 'pending' AND lease_until IS NULL;
        CREATE INDEX alerts_leased ON alerts (lease_until) WHERE lease_until IS NOT NULL;
        CREATE INDEX alerts_dead ON alerts (number) WHERE status = 'dead';

        """

    // A robots.txt may be half a megabyte; it stands apart so that taking a turn rewrites a few bytes.
    private static let hosts = """
        CREATE TABLE hosts (
            name TEXT PRIMARY KEY,
            next_arrival INTEGER,
            paused_until INTEGER,
            pause_reason TEXT,
            consecutive_failures INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE robots (
            host TEXT PRIMARY KEY,
            status INTEGER NOT NULL,
            text TEXT NOT NULL,
            fetched_at INTEGER NOT NULL
        ) STRICT;

        """
}
