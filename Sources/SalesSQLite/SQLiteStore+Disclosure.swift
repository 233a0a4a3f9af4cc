internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// The letters to a person.
    public func letters(to user: UserID) async throws(StoreError) -> [Letter] {
        try await read { db in
            try db.rows(DisclosureStatements.letters, Arguments(user.rawValue), LetterRow.read)
        }
    }

    /// The tokens of a person.
    public func tokens(of user: UserID) async throws(StoreError) -> [KeptToken] {
        try await read { db in
            try db.rows(DisclosureStatements.tokens, Arguments(user.rawValue)) { row in
                KeptToken(token: try TokenRow.read(&row), isUsed: try row.flag())
            }
        }
    }

    /// What was counted under some names.
    public func counts(of names: [String]) async throws(StoreError) -> [QuotaCount] {
        try await read { db in
            try names.flatMap { name in
                var arguments = Arguments()
                arguments.add(name)
                return try db.rows(DisclosureStatements.counts, arguments) { row in
                    let (start, end) = (try row.moment(), try row.moment())
                    return QuotaCount(name: name, window: start..<max(start, end), used: try row.number())
                }
            }
        }
    }
}

/// The statements that tell a person what is kept of them.
enum DisclosureStatements {
    static let letters = "SELECT \(LetterRow.columns) FROM letters WHERE user_id = ? ORDER BY number"

    static let tokens = "SELECT \(TokenRow.columns), is_used FROM tokens WHERE user_id = ? ORDER BY created_at, hash"

    static let counts = "SELECT starts_at, ends_at, used FROM quotas WHERE name = ? ORDER BY starts_at, ends_at"
}
