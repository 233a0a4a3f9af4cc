import SalesCore

/// A row of `user_preferences`.
enum SubscriptionRow {
    static let columns = """
        id, user_id, product_id, rule, channels, interval_ms, cool_down_ms, is_in_digest, is_paused, memory, version, \
        created_at
        """

    /// The columns that a draft sets, in the order of ``draftArguments(_:into:)``.
    static let draftColumns = "rule, channels, interval_ms, cool_down_ms, is_in_digest, is_paused, memory, created_at"

    /// One argument for each of ``draftColumns``, beginning with the given number.
    static func draftPlaces(from first: Int) -> String {
        (first..<(first + 8)).map { "$\($0)" }.joined(separator: ", ")
    }

    static func read(_ row: inout RowReader) throws -> Subscription {
        Subscription(
            id: try row.id(),
            userID: try row.id(),
            productID: try row.id(),
            rule: try row.rule(),
            channels: try row.texts().map(Channel.init(rawValue:)),
            interval: try row.durationOrNil(),
            coolDown: try row.durationOrNil(),
            isInDigest: try row.flag(),
            isPaused: try row.flag(),
            memory: try row.json(),
            version: try row.number(),
            createdAt: try row.moment()
        )
    }

    static func draftArguments(_ draft: Subscription.Draft, into arguments: inout Arguments) throws {
        arguments.add(draft.rule.text)
        arguments.add(draft.channels.map(\.rawValue))
        arguments.add(draft.interval)
        arguments.add(draft.coolDown)
        arguments.add(draft.isInDigest)
        arguments.add(draft.isPaused)
        try arguments.addJSON(draft.memory)
        arguments.add(draft.createdAt)
    }
}
