public import SalesCore

extension PostgresStore {
    /// Adds a subscription, or replaces what its (user, product) had.
    public func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) async throws(StoreError) -> Subscription? {
        try await transaction { transaction in
            let hosts = HostQueue.arguments([draft.productID])
            let pair = Arguments(draft.userID.rawValue, draft.productID.rawValue)
            let read = try await transaction.run([
                Statement(HostQueue.lock, hosts),
                Statement(PreferenceStatements.lockQueue, Arguments(draft.productID.rawValue)),
                Statement(PreferenceStatements.hold, pair), Statement(PreferenceStatements.present, pair),
            ])
            guard read[2].count == 1 else { return nil }
            let present = try read[3].row(SubscriptionRow.read)
            guard expectedVersion == nil || expectedVersion == (present?.version ?? 0) else { return nil }
            var arguments = pair
            try SubscriptionRow.draftArguments(draft, into: &arguments)
            let change = (draft.isPaused ? 0 : 1) - (present?.isPaused == false ? 1 : 0)
            let saved = try await transaction.commit([
                Statement(PreferenceStatements.save, arguments),
                PreferenceStatements.followers(of: draft.productID, change: change, dueAt: dueAt),
                Statement(HostQueue.wake, hosts), Statement(HostQueue.call),
            ])
            return try saved[0].row(SubscriptionRow.read)
        }
    }

    /// The subscription of a user to a product, or nil.
    public func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription? {
        try await row(
            PreferenceStatements.read,
            Arguments(user.rawValue, product.rawValue),
            SubscriptionRow.read
        )
    }

    /// Subscriptions in the order of their numbers.
    public func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Subscription> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("user_id", equals: filter.userID)
        condition.add("product_id", equals: filter.productID)
        try condition.add(after: token)
        let end = condition.limit(size + 1)
        let rows = try await rows(
            """
            SELECT \(SubscriptionRow.columns) FROM user_preferences \(condition.clause) ORDER BY id \(end)
            """,
            condition.arguments,
            SubscriptionRow.read
        )
        return Page(rows, size: size) { $0.id.rawValue }
    }

    /// Removes a user's subscription to a product.
    public func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError) {
        try await transaction { transaction in
            let pair = Arguments(user.rawValue, product.rawValue)
            let removed = try await transaction.run([
                Statement(HostQueue.lock, HostQueue.arguments([product])),
                Statement(PreferenceStatements.lockQueue, Arguments(product.rawValue)),
                Statement(PreferenceStatements.remove, pair),
            ])
            guard let wasPaused = try removed[2].row({ try $0.flag() }) else { return }
            try await transaction.commit([
                PreferenceStatements.followers(of: product, change: wasPaused ? 0 : -1, dueAt: nil)
            ])
        }
    }
}

/// The statements of subscriptions.
enum PreferenceStatements {
    /// Holds what a product knows of its followers: two changes of one product come one after the other.
    static let lockQueue = "SELECT 1 FROM check_queue WHERE product_id = $1 FOR NO KEY UPDATE"

    /// Holds a person and a product where both are there: who is just being erased is gone or stays.
    static let hold = """
        SELECT 1 FROM users u, products p WHERE u.id = $1 AND p.id = $2 FOR KEY SHARE OF u, p
        """

    /// A person's subscription to a product.
    static let read = "SELECT \(SubscriptionRow.columns) FROM user_preferences WHERE user_id = $1 AND product_id = $2"

    /// The same, held until the transaction ends: an expansion waits.
    static let present = read + " FOR UPDATE"

    private static let draftPlaces = SubscriptionRow.draftPlaces(from: 3)

    /// Adds a subscription, or replaces all of it but its number.
    static let save = """
        INSERT INTO user_preferences (user_id, product_id, \(SubscriptionRow.draftColumns), version)
        VALUES ($1, $2, \(draftPlaces), 1)
        ON CONFLICT (user_id, product_id) DO UPDATE SET
            (\(SubscriptionRow.draftColumns)) = ROW(\(draftPlaces)), version = user_preferences.version + 1
        RETURNING \(SubscriptionRow.columns)
        """

    static let remove = "DELETE FROM user_preferences WHERE user_id = $1 AND product_id = $2 RETURNING is_paused"

    /// Brings what a product knows of its followers up to date, at the same cost for one follower and for many.
    static func followers(of product: ProductID, change: Int, dueAt: Timestamp?) -> Statement {
        var arguments = Arguments(product.rawValue, Int64(change))
        arguments.add(dueAt)
        return Statement(followers, arguments)
    }

    private static let followers = """
        UPDATE check_queue q SET
            active_followers = q.active_followers + $2,
            interval_ms = (
                SELECT min(u.interval_ms) FROM user_preferences u
                WHERE u.product_id = q.product_id AND NOT u.is_paused AND u.interval_ms IS NOT NULL
            ),
            next_check_at = CASE
                WHEN q.active_followers = 0 AND $2 > 0 THEN coalesce($3::timestamptz, q.next_check_at)
                ELSE q.next_check_at
            END
        WHERE q.product_id = $1
        """
}
