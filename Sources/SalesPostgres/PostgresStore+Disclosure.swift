public import SalesCore

extension PostgresStore {
    /// The letters to a person.
    public func letters(to user: UserID) async throws(StoreError) -> [Letter] {
        try await rows(DisclosureStatements.letters, Arguments(user.rawValue), LetterRow.read)
    }

    /// The tokens of a person.
    public func tokens(of user: UserID) async throws(StoreError) -> [KeptToken] {
        try await rows(DisclosureStatements.tokens, Arguments(user.rawValue)) { row in
            KeptToken(token: try TokenRow.read(&row), isUsed: try row.flag())
        }
    }

    /// What was counted under some names.
    public func counts(of names: [String]) async throws(StoreError) -> [QuotaCount] {
        var arguments = Arguments()
        arguments.addAll(names)
        return try await rows(DisclosureStatements.counts, arguments) { row in
            let (name, start, end) = (try row.text(), try row.moment(), try row.moment())
            return QuotaCount(name: name, window: start..<max(start, end), used: try row.number())
        }
    }
}

/// The statements that tell a person what is kept of them.
enum DisclosureStatements {
    static let letters = "SELECT \(LetterRow.columns) FROM letters WHERE user_id = $1 ORDER BY number"

    static let tokens = "SELECT \(TokenRow.columns), is_used FROM tokens WHERE user_id = $1 ORDER BY created_at, hash"

    static let counts = """
        SELECT q.name, q.starts_at, q.ends_at, q.used
        FROM quotas q JOIN unnest($1::text[]) WITH ORDINALITY AS n(name, place) ON q.name = n.name
        ORDER BY n.place, q.starts_at, q.ends_at
        """
}
