extension MemoryStore {
    /// Adds a subscription, or replaces what its (user, product) had.
    public func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) throws(StoreError) -> Subscription? {
        guard users.row(draft.userID.rawValue) != nil, products.row(draft.productID.rawValue) != nil else { return nil }
        let key = SubscriptionKey(userID: draft.userID, productID: draft.productID)
        let present = subscriptionIDs[key].flatMap { subscriptions.row($0.rawValue) }
        guard expectedVersion == nil || expectedVersion == (present?.version ?? 0) else { return nil }

        let saved: Subscription
        if let present {
            saved = Subscription(id: present.id, version: present.version + 1, draft: draft)
            subscriptions.update(present.id.rawValue) { $0 = saved }
        } else {
            saved = subscriptions.insert { Subscription(id: SubscriptionID(rawValue: $0), version: 1, draft: draft) }
            subscriptionIDs[key] = saved.id
            subscriptionsByProduct[draft.productID, default: []].append(saved.id.rawValue)
        }
        updateFollowers(of: draft.productID, removing: present, adding: saved, dueAt: dueAt)
        return saved
    }

    /// The subscription of a user to a product, or nil.
    public func subscription(of user: UserID, to product: ProductID) throws(StoreError) -> Subscription? {
        subscriptionIDs[SubscriptionKey(userID: user, productID: product)].flatMap { subscriptions.row($0.rawValue) }
    }

    /// Subscriptions in the order of their numbers.
    public func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Subscription> {
        let matches: (Subscription) -> Bool = { row in filter.userID.map { $0 == row.userID } ?? true }
        guard let product = filter.productID else {
            return try subscriptions.page(after: token, limit: limit, where: matches)
        }
        let start = try token.map { token throws(StoreError) in try token.position } ?? 0
        let numbers = subscriptionsByProduct[product] ?? []
        return subscriptions.page(of: numbers[numbers.partitionIndex { $0 > start }...], limit: limit, where: matches)
    }

    /// Removes a user's subscription to a product.
    public func removeSubscription(of user: UserID, to product: ProductID) throws(StoreError) {
        let key = SubscriptionKey(userID: user, productID: product)
        guard let id = subscriptionIDs.removeValue(forKey: key) else { return }
        let row = subscriptions.remove(id.rawValue)
        if var numbers = subscriptionsByProduct.removeValue(forKey: product) {
            let index = numbers.partitionIndex { $0 >= id.rawValue }
            if index < numbers.endIndex, numbers[index] == id.rawValue { numbers.remove(at: index) }
            subscriptionsByProduct[product] = numbers
        }
        updateFollowers(of: product, removing: row, adding: nil, dueAt: nil)
    }

    private func updateFollowers(
        of id: ProductID,
        removing old: Subscription?,
        adding new: Subscription?,
        dueAt: Timestamp?
    ) {
        var counted = followers[id] ?? Followers()
        let before = counted.active
        if let old { counted.count(old, by: -1) }
        if let new { counted.count(new, by: 1) }
        followers[id] = counted
        products.update(id.rawValue) { product in
            product.activeFollowers = counted.active
            product.interval = counted.intervals.keys.min()
            product.hasDefaultFollower = counted.withoutInterval > 0
            if before == 0, counted.active > 0, let dueAt { product.nextCheckAt = dueAt }
        }
        enqueueCheck(of: id)
    }
}

extension Subscription {
    /// The row that a draft makes.
    fileprivate init(id: SubscriptionID, version: Int64, draft: Draft) {
        self.init(
            id: id,
            userID: draft.userID,
            productID: draft.productID,
            rule: draft.rule,
            channels: draft.channels,
            interval: draft.interval,
            coolDown: draft.coolDown,
            isInDigest: draft.isInDigest,
            isPaused: draft.isPaused,
            memory: draft.memory,
            version: version,
            createdAt: draft.createdAt
        )
    }
}
