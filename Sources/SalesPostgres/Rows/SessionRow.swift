import SalesCore

/// A row of `sessions`.
enum SessionRow {
    static let columns = "hash, user_id, kind, scope, label, created_at, last_used_at, idle_ms, ends_at"

    static func read(_ row: inout RowReader) throws -> AccountSession {
        guard let hash = SecretHash(hex: try row.text()) else {
            throw RowReader.Unreadable(column: "sessions.hash", expected: "a hash in hexadecimal digits")
        }
        return AccountSession(
            hash: hash,
            userID: try row.id(),
            kind: try row.word(),
            scope: try row.word(),
            label: try row.text(),
            createdAt: try row.moment(),
            lastUsedAt: try row.moment(),
            idleLimit: try row.durationOrNil(),
            endsAt: try row.moment()
        )
    }

    /// The columns of a session `s` and of its person `u`.
    static let columnsWithUser =
        (columns.split(separator: ", ").map { "s.\($0)" } + UserRow.columns.split(separator: ", ").map { "u.\($0)" })
        .joined(separator: ", ")

    /// Reads ``columnsWithUser``.
    static func readWithUser(_ row: inout RowReader) throws -> SignedIn {
        SignedIn(session: try read(&row), user: try UserRow.read(&row))
    }

    /// The columns, and until when it holds.
    static func arguments(_ session: AccountSession) -> Arguments {
        var arguments = Arguments()
        arguments.add(session.hash.hex)
        arguments.add(session.userID)
        arguments.add(session.kind.rawValue)
        arguments.add(session.scope.rawValue)
        arguments.add(session.label)
        arguments.add(session.createdAt)
        arguments.add(session.lastUsedAt)
        arguments.add(session.idleLimit)
        arguments.add(session.endsAt)
        arguments.add(session.holdsUntil)
        return arguments
    }
}
