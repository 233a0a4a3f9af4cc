// Programs of an earlier step know that days may be frozen and gone, and go on: they neither open runs nor purge. What
// they write into daily_prices has no times, which are taken for unknown.
extension Migration {
    /// Keeps what the archive needs: a name and a lease, all steps of its runs, which run holds which rows, people's
    /// pseudonyms; and finds what has been kept long enough.
    static let archivedDays = Migration(
        number: 6,
        name: "archived days",
        kind: .expand,
        oldestProgram: 4,
        steps: [identity, [guardPath], ArchiveFunctions.all, ledger, lateRows, charts, ends, meanings].flatMap(\.self)
    )

    // The lease stands apart from store_settings, which only migrations write.
    private static let identity = [
        """
        ALTER TABLE store_settings
            ADD COLUMN archive_name text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', '')
        """,
        """
        CREATE TABLE archive_lease (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            lease_token bigint,
            lease_until timestamptz
        )
        """,
        "INSERT INTO archive_lease DEFAULT VALUES",
        """
        CREATE TABLE pseudonyms (
            user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
            pseudonym text NOT NULL UNIQUE
        )
        """,
    ]

    // No program has written a run so far; what somebody wrote by hand is kept. A run's lease_token and lease_until are
    // used by nobody, since the lease is on the whole ledger: a contract step may drop them, this one drops nothing.
    private static let ledger = [
        """
        ALTER TABLE archive_runs ADD COLUMN plan json, ADD COLUMN starts_at timestamptz, ADD COLUMN ends_at timestamptz,
            ADD COLUMN sequence bigint, ADD COLUMN restored_at timestamptz, DROP CONSTRAINT archive_runs_step_check,
            ADD CONSTRAINT archive_runs_step_check
                CHECK (step IN ('planned', 'frozen', 'verified', 'purged', 'restoring', 'restored'))
        """,
        """
        UPDATE archive_runs SET plan = '{"coding":"none","partBytes":16777216,"version":1}',
            starts_at = archive_day_start(day), ends_at = archive_day_start(day + 1)
        """,
        """
        ALTER TABLE archive_runs ALTER COLUMN plan SET NOT NULL, ALTER COLUMN starts_at SET NOT NULL,
            ALTER COLUMN ends_at SET NOT NULL
        """,
        "DROP INDEX archive_runs_open",
        "CREATE UNIQUE INDEX archive_runs_open ON archive_runs (day) WHERE step IN ('planned', 'frozen', 'verified')",
        "ALTER TABLE price_days ADD COLUMN archive_run integer",
    ]

    private static let lateRows = [
        """
        ALTER TABLE prices_late ADD COLUMN archive_day date, ADD COLUMN archive_run integer,
            ADD CHECK ((archive_day IS NULL) = (archive_run IS NULL))
        """,
        "CREATE INDEX prices_late_waiting ON prices_late (observed_at) WHERE archive_run IS NULL",
        """
        CREATE INDEX prices_late_held ON prices_late (archive_day, archive_run, product_id, observed_at)
            WHERE archive_run IS NOT NULL
        """,
    ]

    private static let charts = [
        "ALTER TABLE daily_prices ADD COLUMN opened_at timestamptz, ADD COLUMN closed_at timestamptz",
        "CREATE INDEX daily_prices_day ON daily_prices (day)",
    ]

    private static let ends = [
        "CREATE INDEX alerts_settled ON alerts (created_at) WHERE status NOT IN ('pending', 'waiting')",
        "CREATE INDEX price_events_expanded ON price_events (committed_at) WHERE is_expanded",
        "CREATE INDEX robots_fetched ON robots (fetched_at)",
    ]

    // A session's temporary tables are to stand in for none of ours where the functions below look; as in the first
    // step, which may be part of the same transaction.
    private static let guardPath = """
        SELECT set_config(
            'search_path', regexp_replace(current_setting('search_path'), ', pg_temp$', '') || ', pg_temp', true
        )
        """

    private static let meanings =
        [
            "archive_lease": "Who archives, and until when; one row.",
            "pseudonyms": "Under which name the archive knows each person, drawn at random.",
            "prices_late": "Rows of days without a partition in prices: frozen, gone, never made, brought back.",
        ].sorted { $0.key < $1.key }.map { "COMMENT ON TABLE \($0.key) IS '\($0.value)'" }
}
