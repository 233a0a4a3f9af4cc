internal import GRDB
public import SalesCore

extension SQLiteStore {
    /// Adds a subscription, or replaces what its (user, product) had.
    public func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) async throws(StoreError) -> Subscription? {
        try await write { db, _ in
            guard try db.exists("users", draft.userID), try db.exists("products", draft.productID) else { return nil }
            let present = try db.subscription(of: draft.userID, to: draft.productID)
            guard expectedVersion == nil || expectedVersion == (present?.version ?? 0) else { return nil }
            let saved = try present.map { try db.replace($0, with: draft) } ?? db.insert(draft)
            guard let saved else {
                throw RowReader.Unreadable(column: "user_preferences.id", expected: "the saved subscription")
            }
            try db.updateFollowers(of: draft.productID, removing: present, adding: saved, dueAt: dueAt)
            return saved
        }
    }

    /// The subscription of a user to a product, or nil.
    public func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription? {
        try await read { db in try db.subscription(of: user, to: product) }
    }

    /// Subscriptions in the order of their numbers.
    public func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Subscription> {
        let size = pageSize(limit)
        var condition = Condition()
        condition.add("user_id = ?", filter.userID)
        condition.add("product_id = ?", filter.productID)
        try condition.add(after: token)
        let sql = """
            SELECT \(SubscriptionRow.columns) FROM user_preferences \(condition.clause) ORDER BY id LIMIT \(size + 1)
            """
        let arguments = condition.arguments
        return try await read { db in
            Page(try db.rows(sql, arguments, SubscriptionRow.read), size: size) { $0.id.rawValue }
        }
    }

    /// Removes a user's subscription to a product.
    public func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError) {
        try await write { db, _ in
            guard let present = try db.subscription(of: user, to: product) else { return }
            try db.remove(present)
        }
    }
}

extension Database {
    /// Whether a table has a row of this number.
    func exists(_ table: StaticString, _ id: some StoreIdentifier) throws -> Bool {
        try row("SELECT 1 FROM \(table) WHERE id = ?", Arguments(id.rawValue)) { try $0.flag() } ?? false
    }

    /// Removes a subscription and brings its product's followers up to date.
    func remove(_ present: Subscription) throws {
        try run("DELETE FROM user_preferences WHERE id = ?", Arguments(present.id.rawValue))
        try updateFollowers(of: present.productID, removing: present, adding: nil, dueAt: nil)
    }

    fileprivate func subscription(of user: UserID, to product: ProductID) throws -> Subscription? {
        try row(
            "SELECT \(SubscriptionRow.columns) FROM user_preferences WHERE user_id = ? AND product_id = ?",
            Arguments(user.rawValue, product.rawValue),
            SubscriptionRow.read
        )
    }

    fileprivate func insert(_ draft: Subscription.Draft) throws -> Subscription? {
        var arguments = Arguments(capacity: 16)
        arguments.add(draft.userID)
        arguments.add(draft.productID)
        try SubscriptionRow.draftArguments(draft, into: &arguments)
        return try row(
            """
            INSERT INTO user_preferences (user_id, product_id, \(SubscriptionRow.draftColumns), version)
            VALUES (?, ?, \(SubscriptionRow.draftPlaces), 1) RETURNING \(SubscriptionRow.columns)
            """,
            arguments,
            SubscriptionRow.read
        )
    }

    fileprivate func replace(_ present: Subscription, with draft: Subscription.Draft) throws -> Subscription? {
        var arguments = Arguments(capacity: 16)
        try SubscriptionRow.draftArguments(draft, into: &arguments)
        arguments.add(present.id)
        return try row(
            """
            UPDATE user_preferences SET
                (\(SubscriptionRow.draftColumns)) = (\(SubscriptionRow.draftPlaces)), version = version + 1
            WHERE id = ? RETURNING \(SubscriptionRow.columns)
            """,
            arguments,
            SubscriptionRow.read
        )
    }

    /// Brings what a product knows of its followers up to date, at the same cost for one follower and for many.
    fileprivate func updateFollowers(
        of product: ProductID,
        removing old: Subscription?,
        adding new: Subscription?,
        dueAt: Timestamp?
    ) throws {
        let change = (new?.isPaused == false ? 1 : 0) - (old?.isPaused == false ? 1 : 0)
        var arguments = Arguments()
        arguments.add(change)
        arguments.add(dueAt)
        arguments.add(change)
        arguments.add(product)
        try run(
            """
            UPDATE products SET
                active_followers = active_followers + ?1,
                interval_ms = (
                    SELECT min(s.interval_ms) FROM user_preferences s
                    WHERE s.product_id = products.id AND s.is_paused = 0 AND s.interval_ms IS NOT NULL
                ),
                next_check_at = CASE
                    WHEN active_followers = 0 AND ?3 > 0 THEN coalesce(?2, next_check_at) ELSE next_check_at
                END
            WHERE id = ?4
            """,
            arguments
        )
    }
}
