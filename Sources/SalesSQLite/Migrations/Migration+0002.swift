internal import GRDB

extension Migration {
    /// Finds whether a product has a follower that names no interval, at the same cost for one follower and for many.
    static let defaultFollowers = Migration(number: 2, name: "default followers", kind: .expand, oldestProgram: 1) {
        db,
        _ in
        try db.execute(
            sql: """
                CREATE INDEX user_preferences_default ON user_preferences (product_id)
                    WHERE is_paused = 0 AND interval_ms IS NULL
                """
        )
    }
}
