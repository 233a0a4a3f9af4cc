public import SalesCore

extension DictionaryStore {
    /// Adds a subscription, or replaces what its (user, product) had.
    public func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) throws(StoreError) -> Subscription? {
        guard users[draft.userID] != nil, products[draft.productID.rawValue] != nil else { return nil }
        let present = find(draft.userID, draft.productID)
        guard expectedVersion == nil || expectedVersion == (present?.version ?? 0) else { return nil }
        let saved = Subscription(
            id: present?.id ?? SubscriptionID(rawValue: nextNumber()),
            userID: draft.userID,
            productID: draft.productID,
            rule: draft.rule,
            channels: draft.channels,
            interval: draft.interval,
            coolDown: draft.coolDown,
            isInDigest: draft.isInDigest,
            isPaused: draft.isPaused,
            memory: draft.memory,
            version: (present?.version ?? 0) + 1,
            createdAt: draft.createdAt
        )
        subscriptions[saved.id.rawValue] = saved
        countFollowers(of: draft.productID, dueAt: dueAt)
        return saved
    }

    /// The subscription of a user to a product, or nil.
    public func subscription(of user: UserID, to product: ProductID) throws(StoreError) -> Subscription? {
        find(user, product)
    }

    /// Subscriptions in the order of their numbers.
    public func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Subscription> {
        try page(subscriptions, after: token, limit: limit) { row in
            (filter.userID == nil || filter.userID == row.userID)
                && (filter.productID == nil || filter.productID == row.productID)
        }
    }

    /// Removes a user's subscription to a product.
    public func removeSubscription(of user: UserID, to product: ProductID) throws(StoreError) {
        guard let row = find(user, product) else { return }
        subscriptions[row.id.rawValue] = nil
        countFollowers(of: product, dueAt: nil)
    }

    private func find(_ user: UserID, _ product: ProductID) -> Subscription? {
        subscriptions.values.first { $0.userID == user && $0.productID == product }
    }

    /// Keeps what the product says of its followers true; the first one makes it due.
    private func countFollowers(of id: ProductID, dueAt: Timestamp?) {
        guard var product = products[id.rawValue] else { return }
        let active = subscriptions.values.filter { $0.productID == id && !$0.isPaused }
        if let dueAt, product.activeFollowers == 0, !active.isEmpty { product.nextCheckAt = dueAt }
        product.activeFollowers = active.count
        product.interval = active.compactMap(\.interval).min()
        product.hasDefaultFollower = active.contains { $0.interval == nil }
        products[id.rawValue] = product
    }
}
