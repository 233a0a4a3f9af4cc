internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Begins a key, or says what became of it.
    public func begin(
        _ key: IdempotencyKey,
        fingerprint: SecretHash,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> IdempotencyState {
        try await write { db, now in
            guard try db.exists("users", key.userID) else {
                throw StoreError(.invalidArgument, message: "There is no person \(key.userID); nothing was begun.")
            }
            let present = try db.row(KeyStatements.find, KeyStatements.place(of: key), KeyRow.read)
            if let state = present?.state(for: fingerprint, at: now) { return state }
            let token = try db.newLeaseTokens(1)
            var arguments = KeyStatements.place(of: key)
            arguments.add(fingerprint.hex)
            arguments.add(time)
            arguments.add(token)
            arguments.add(now + lease)
            try db.run(KeyStatements.begin, arguments)
            return .begun(token: token)
        }
    }

    /// Keeps the answer of a begun key.
    public func finish(
        _ key: IdempotencyKey,
        token: Int64,
        with answer: KeptAnswer
    ) async throws(StoreError) -> Bool {
        try await write { db, _ in
            var arguments = Arguments()
            arguments.add(answer.status)
            arguments.add(answer.contentType)
            arguments.add(bytes: answer.body)
            arguments.add(key.userID)
            arguments.add(key.text)
            arguments.add(token)
            return try db.run(KeyStatements.finish, arguments) == 1
        }
    }

    /// Gives a begun key up.
    public func abandon(_ key: IdempotencyKey, token: Int64) async throws(StoreError) {
        try await write { db, _ in
            var arguments = KeyStatements.place(of: key)
            arguments.add(token)
            try db.run(KeyStatements.abandon, arguments)
        }
    }

    /// Forgets old keys on which nobody works.
    public func removeKeys(begunBefore time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, now in
            try db.run(KeyStatements.remove, Arguments(time.milliseconds, now.milliseconds))
        }
    }
}

/// The statements of request keys.
enum KeyStatements {
    private static let place = "user_id = ? AND name = ?"

    /// The key of a person and a text.
    static let find = "SELECT \(KeyRow.columns) FROM request_keys WHERE \(place)"

    /// Begins a key, or takes it over.
    static let begin = """
        INSERT INTO request_keys (user_id, name, fingerprint, begun_at, lease_token, lease_until)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (user_id, name) DO UPDATE SET
            lease_token = excluded.lease_token, lease_until = excluded.lease_until
        """

    /// Keeps the answer of a key that a token holds.
    static let finish = """
        UPDATE request_keys SET status = ?, content_type = ?, body = ?, lease_token = NULL, lease_until = NULL
        WHERE \(place) AND lease_token = ?
        """

    /// Removes a key that a token holds; a finished one has none.
    static let abandon = "DELETE FROM request_keys WHERE \(place) AND lease_token = ?"

    /// Removes those that were begun before a moment and whose lease does not run.
    static let remove = "DELETE FROM request_keys WHERE begun_at < ? AND (lease_until IS NULL OR lease_until <= ?)"

    static func place(of key: IdempotencyKey) -> Arguments {
        var arguments = Arguments()
        arguments.add(key.userID)
        arguments.add(key.text)
        return arguments
    }
}
