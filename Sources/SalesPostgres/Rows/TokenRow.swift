import SalesCore

/// A row of `tokens`, without whether it was used.
enum TokenRow {
    static let columns = "hash, purpose, user_id, channel, address, created_at, ends_at"

    static func read(_ row: inout RowReader) throws -> AccountToken {
        guard let hash = SecretHash(hex: try row.text()) else {
            throw RowReader.Unreadable(column: "tokens.hash", expected: "a hash in hexadecimal digits")
        }
        return AccountToken(
            hash: hash,
            purpose: AccountToken.Purpose(rawValue: try row.text()),
            userID: try row.id(),
            channel: Channel(rawValue: try row.text()),
            address: try row.text(),
            createdAt: try row.moment(),
            endsAt: try row.moment()
        )
    }

    static func arguments(_ token: AccountToken) -> Arguments {
        var arguments = Arguments()
        arguments.add(token.hash.hex)
        arguments.add(token.purpose.rawValue)
        arguments.add(token.userID)
        arguments.add(token.channel.rawValue)
        arguments.add(token.address)
        arguments.add(token.createdAt)
        arguments.add(token.endsAt)
        return arguments
    }
}
