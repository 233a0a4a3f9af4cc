internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Removes a person with everything that names them.
    ///
    /// Their bytes are overwritten in the file with zeros as the transaction is written
    /// (https://www.sqlite.org/pragma.html#pragma_secure_delete), and the log, which holds what pages were before, is
    /// written back and cut to nothing. Where somebody reads or writes at this moment, in this program or another, the
    /// log is cut by the next erasure or when the last program closes the file. What the disk itself keeps of cut and
    /// overwritten blocks is beyond SQLite.
    public func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError) {
        guard id != .local else {
            throw StoreError(.invalidArgument, message: "The local user cannot be erased; nothing was changed.")
        }
        try await write { db, _ in
            let person = Arguments(id.rawValue)
            for subscription in try db.rows(ErasureStatements.followed, person, SubscriptionRow.read) {
                try db.remove(subscription)
            }
            try db.run(ErasureStatements.removeAlerts, person)
            // Tokens, letters, sessions and request keys go with the row by their foreign keys.
            guard try db.run(ErasureStatements.remove, person) == 1 else { return }
            try db.run(ErasureStatements.remember, Arguments(id.rawValue, time.milliseconds))
        }
        try await onWriter { db in
            do {
                _ = try db.checkpoint(.truncate)
            } catch let error as DatabaseError {
                // The person is erased; somebody reads what was before.
                guard error.resultCode == .SQLITE_BUSY else { throw error }
            }
        }
    }

    /// The numbers of erased people in ascending order.
    public func erasedUsers(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<UserID> {
        let size = pageSize(limit)
        let start = try token?.position ?? 0
        return try await read { db in
            let arguments = Arguments(start, Int64(size + 1))
            return Page(try db.rows(ErasureStatements.erased, arguments) { try $0.id() }, size: size) { $0.rawValue }
        }
    }
}

/// The statements of an erasure.
enum ErasureStatements {
    /// Everything that a person follows.
    static let followed = "SELECT \(SubscriptionRow.columns) FROM user_preferences WHERE user_id = ?"

    static let removeAlerts = "DELETE FROM alerts WHERE user_id = ?"

    static let remember = "INSERT INTO erased_users (user_id, erased_at) VALUES (?, ?)"

    static let remove = "DELETE FROM users WHERE id = ?"

    /// The numbers of erased people.
    static let erased = "SELECT user_id FROM erased_users WHERE user_id > ? ORDER BY user_id LIMIT ?"
}
