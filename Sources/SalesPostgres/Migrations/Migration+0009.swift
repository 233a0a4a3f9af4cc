extension Migration {
    /// Finds what one person follows in the order in which they began to, and what they were told of one product, at
    /// the same cost however much else there is.
    static let overviews = Migration(
        number: 9,
        name: "overviews",
        kind: .expand,
        oldestProgram: 4,
        steps: [
            "CREATE INDEX user_preferences_user ON user_preferences (user_id, id)",
            "CREATE INDEX alerts_user_product ON alerts (user_id, product_id, number)",
        ]
    )
}
