import SalesCore

/// A row of `alerts`, without its lease.
enum AlertRow {
    static let columns = """
        id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, is_held, created_at, \
        sent_at, accepted_at, receipt, failure
        """

    /// Adds an alert unless its (user, product, event, channel) or its identifier is there.
    static let insert = """
        INSERT INTO alerts (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    static func read(_ row: inout RowReader) throws -> Alert {
        Alert(
            id: Alert.ID(rawValue: try row.text()),
            userID: try row.id(),
            productID: try row.id(),
            eventID: try row.id(),
            channel: Channel(rawValue: try row.text()),
            facts: try row.json(),
            status: try row.word(),
            attempts: try row.count(),
            nextAttemptAt: try row.moment(),
            isHeld: try row.flag(),
            createdAt: try row.moment(),
            sentAt: try row.momentOrNil(),
            acceptedAt: try row.momentOrNil(),
            receipt: try row.textOrNil(),
            failure: try row.textOrNil()
        )
    }

    static func arguments(_ alert: Alert) throws -> Arguments {
        var arguments = Arguments(capacity: 15)
        arguments.add(alert.id.rawValue)
        arguments.add(alert.userID)
        arguments.add(alert.productID)
        arguments.add(alert.eventID)
        arguments.add(alert.channel.rawValue)
        try arguments.addJSON(alert.facts)
        arguments.add(alert.status.rawValue)
        arguments.add(alert.attempts)
        arguments.add(alert.nextAttemptAt)
        arguments.add(alert.isHeld)
        arguments.add(alert.createdAt)
        arguments.add(alert.sentAt)
        arguments.add(alert.acceptedAt)
        arguments.add(alert.receipt)
        arguments.add(alert.failure)
        return arguments
    }
}
