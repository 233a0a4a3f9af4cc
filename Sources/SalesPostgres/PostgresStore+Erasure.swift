public import SalesCore

extension PostgresStore {
    /// Removes a person with everything that names them.
    ///
    /// No query finds them from then on. Their bytes are still in the files of the server until vacuum comes by, which it
    /// does by itself (https://www.postgresql.org/docs/15/routine-vacuuming.html) and what is asked for by `VACUUM`, and
    /// in its write-ahead log until that is recycled; an archive of the log and backups keep them as long as they are
    /// kept.
    public func eraseUser(_ id: UserID, at time: Timestamp) async throws(StoreError) {
        guard id != .local else {
            throw StoreError(.invalidArgument, message: "The local user cannot be erased; nothing was changed.")
        }
        for _ in 1..<Self.attemptsToErase {
            if try await erase(id, at: time) { return }
        }
        guard try await erase(id, at: time) else {
            throw StoreError(
                .other,
                advice: .later(after: nil),
                message: "The person follows new products all the time; nothing was erased. Try again."
            )
        }
    }

    /// The numbers of erased people in ascending order.
    public func erasedUsers(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<UserID> {
        let size = pageSize(limit)
        var arguments = Arguments(try token?.position ?? 0)
        arguments.add(size + 1)
        let rows = try await rows(ErasureStatements.erased, arguments) { try $0.id(UserID.self) }
        return Page(rows, size: size) { $0.rawValue }
    }

    /// Erases a person, unless they follow a product meanwhile that they did not; answers whether it did.
    private func erase(_ id: UserID, at time: Timestamp) async throws(StoreError) -> Bool {
        let person = Arguments(id.rawValue)
        let followed = try await rows(ErasureStatements.followed, person) { try $0.id(ProductID.self) }
        return try await transaction { transaction in
            let products = HostQueue.arguments(followed)
            // In the order in which subscriptions are saved: hosts, queue, person.
            let held = try await transaction.run([
                Statement(HostQueue.lock, products), Statement(ErasureStatements.lockQueue, products),
                Statement(ErasureStatements.hold, person), Statement(ErasureStatements.followed, person),
            ])
            guard held[2].count == 1 else { return true }
            let present = try held[3].rows { try $0.id(ProductID.self) }
            guard Set(followed).isSuperset(of: present) else { return false }
            var erased = person
            erased.add(time)
            try await transaction.commit([
                // Alerts behind preferences: an expansion that runs holds a preference, and ends before.
                Statement(ErasureStatements.unfollow, person), Statement(ErasureStatements.reckonIntervals, products),
                Statement(ErasureStatements.removeAlerts, person), Statement(ErasureStatements.remember, erased),
                // Tokens, letters, sessions and request keys go with the row by their foreign keys.
                Statement(ErasureStatements.remove, person),
            ])
            return true
        }
    }

    /// How often a person is erased who follows new products meanwhile.
    private static let attemptsToErase = 5
}

/// The statements of an erasure.
enum ErasureStatements {
    /// What a person follows.
    static let followed = "SELECT product_id FROM user_preferences WHERE user_id = $1 ORDER BY product_id"

    /// Holds what products know of their followers.
    static let lockQueue = """
        SELECT 1 FROM check_queue WHERE product_id = ANY ($1::bigint[]) ORDER BY product_id FOR NO KEY UPDATE
        """

    /// Holds the person: nobody adds anything of theirs from now on.
    static let hold = "SELECT 1 FROM users WHERE id = $1 FOR UPDATE"

    /// Removes what a person follows, and counts them out.
    static let unfollow = """
        WITH removed AS (DELETE FROM user_preferences WHERE user_id = $1 RETURNING product_id, is_paused)
        UPDATE check_queue q SET active_followers = q.active_followers - 1
        FROM removed r WHERE q.product_id = r.product_id AND NOT r.is_paused
        """

    /// Reckons anew how often followers ask for a check; a statement of its own, which sees who is gone.
    static let reckonIntervals = """
        UPDATE check_queue q SET interval_ms = (
            SELECT min(u.interval_ms) FROM user_preferences u
            WHERE u.product_id = q.product_id AND NOT u.is_paused AND u.interval_ms IS NOT NULL
        )
        WHERE q.product_id = ANY ($1::bigint[])
        """

    static let removeAlerts = "DELETE FROM alerts WHERE user_id = $1"

    static let remember = "INSERT INTO erased_users (user_id, erased_at) VALUES ($1, $2) ON CONFLICT DO NOTHING"

    static let remove = "DELETE FROM users WHERE id = $1"

    /// The numbers of erased people.
    static let erased = "SELECT user_id FROM erased_users WHERE user_id > $1 ORDER BY user_id LIMIT $2"
}
