extension Migration {
    /// Finds addresses alike whatever the database's locale, knows when reports were taken, so that old ones can be
    /// forgotten, counts the suppressions of the last days without reading all of them, and mends the lowest prices.
    static let addressKeys = Migration(
        number: 5,
        name: "addresses of any locale",
        kind: .expand,
        oldestProgram: 4,
        steps: keys + [lows] + reports
    )

    // Where the locale is Turkish, INFO@ and info@ were two people. The address stays with who proved it first, or else
    // came first: it is one mailbox, and the other would be written to twice.
    private static let keys = [
        """
        UPDATE users u SET email = NULL, email_verified_at = NULL WHERE EXISTS (
            SELECT 1 FROM users o
            WHERE lower(o.email COLLATE "C") = lower(u.email COLLATE "C") AND o.id <> u.id
                AND (coalesce(o.email_verified_at, 'infinity'), o.id)
                    < (coalesce(u.email_verified_at, 'infinity'), u.id)
        )
        """,
        "DROP INDEX users_email",
        "CREATE UNIQUE INDEX users_email ON users (lower(email COLLATE \"C\"))",
        "DROP INDEX tokens_address",
        "CREATE INDEX tokens_address ON tokens (purpose, channel, lower(address COLLATE \"C\"), created_at)",
    ]

    // Step 2 took the lowest price of a product from `prices` only, where days that were imported, frozen or purged are
    // not. Roll-ups of days behind that step count for nothing here: what is lowest is kept since then, without the prices
    // that were implausible. A store that was made after it has no such days.
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

    // Of reports that were there before, the moment is that of the step; an older program, which gives none, writes the
    // server's.
    private static let reports = [
        "ALTER TABLE suppression_reports ADD COLUMN reported_at timestamptz NOT NULL DEFAULT now()",
        "CREATE INDEX suppression_reports_reported ON suppression_reports (reported_at)",
        "CREATE INDEX suppressions_reported ON suppressions (channel, reported_at, kind)",
    ]
}
