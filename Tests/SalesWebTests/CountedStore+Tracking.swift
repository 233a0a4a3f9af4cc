import SalesCore

extension CountedStore {
    func addProduct(_ product: Product.New) async throws(StoreError) -> AddedProduct {
        try await asked().addProduct(product)
    }

    func product(_ id: ProductID) async throws(StoreError) -> Product? { try await asked().product(id) }

    func products(
        matching filter: ProductFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Product> {
        try await asked().products(matching: filter, after: token, limit: limit)
    }

    func removeProduct(_ id: ProductID) async throws(StoreError) { try await asked().removeProduct(id) }

    func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        try await asked().websites(after: token, limit: limit)
    }
}

extension CountedStore {
    func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) async throws(StoreError) -> Subscription? {
        try await asked().save(draft, expectedVersion: expectedVersion, dueAt: dueAt)
    }

    func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription? {
        try await asked().subscription(of: user, to: product)
    }

    func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Subscription> {
        try await asked().subscriptions(matching: filter, after: token, limit: limit)
    }

    func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError) {
        try await asked().removeSubscription(of: user, to: product)
    }
}

extension CountedStore {
    func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint> {
        try await asked().prices(of: product, in: range, after: token, limit: limit)
    }

    func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        try await asked().dailyPrices(of: product, days: days)
    }

    func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int { try await asked().importPrices(rows) }
}

extension CountedStore {
    func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck] {
        try await asked().claimChecks(request)
    }

    func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult] {
        try await asked().commit(outcomes)
    }

    func releaseChecks(_ leases: [CheckLease]) async throws(StoreError) { try await asked().releaseChecks(leases) }

    func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError) {
        try await asked().scheduleCheck(of: product, at: time)
    }
}

extension CountedStore {
    func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent] {
        try await asked().claimEvents(limit: limit, lease: lease)
    }

    func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult {
        try await asked().expand(expansion)
    }

    func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError) {
        try await asked().addEvent(change, of: product)
    }

    func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PriceEvent> {
        try await asked().events(of: product, after: token, limit: limit)
    }
}

extension CountedStore {
    func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedAlert] {
        try await asked().claimAlerts(channels: channels, limit: limit, lease: lease, at: time)
    }

    func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool] {
        try await asked().settle(settlements)
    }

    func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Alert> {
        try await asked().alerts(matching: filter, after: token, limit: limit)
    }

    func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int {
        try await asked().retryAlerts(ids, at: time)
    }
}

extension CountedStore {
    func host(_ name: String) async throws(StoreError) -> HostState { try await asked().host(name) }

    func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
        try await asked().updateHost(name, change)
    }

    func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) async throws(StoreError) -> Duration? {
        try await asked().reserveSlot(at: name, limits: limits, horizon: horizon)
    }
}

extension CountedStore {
    func hostDemands(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<HostDemand> {
        try await asked().hostDemands(after: token, limit: limit)
    }
}

extension CountedStore {
    func totals(since time: Timestamp) async throws(StoreError) -> InstallationTotals {
        try await asked().totals(since: time)
    }

    func popularProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        try await asked().popularProducts(after: token, limit: limit)
    }

    func failingProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        try await asked().failingProducts(after: token, limit: limit)
    }

    func latestEvents(limit: Int) async throws(StoreError) -> [LatestEvent] {
        try await asked().latestEvents(limit: limit)
    }
}

extension CountedStore {
    func followedProducts(
        of user: UserID,
        matching filter: FollowedFilter,
        by order: FollowedOrder,
        history: Range<Int64>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<FollowedProduct> {
        try await asked().followedProducts(
            of: user,
            matching: filter,
            by: order,
            history: history,
            after: token,
            limit: limit
        )
    }

    func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) async throws(StoreError) -> FollowedDetail? {
        try await asked().followedProduct(product, of: user, history: history, alerts: alerts)
    }

    func followedCount(of user: UserID) async throws(StoreError) -> Int { try await asked().followedCount(of: user) }
}
