extension Migration {
    /// Mends the lowest prices, knows when reports were taken and of which kind they were, so that those of the last days
    /// are counted without reading all and old ones can be forgotten, and finds addresses alike whatever the database's
    /// locale.
    ///
    /// The addresses come last: from there on nobody reads people until the step is done.
    static let addressKeys = Migration(
        number: 5,
        name: "addresses of any locale",
        kind: .expand,
        oldestProgram: 4,
        steps: [lows] + reports + mergers + keys
    )

    // Where the locale is Turkish, INFO@ and info@ were two people. The address stays with who proved it first, or else
    // came first: it is one mailbox, and the other would be written to twice. What the other follows and was not told yet
    // by mail goes with it.
    private static let mergers = [
        """
        CREATE TEMPORARY TABLE same_people ON COMMIT DROP AS
        SELECT u.id AS other, k.id AS keeper FROM users u CROSS JOIN LATERAL (
            SELECT o.id FROM users o WHERE lower(o.email COLLATE "C") = lower(u.email COLLATE "C")
            ORDER BY coalesce(o.email_verified_at, 'infinity'), o.id LIMIT 1
        ) k WHERE k.id <> u.id
        """,
        """
        UPDATE alerts a SET user_id = m.keeper FROM (
            SELECT DISTINCT ON (s.keeper, o.product_id, o.event_id) o.number, s.keeper
            FROM same_people s JOIN alerts o ON o.user_id = s.other
            WHERE o.channel = 'email' AND o.status IN ('pending', 'waiting') AND NOT EXISTS (
                SELECT 1 FROM alerts k WHERE k.user_id = s.keeper AND k.product_id = o.product_id
                    AND k.event_id = o.event_id AND k.channel = o.channel
            )
            ORDER BY s.keeper, o.product_id, o.event_id, o.number
        ) m WHERE a.number = m.number
        """,
        """
        UPDATE user_preferences p SET user_id = m.keeper FROM (
            SELECT DISTINCT ON (s.keeper, o.product_id) o.id, s.keeper
            FROM same_people s JOIN user_preferences o ON o.user_id = s.other
            WHERE NOT EXISTS (
                SELECT 1 FROM user_preferences k WHERE k.user_id = s.keeper AND k.product_id = o.product_id
            )
            ORDER BY s.keeper, o.product_id, o.id
        ) m WHERE p.id = m.id
        """,
        "UPDATE users u SET email = NULL, email_verified_at = NULL FROM same_people s WHERE u.id = s.other",
    ]

    private static let keys = [
        "DROP INDEX users_email",
        "CREATE UNIQUE INDEX users_email ON users (lower(email COLLATE \"C\"))",
        "DROP INDEX tokens_address",
        "CREATE INDEX tokens_address ON tokens (purpose, channel, lower(address COLLATE \"C\"), created_at)",
    ]

    // Step 2 took the lowest price of a product from `prices` only, where days that were imported, frozen or purged are
    // not: they are in the roll-ups, which do not know which price was implausible. Roll-ups of days after that step count
    // for nothing here, because since then what is lowest is kept, without the implausible. A store that was made after it
    // has no days before it.
    private static let lows = """
        UPDATE product_states s SET lowest_minor = low.minor, lowest_currency = s.price_currency
        FROM (
            SELECT product_id, currency, min(low_minor) AS minor FROM daily_prices
            WHERE day < (
                SELECT max((b.applied_at AT TIME ZONE 'UTC')::date) FROM schema_migrations a, schema_migrations b
                WHERE a.number = 1 AND b.number = 2
                    AND (a.applied_at AT TIME ZONE 'UTC')::date < (b.applied_at AT TIME ZONE 'UTC')::date
            )
            GROUP BY product_id, currency
        ) low
        WHERE low.product_id = s.product_id AND low.currency = s.price_currency
            AND (s.lowest_minor IS NULL OR (s.lowest_currency = low.currency AND low.minor < s.lowest_minor))
        """

    // Of reports that were there before, both are those of their suppression; where it is gone, the moment is that of the
    // step. An older program, which gives neither, writes the server's moment.
    private static let reports = [
        """
        ALTER TABLE suppression_reports ADD COLUMN reported_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN kind text
        """,
        """
        UPDATE suppression_reports r SET reported_at = s.reported_at, kind = s.kind FROM suppressions s
        WHERE s.channel = r.channel AND s.reference = r.reference
        """,
        "CREATE INDEX suppression_reports_reported ON suppression_reports (reported_at, channel, kind)",
    ]
}
