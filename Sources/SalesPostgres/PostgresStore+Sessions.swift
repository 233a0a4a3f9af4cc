public import SalesCore

extension PostgresStore {
    /// Keeps a session.
    public func addSession(_ session: AccountSession) async throws(StoreError) {
        _ = try await run([Statement(SessionStatements.add, SessionRow.arguments(session))])
    }

    /// The session of a hash with its person while it holds, or nil; notes that it was used.
    ///
    /// A use that need not be noted is one query.
    public func useSession(_ hash: SecretHash, at time: Timestamp) async throws(StoreError) -> SignedIn? {
        var arguments = Arguments()
        arguments.add(hash.hex)
        let found = try await row(SessionStatements.find, arguments, SessionRow.readWithUser)
        guard let found, let used = found.session.used(at: time) else { return nil }
        guard used != found.session else { return found }
        // Reads again as it notes: somebody may have used or ended it meanwhile.
        arguments.add(time)
        arguments.add(used.holdsUntil)
        return try await row(SessionStatements.note, arguments, SessionRow.readWithUser)
    }

    /// A person's sessions that hold, newest first.
    public func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<AccountSession> {
        let size = pageSize(limit)
        var arguments = Arguments(user.rawValue)
        arguments.add(time)
        arguments.add(try token?.position ?? Int64.max)
        arguments.add(size + 1)
        let rows = try await rows(SessionStatements.page, arguments) { row in
            (number: try row.number(), session: try SessionRow.read(&row))
        }
        return Page(rows, size: size) { $0.number }.map(\.session)
    }

    /// Ends sessions of a person: one, or all save one.
    public func endSessions(of user: UserID, _ which: SessionChoice) async throws(StoreError) {
        var arguments = Arguments(user.rawValue)
        let sql: String
        switch which {
        case .one(let hash):
            sql = SessionStatements.endOne
            arguments.add(hash.hex)
        case .all(except: let hash):
            sql = SessionStatements.endOthers
            arguments.add(hash?.hex)
        }
        _ = try await run([Statement(sql, arguments)])
    }

    /// Removes sessions that ended before a moment.
    public func removeSessions(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        var arguments = Arguments()
        arguments.add(time)
        return try await run([Statement(SessionStatements.remove, arguments)])[0].affected
    }
}

/// The statements of sessions.
enum SessionStatements {
    /// Adds a session, unless its hash is there or its person is not.
    static let add = """
        INSERT INTO sessions (\(SessionRow.columns), holds_until)
        SELECT $1, u.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM users u WHERE u.id = $2 FOR KEY SHARE OF u
        ON CONFLICT DO NOTHING
        """

    /// The session of a hash and its person, whether it holds or not.
    static let find = """
        SELECT \(SessionRow.columnsWithUser) FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = $1
        """

    /// Notes a use of a session that holds, unless a later one is noted, and reads it with its person.
    static let note = """
        UPDATE sessions s SET last_used_at = greatest(s.last_used_at, $2), holds_until = greatest(s.holds_until, $3)
        FROM users u WHERE s.hash = $1 AND s.holds_until > $2 AND u.id = s.user_id
        RETURNING \(SessionRow.columnsWithUser)
        """

    /// A person's sessions that hold, from the newest before a number on.
    static let page = """
        SELECT number, \(SessionRow.columns) FROM sessions
        WHERE user_id = $1 AND holds_until > $2 AND number < $3 ORDER BY number DESC LIMIT $4
        """

    static let endOne = "DELETE FROM sessions WHERE user_id = $1 AND hash = $2"

    /// Ends all of a person, save the one of a hash where there is one.
    static let endOthers = "DELETE FROM sessions WHERE user_id = $1 AND hash IS DISTINCT FROM $2"

    /// Removes those that ended.
    static let remove = "DELETE FROM sessions WHERE holds_until < $1"
}
