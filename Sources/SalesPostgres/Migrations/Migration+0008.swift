extension Migration {
    /// Keeps what the holder of a session may do.
    ///
    /// Those that there are may do what they could before: browsers all that their person may, programs change what is
    /// theirs. So may what an older program adds.
    static let sessionScopes = Migration(
        number: 8,
        name: "scopes of sessions",
        kind: .expand,
        oldestProgram: 4,
        steps: [
            "ALTER TABLE sessions ADD COLUMN scope text NOT NULL DEFAULT 'write'",
            "UPDATE sessions SET scope = 'admin' WHERE kind = 'browser'",
        ]
    )
}
