extension Migration {
    /// Finds what one person follows in the order in which they began to, what they were told of one product, and the
    /// products that most follow or that fail most often, at the same cost however much else there is.
    ///
    /// Rows of `check_queue` change at each check: the index of followers leaves out products with one, which are the
    /// most. Rows of `product_states` change as often, but not in what their index is of.
    static let overviews = Migration(
        number: 9,
        name: "overviews",
        kind: .expand,
        oldestProgram: 4,
        steps: [
            "CREATE INDEX user_preferences_user ON user_preferences (user_id, id)",
            "CREATE INDEX alerts_user_product ON alerts (user_id, product_id, number)",
            """
            CREATE INDEX check_queue_popular ON check_queue (active_followers DESC, product_id)
                WHERE active_followers > 1
            """,
            """
            CREATE INDEX product_states_failing ON product_states (consecutive_failures DESC, product_id)
                WHERE consecutive_failures > 0 OR broken_since IS NOT NULL
            """,
        ]
    )
}
