internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Keeps a token, unless a limit is reached.
    public func addToken(_ token: AccountToken, limits: [TokenLimit]) async throws(StoreError) -> Bool {
        try await write { db, _ in
            guard try db.exists("users", token.userID) else { return false }
            for limit in limits {
                var arguments = Arguments()
                arguments.add(token.purpose.rawValue)
                arguments.add(token.channel.rawValue)
                arguments.add(token.address)
                arguments.add(token.createdAt - limit.period)
                let count = try db.row(TokenStatements.count, arguments) { try $0.count() } ?? 0
                guard count < limit.count else { return false }
            }
            return try db.run(TokenStatements.add, TokenRow.arguments(token)) == 1
        }
    }

    /// The token of a hash while it can be used, or nil.
    public func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await read { db in
            try db.row(
                TokenStatements.find,
                TokenStatements.arguments(hash, purpose, time),
                TokenRow.read
            )
        }
    }

    /// Uses a token up and answers it, or nil.
    public func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await write { db, _ in
            try db.row(
                TokenStatements.use,
                TokenStatements.arguments(hash, purpose, time),
                TokenRow.read
            )
        }
    }

    /// Removes tokens that ended before a moment.
    public func removeTokens(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in try db.run(TokenStatements.remove, Arguments(time.milliseconds)) }
    }
}

/// The statements of tokens.
enum TokenStatements {
    /// How many of a purpose were kept for an address since a moment.
    static let count = """
        SELECT count(*) FROM tokens WHERE purpose = ? AND channel = ? AND address = ? AND created_at > ?
        """

    /// Adds a token unless its hash is there.
    static let add = "INSERT INTO tokens (\(TokenRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"

    private static let usable = "hash = ? AND purpose = ? AND ends_at > ? AND is_used = 0"

    /// A token that can be used.
    static let find = "SELECT \(TokenRow.columns) FROM tokens WHERE \(usable)"

    /// Uses it up.
    static let use = "UPDATE tokens SET is_used = 1 WHERE \(usable) RETURNING \(TokenRow.columns)"

    /// Removes those that ended.
    static let remove = "DELETE FROM tokens WHERE ends_at < ?"

    static func arguments(_ hash: SecretHash, _ purpose: AccountToken.Purpose, _ time: Timestamp) -> Arguments {
        var arguments = Arguments()
        arguments.add(hash.hex)
        arguments.add(purpose.rawValue)
        arguments.add(time)
        return arguments
    }
}
