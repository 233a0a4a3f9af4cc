internal import GRDB

extension Migration {
    /// Remembers of a rule what its person saw when it began, and which currency they were asked about.
    static let ruleBeginnings = Migration(number: 3, name: "rule beginnings", kind: .expand, oldestProgram: 1) {
        db,
        _ in
        try db.execute(
            sql: """
                ALTER TABLE user_preferences ADD COLUMN seen_until INTEGER;
                ALTER TABLE user_preferences ADD COLUMN asked_currency TEXT
                """
        )
    }
}
