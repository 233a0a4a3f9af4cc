extension Migration {
    /// Keeps who is signed in, and what requests that may come again were answered.
    ///
    /// What is kept of a person goes with their row, also where an older program removes it.
    static let sessions = Migration(
        number: 7,
        name: "sessions and request keys",
        kind: .expand,
        oldestProgram: 4,
        steps: [sessionTable, keyTable, sessionMeanings].flatMap(\.self)
    )

    // Of a secret only its SHA-256 is kept, in hexadecimal digits. `holds_until` is the earlier of `ends_at` and the
    // moment when the session is idle for too long.
    private static let sessionTable = [
        """
        CREATE TABLE sessions (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            hash text NOT NULL UNIQUE,
            user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
            kind text NOT NULL,
            label text NOT NULL,
            created_at timestamptz NOT NULL,
            last_used_at timestamptz NOT NULL,
            idle_ms bigint,
            ends_at timestamptz NOT NULL,
            holds_until timestamptz NOT NULL
        )
        """,
        "CREATE INDEX sessions_user ON sessions (user_id, number)",
        "CREATE INDEX sessions_ended ON sessions (holds_until)",
    ]

    // A key has a status once it is finished.
    private static let keyTable = [
        """
        CREATE TABLE request_keys (
            user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
            name text NOT NULL,
            fingerprint text NOT NULL,
            begun_at timestamptz NOT NULL,
            lease_token bigint,
            lease_until timestamptz,
            status bigint,
            content_type text,
            body bytea,
            PRIMARY KEY (user_id, name)
        )
        """,
        "CREATE INDEX request_keys_begun ON request_keys (begun_at)",
    ]

    private static let sessionMeanings = [
        "sessions": "Who is signed in: never the secret, only its SHA-256.",
        "request_keys": "Requests that may come again and are done once, with what they were answered.",
    ].sorted { $0.key < $1.key }.map { "COMMENT ON TABLE \($0.key) IS '\($0.value)'" }
}
