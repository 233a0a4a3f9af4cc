internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Keeps a session.
    public func addSession(_ session: AccountSession) async throws(StoreError) {
        try await write { db, _ in
            guard try db.exists("users", session.userID) else { return }
            try db.run(SessionStatements.add, SessionRow.arguments(session))
        }
    }

    /// The session of a hash with its person while it holds, or nil; notes that it was used.
    ///
    /// A use that need not be noted is one query and waits for no writer.
    public func useSession(_ hash: SecretHash, at time: Timestamp) async throws(StoreError) -> SignedIn? {
        let found = try await read { db in try db.signedIn(by: hash) }
        guard let found, let used = found.session.used(at: time) else { return nil }
        guard used != found.session else { return found }
        return try await write { db, _ in
            // Somebody may have used or ended it meanwhile.
            guard let found = try db.signedIn(by: hash), let used = found.session.used(at: time) else { return nil }
            if used != found.session {
                var arguments = Arguments()
                arguments.add(used.lastUsedAt)
                arguments.add(used.holdsUntil)
                arguments.add(hash.hex)
                try db.run(SessionStatements.note, arguments)
            }
            return SignedIn(session: used, user: found.user)
        }
    }

    /// A person's sessions that hold, newest first.
    public func sessions(
        of user: UserID,
        at time: Timestamp,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<AccountSession> {
        let size = pageSize(limit)
        let start = try token?.position ?? .max
        return try await read { db in
            let arguments = Arguments(user.rawValue, time.milliseconds, start, Int64(size + 1))
            let rows = try db.rows(SessionStatements.page, arguments) { row in
                (number: try row.number(), session: try SessionRow.read(&row))
            }
            return Page(rows, size: size) { $0.number }.map(\.session)
        }
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
        try await write { [arguments] db, _ in _ = try db.run(sql, arguments) }
    }

    /// Removes sessions that ended before a moment.
    public func removeSessions(endedBefore time: Timestamp) async throws(StoreError) -> Int {
        try await write { db, _ in try db.run(SessionStatements.remove, Arguments(time.milliseconds)) }
    }
}

/// The statements of sessions.
enum SessionStatements {
    /// Adds a session unless its hash is there.
    static let add = """
        INSERT INTO sessions (\(SessionRow.columns), holds_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """

    /// The session of a hash and its person, whether it holds or not.
    static let find = """
        SELECT \(SessionRow.columnsWithUser) FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.hash = ?
        """

    /// Notes a use.
    static let note = "UPDATE sessions SET last_used_at = ?, holds_until = ? WHERE hash = ?"

    /// A person's sessions that hold, from the newest before a number on.
    static let page = """
        SELECT number, \(SessionRow.columns) FROM sessions
        WHERE user_id = ? AND holds_until > ? AND number < ? ORDER BY number DESC LIMIT ?
        """

    static let endOne = "DELETE FROM sessions WHERE user_id = ? AND hash = ?"

    /// Ends all of a person, save the one of a hash where there is one.
    static let endOthers = "DELETE FROM sessions WHERE user_id = ? AND hash IS NOT ?"

    /// Removes those that ended.
    static let remove = "DELETE FROM sessions WHERE holds_until < ?"
}

extension Database {
    /// The session of a hash and its person, whether it holds or not.
    fileprivate func signedIn(by hash: SecretHash) throws -> SignedIn? {
        var arguments = Arguments()
        arguments.add(hash.hex)
        return try row(SessionStatements.find, arguments, SessionRow.readWithUser)
    }
}
