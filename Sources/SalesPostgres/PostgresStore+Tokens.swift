public import SalesCore

extension PostgresStore {
    /// Keeps a token, unless a limit is reached.
    public func addToken(_ token: AccountToken, limits: [TokenLimit]) async throws(StoreError) -> Bool {
        var address = Arguments()
        address.add(token.purpose.rawValue)
        address.add(token.channel.rawValue)
        address.add(token.address)
        var arguments = TokenRow.arguments(token)
        arguments.addAll(limits.map { token.createdAt - $0.period })
        arguments.addAll(limits.map { Int64($0.count) })
        let results = try await run([
            Statement(TokenStatements.lock, address), Statement(TokenStatements.add, arguments),
        ])
        return results[1].affected == 1
    }

    /// The token of a hash while it can be used, or nil.
    public func token(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await row(TokenStatements.find, TokenStatements.arguments(hash, purpose, time), TokenRow.read)
    }

    /// Uses a token up and answers it, or nil.
    public func useToken(
        _ hash: SecretHash,
        for purpose: AccountToken.Purpose,
        at time: Timestamp
    ) async throws(StoreError) -> AccountToken? {
        try await row(TokenStatements.use, TokenStatements.arguments(hash, purpose, time), TokenRow.read)
    }

    /// Removes tokens that ended before a moment.
    public func removeTokens(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(time)
        return try await run([Statement(TokenStatements.remove, arguments)])[0].affected
    }
}

/// The statements of tokens.
enum TokenStatements {
    /// Lets those who add a token of one purpose for one address count one after the other.
    static let lock = """
        SELECT pg_advisory_xact_lock(
            \(AdvisoryLock.tokens), hashtext($1::text || ' ' || $2::text || ' ' || \(AddressKeySQL.key("$3::text")))
        )
        """

    /// Adds a token, unless its hash is there, its person is not, or one of the limits is reached.
    static let add = """
        INSERT INTO tokens (\(TokenRow.columns))
        SELECT $1, $2, u.id, $4, $5, $6, $7 FROM users u
        WHERE u.id = $3 AND NOT EXISTS (
            SELECT 1 FROM unnest($8::timestamptz[], $9::bigint[]) AS l(since, count)
            WHERE (
                SELECT count(*) FROM tokens t
                WHERE t.purpose = $2 AND t.channel = $4 AND t.created_at > l.since
                    AND \(AddressKeySQL.key("t.address")) = \(AddressKeySQL.key("$5::text"))
            ) >= l.count
        )
        FOR KEY SHARE OF u
        ON CONFLICT DO NOTHING
        """

    private static let usable = "hash = $1 AND purpose = $2 AND ends_at > $3 AND NOT is_used"

    /// A token that can be used.
    static let find = "SELECT \(TokenRow.columns) FROM tokens WHERE \(usable)"

    /// Uses it up.
    static let use = "UPDATE tokens SET is_used = true WHERE \(usable) RETURNING \(TokenRow.columns)"

    /// Removes those that ended.
    static let remove = "DELETE FROM tokens WHERE ends_at < $1"

    static func arguments(_ hash: SecretHash, _ purpose: AccountToken.Purpose, _ time: Timestamp) -> Arguments {
        var arguments = Arguments()
        arguments.add(hash.hex)
        arguments.add(purpose.rawValue)
        arguments.add(time)
        return arguments
    }
}
