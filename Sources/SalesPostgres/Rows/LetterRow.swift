import SalesCore

/// A row of `letters`, without its lease.
enum LetterRow {
    static let columns = """
        id, user_id, channel, address, kind, created_at, next_attempt_at, attempts, status, failure
        """

    static func read(_ row: inout RowReader) throws -> Letter {
        Letter(
            id: Alert.ID(rawValue: try row.text()),
            userID: try row.id(),
            channel: Channel(rawValue: try row.text()),
            address: try row.text(),
            kind: Letter.Kind(rawValue: try row.text()),
            createdAt: try row.moment(),
            nextAttemptAt: try row.moment(),
            attempts: try row.count(),
            status: try row.word(),
            failure: row.textOrNil()
        )
    }

    static func arguments(_ letter: Letter) -> Arguments {
        var arguments = Arguments()
        arguments.add(letter.id.rawValue)
        arguments.add(letter.userID)
        arguments.add(letter.channel.rawValue)
        arguments.add(letter.address)
        arguments.add(letter.kind.rawValue)
        arguments.add(letter.createdAt)
        arguments.add(letter.nextAttemptAt)
        arguments.add(letter.attempts)
        arguments.add(letter.status.rawValue)
        arguments.add(letter.failure)
        return arguments
    }
}
