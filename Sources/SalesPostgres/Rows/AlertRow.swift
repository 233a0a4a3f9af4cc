import SalesCore

/// A row of `alerts`, without its lease.
enum AlertRow {
    static let columns = """
        id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, is_held, created_at, \
        sent_at, accepted_at, receipt, failure
        """

    /// One array for each of ``columns``, beginning with the given number.
    static func arrays(from first: Int) -> String {
        let types = [
            "text", "bigint", "bigint", "bigint", "text", "json", "text", "bigint", "timestamptz", "boolean",
            "timestamptz", "timestamptz", "timestamptz", "text", "text",
        ]
        return types.enumerated().map { "$\(first + $0)::\($1)[]" }.joined(separator: ", ")
    }

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
            receipt: row.textOrNil(),
            failure: row.textOrNil()
        )
    }

    /// The columns of many alerts, in the order of ``columns``.
    static func arguments(_ alerts: [Alert], into arguments: inout Arguments) throws {
        arguments.addAll(alerts.map(\.id.rawValue))
        arguments.addAll(alerts.map(\.userID))
        arguments.addAll(alerts.map(\.productID))
        arguments.addAll(alerts.map(\.eventID))
        arguments.addAll(alerts.map(\.channel.rawValue))
        try arguments.addAllJSON(alerts.map(\.facts))
        arguments.addAll(alerts.map(\.status.rawValue))
        arguments.addAll(alerts.map { Int64($0.attempts) })
        arguments.addAll(alerts.map(\.nextAttemptAt))
        arguments.addAll(alerts.map(\.isHeld))
        arguments.addAll(alerts.map(\.createdAt))
        arguments.addAll(alerts.map(\.sentAt))
        arguments.addAll(alerts.map(\.acceptedAt))
        arguments.addAll(alerts.map(\.receipt))
        arguments.addAll(alerts.map(\.failure))
    }
}
