// A program of an earlier step would tell people who have not verified their address or who said stop, and takes
// alerts that wait for a damaged store: it must be gone.
extension Migration {
    /// Keeps what people with accounts need: their settings, tokens, letters and suppressions, what was used of quotas,
    /// and which alerts wait or are held.
    static let people = Migration(
        number: 3,
        name: "people",
        kind: .contract,
        oldestProgram: 3,
        steps: [persons, tokens, suppressions, quotas, letters, meanings].flatMap(\.self)
    )

    private static let persons = [
        """
        ALTER TABLE users ADD COLUMN is_admin boolean NOT NULL DEFAULT false,
            ADD COLUMN settings json NOT NULL DEFAULT '{}'
        """,
        "CREATE TABLE erased_users (user_id bigint PRIMARY KEY, erased_at timestamptz NOT NULL)",
        "ALTER TABLE alerts ADD COLUMN is_held boolean NOT NULL DEFAULT false",
        """
        CREATE INDEX alerts_held ON alerts (channel, user_id, available_at, number)
            WHERE status = 'pending' AND is_held
        """,
        "CREATE INDEX alerts_unverified ON alerts (user_id, channel) WHERE status = 'waiting'",
    ]

    // Of a secret only its SHA-256 is kept, in hexadecimal digits.
    private static let tokens = [
        """
        CREATE TABLE tokens (
            hash text PRIMARY KEY,
            purpose text NOT NULL,
            user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
            channel text NOT NULL,
            address text NOT NULL,
            created_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL,
            is_used boolean NOT NULL DEFAULT false
        )
        """,
        "CREATE INDEX tokens_address ON tokens (purpose, channel, lower(address), created_at)",
        "CREATE INDEX tokens_user ON tokens (user_id)",
        "CREATE INDEX tokens_ended ON tokens (ends_at)",
    ]

    private static let suppressions = [
        """
        CREATE TABLE suppressions (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            channel text NOT NULL,
            address text NOT NULL,
            kind text NOT NULL,
            reference text NOT NULL,
            reported_at timestamptz NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX suppressions_address ON suppressions (channel, lower(address))",
        """
        CREATE TABLE suppression_reports (
            channel text NOT NULL,
            reference text NOT NULL,
            PRIMARY KEY (channel, reference)
        )
        """,
    ]

    private static let quotas = [
        """
        CREATE TABLE quotas (
            name text NOT NULL,
            period_ms bigint NOT NULL,
            starts_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL,
            used bigint NOT NULL,
            PRIMARY KEY (name, period_ms, starts_at)
        )
        """,
        "CREATE INDEX quotas_ended ON quotas (ends_at)",
    ]

    private static let letters = [
        """
        CREATE TABLE letters (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id text NOT NULL UNIQUE,
            user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
            channel text NOT NULL,
            address text NOT NULL,
            kind text NOT NULL,
            created_at timestamptz NOT NULL,
            next_attempt_at timestamptz NOT NULL,
            attempts bigint NOT NULL,
            status text NOT NULL,
            failure text,
            lease_token bigint,
            lease_until timestamptz,
            available_at timestamptz NOT NULL GENERATED ALWAYS AS (greatest(next_attempt_at, lease_until)) STORED
        )
        """,
        "CREATE INDEX letters_user ON letters (user_id)",
        "CREATE INDEX letters_waiting ON letters (channel, available_at, number) WHERE status = 'pending'",
        "CREATE INDEX letters_settled ON letters (created_at) WHERE status <> 'pending'",
    ]

    private static let meanings = [
        "erased_users": "The numbers of people who were erased, so that a backup brings nobody back.",
        "tokens": "Links and codes that were sent to people: never the secret, only its SHA-256.",
        "suppressions": "Addresses that must not be written to: they bounced, complained or said stop.",
        "suppression_reports": "Which reports of carriers were taken, so that one that is repeated changes nothing.",
        "quotas": "How much of something was used in a span of time.",
        "letters": "Messages about an account that are to be sent, without the secrets that they carry.",
    ].sorted { $0.key < $1.key }.map { "COMMENT ON TABLE \($0.key) IS '\($0.value)'" }
}
