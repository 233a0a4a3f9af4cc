CREATE INDEX alerts_dead ON alerts (number) WHERE status = 'dead';
CREATE INDEX alerts_held ON alerts (channel, user_id, next_attempt_at)
    WHERE status = 'pending' AND lease_until IS NULL AND is_held = 1;
CREATE INDEX alerts_leased ON alerts (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX alerts_product ON alerts (product_id);
CREATE INDEX alerts_settled ON alerts (created_at) WHERE status NOT IN ('pending', 'waiting');
CREATE INDEX alerts_unverified ON alerts (user_id, channel) WHERE status = 'waiting';
CREATE INDEX alerts_user ON alerts (user_id);
CREATE INDEX alerts_user_product ON alerts (user_id, product_id);
CREATE INDEX alerts_waiting ON alerts (channel, next_attempt_at)
    WHERE status = 'pending' AND lease_until IS NULL;
CREATE UNIQUE INDEX archive_runs_open ON archive_runs (day) WHERE step IN ('planned', 'frozen', 'verified');
CREATE INDEX daily_prices_day ON daily_prices (day);
CREATE INDEX letters_leased ON letters (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX letters_settled ON letters (created_at) WHERE status <> 'pending';
CREATE INDEX letters_user ON letters (user_id);
CREATE INDEX letters_waiting ON letters (channel, next_attempt_at)
    WHERE status = 'pending' AND lease_until IS NULL;
CREATE INDEX price_events_expanded ON price_events (committed_at) WHERE is_expanded = 1;
CREATE INDEX price_events_leased ON price_events (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX price_events_open ON price_events (product_id, id) WHERE is_expanded = 0;
CREATE INDEX price_events_product ON price_events (product_id);
CREATE INDEX price_events_waiting ON price_events (id) WHERE is_expanded = 0 AND lease_until IS NULL;
CREATE UNIQUE INDEX prices_frozen_product ON prices_frozen (product_id, observed_at);
CREATE INDEX products_failing ON products (consecutive_failures DESC)
    WHERE consecutive_failures > 0 OR broken_since IS NOT NULL;
CREATE INDEX products_leased ON products (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX products_popular ON products (active_followers DESC) WHERE active_followers > 0;
CREATE INDEX products_waiting ON products (website_id, next_check_at)
    WHERE active_followers > 0 AND lease_until IS NULL;
CREATE INDEX products_website ON products (website_id);
CREATE INDEX quotas_ended ON quotas (ends_at);
CREATE INDEX request_keys_begun ON request_keys (begun_at);
CREATE INDEX robots_fetched ON robots (fetched_at);
CREATE INDEX sessions_ended ON sessions (holds_until);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX suppression_reports_reported ON suppression_reports (reported_at, channel, kind);
CREATE INDEX tokens_address ON tokens (purpose, channel, address, created_at);
CREATE INDEX tokens_ended ON tokens (ends_at);
CREATE INDEX tokens_user ON tokens (user_id);
CREATE INDEX user_preferences_default ON user_preferences (product_id)
    WHERE is_paused = 0 AND interval_ms IS NULL;
CREATE INDEX user_preferences_interval ON user_preferences (product_id, interval_ms)
    WHERE is_paused = 0 AND interval_ms IS NOT NULL;
CREATE INDEX user_preferences_product ON user_preferences (product_id);
CREATE INDEX user_preferences_user ON user_preferences (user_id);
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
    lease_until INTEGER, is_held INTEGER NOT NULL DEFAULT 0,
    UNIQUE (event_id, product_id, user_id, channel)
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
CREATE TABLE archive_settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    lease_token INTEGER,
    lease_until INTEGER
) STRICT;
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
CREATE TABLE erased_users (
    user_id INTEGER PRIMARY KEY,
    erased_at INTEGER NOT NULL
) STRICT;
CREATE TABLE hosts (
    name TEXT PRIMARY KEY,
    next_arrival INTEGER,
    paused_until INTEGER,
    pause_reason TEXT,
    consecutive_failures INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE lease_tokens (
    id INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;
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
    lease_until INTEGER, broken_since INTEGER, lowest_minor INTEGER, lowest_currency TEXT, image_url TEXT, origins TEXT,
    UNIQUE (url, selection)
) STRICT;
CREATE TABLE pseudonyms (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    pseudonym TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE quotas (
    name TEXT NOT NULL,
    period_ms INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (name, period_ms, starts_at)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE robots (
    host TEXT PRIMARY KEY,
    status INTEGER NOT NULL,
    text TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;
CREATE TABLE schema_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    oldest_program INTEGER NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;
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
, scope TEXT NOT NULL DEFAULT 'write') STRICT;
CREATE TABLE "suppression_reports" (
    channel TEXT NOT NULL,
    reference TEXT NOT NULL,
    reported_at INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000),
    kind TEXT,
    PRIMARY KEY (channel, reference)
) STRICT, WITHOUT ROWID;
CREATE TABLE "suppressions" (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    reported_at INTEGER NOT NULL
) STRICT;
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
CREATE TABLE user_preferences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    channels TEXT NOT NULL,
    interval_ms INTEGER,
    is_paused INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL, rule TEXT NOT NULL DEFAULT 'any drop', memory TEXT NOT NULL DEFAULT '{"triggers":[]}', cool_down_ms INTEGER, is_in_digest INTEGER NOT NULL DEFAULT 0,
    UNIQUE (user_id, product_id)
) STRICT;
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT COLLATE NOCASE UNIQUE,
    first_name TEXT,
    last_name TEXT,
    phone TEXT UNIQUE,
    email_verified_at INTEGER,
    phone_verified_at INTEGER,
    created_at INTEGER NOT NULL
, is_admin INTEGER NOT NULL DEFAULT 0, settings TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE TABLE websites (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;
CREATE VIEW all_prices AS
    SELECT product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency,
        availability, is_carried_forward
    FROM prices
    UNION ALL
    SELECT product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency,
        availability, is_carried_forward
    FROM prices_frozen;
