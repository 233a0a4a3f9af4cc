internal import GRDB

extension Migration {
    /// Keeps what the holder of a session may do.
    ///
    /// Those that there are may do what they could before: browsers all that their person may, programs change what is
    /// theirs. So may what an older program adds.
    static let sessionScopes = Migration(number: 10, name: "scopes of sessions", kind: .expand, oldestProgram: 8) {
        db,
        _ in
        try db.execute(
            sql: """
                ALTER TABLE sessions ADD COLUMN scope TEXT NOT NULL DEFAULT 'write';
                UPDATE sessions SET scope = 'admin' WHERE kind = 'browser'
                """
        )
    }
}
