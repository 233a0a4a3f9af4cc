public import SalesCore

extension PostgresStore {
    /// Begins a key, or says what became of it.
    public func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> IdempotencyState {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(key.userID)
        arguments.add(key.text)
        arguments.add(fingerprint.hex)
        arguments.add(time)
        arguments.add(lease)
        // The second statement sees what somebody began for whom the first had to wait; until then the first holds the
        // row that is in its way.
        let results = try await run([
            Statement(KeyStatements.begin, arguments), Statement(KeyStatements.find, KeyStatements.place(of: key)),
        ])
        do {
            if let token = try results[0].row({ try $0.number() }) { return .begun(token: token) }
            if let present = try results[1].row(KeyRow.read) { return present.state(for: fingerprint) }
        } catch {
            throw StoreError(error, place: place)
        }
        throw StoreError(.invalidArgument, message: "There is no person \(key.userID); nothing was begun.")
    }

    /// Keeps the answer of a begun key.
    public func finish(
        _ key: IdempotencyKey,
        token: Int64,
        with answer: KeptAnswer
    ) async throws(StoreError) -> Bool {
        var arguments = KeyStatements.place(of: key)
        arguments.add(token)
        arguments.add(answer.status)
        arguments.add(answer.contentType)
        arguments.add(bytes: answer.body)
        return try await run([Statement(KeyStatements.finish, arguments)])[0].affected == 1
    }

    /// Gives a begun key up.
    public func abandon(_ key: IdempotencyKey, token: Int64) async throws(StoreError) {
        var arguments = KeyStatements.place(of: key)
        arguments.add(token)
        _ = try await run([Statement(KeyStatements.abandon, arguments)])
    }

    /// Forgets old keys on which nobody works.
    public func removeKeys(begunBefore time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(now)
        arguments.add(time)
        return try await run([Statement(KeyStatements.remove, arguments)])[0].affected
    }
}

/// The statements of request keys.
enum KeyStatements {
    private static let place = "user_id = $1 AND name = $2"

    /// Begins a key of a person who is there, or takes over one whose lease ran out; yields the token.
    static let begin = """
        INSERT INTO request_keys AS k (user_id, name, fingerprint, begun_at, lease_token, lease_until)
        SELECT u.id, $3, $4, $5, nextval('lease_tokens'),
            \(PostgresStore.nowSQL) + $6::bigint * interval '1 millisecond'
        FROM users u WHERE u.id = $2 FOR KEY SHARE OF u
        ON CONFLICT (user_id, name) DO UPDATE SET
            lease_token = excluded.lease_token, lease_until = excluded.lease_until
        WHERE k.fingerprint = excluded.fingerprint AND k.status IS NULL AND k.lease_until <= \(PostgresStore.nowSQL)
        RETURNING k.lease_token
        """

    /// The key of a person and a text.
    static let find = "SELECT \(KeyRow.columns) FROM request_keys WHERE \(place)"

    /// Keeps the answer of a key that a token holds.
    static let finish = """
        UPDATE request_keys SET status = $4, content_type = $5, body = $6, lease_token = NULL, lease_until = NULL
        WHERE \(place) AND lease_token = $3
        """

    /// Removes a key that a token holds; a finished one has none.
    static let abandon = "DELETE FROM request_keys WHERE \(place) AND lease_token = $3"

    /// Removes those that were begun before a moment and whose lease does not run.
    static let remove = """
        DELETE FROM request_keys
        WHERE begun_at < $2 AND (lease_until IS NULL OR lease_until <= \(PostgresStore.nowSQL))
        """

    static func place(of key: IdempotencyKey) -> Arguments {
        var arguments = Arguments()
        arguments.add(key.userID)
        arguments.add(key.text)
        return arguments
    }
}
