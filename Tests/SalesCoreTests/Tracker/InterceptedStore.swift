import SalesCore
import Synchronization

/// A store in which a test can do something just before a request, or refuse it.
final class InterceptedStore: TrackingStore {
    /// What happens before a request.
    struct Hooks: Sendable {
        var save: (@Sendable (MemoryStore) async throws -> Void)?
        var expand: (@Sendable (Expansion) throws(StoreError) -> Void)?
        var commit: StoreError?
        var updateHost: StoreError?
        /// Happens when alerts were leased, before the tracker has them.
        var leased: (@Sendable () -> Void)?
        /// Refuses to settle so many times.
        var settle: (error: StoreError, times: Int)?
    }

    let inner: MemoryStore
    private let hooks = Mutex(Hooks())

    init(_ inner: MemoryStore) { self.inner = inner }

    func intercept(_ change: (inout Hooks) -> Void) { hooks.withLock { change(&$0) } }

    func save(_ draft: Subscription.Draft, expectedVersion: Int64?, dueAt: Timestamp) async throws(StoreError)
        -> Subscription?
    {
        if let hook = hooks.withLock({ $0.save }) { try? await hook(inner) }
        return try await inner.save(draft, expectedVersion: expectedVersion, dueAt: dueAt)
    }

    func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult {
        if let hook = hooks.withLock({ $0.expand }) { try hook(expansion) }
        return try await inner.expand(expansion)
    }

    func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult] {
        if let error = hooks.withLock({ $0.commit }) { throw error }
        return try await inner.commit(outcomes)
    }

    func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
        if let error = hooks.withLock({ $0.updateHost }) { throw error }
        try await inner.updateHost(name, change)
    }

    func addProduct(_ product: Product.New) async throws(StoreError) -> AddedProduct {
        try await inner.addProduct(product)
    }

    func product(_ id: ProductID) async throws(StoreError) -> Product? { try await inner.product(id) }

    func products(matching filter: ProductFilter, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<Product>
    {
        try await inner.products(matching: filter, after: token, limit: limit)
    }

    func removeProduct(_ id: ProductID) async throws(StoreError) { try await inner.removeProduct(id) }

    func websites(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Website> {
        try await inner.websites(after: token, limit: limit)
    }

    func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription? {
        try await inner.subscription(of: user, to: product)
    }

    func subscriptions(matching filter: SubscriptionFilter, after token: PageToken?, limit: Int)
        async throws(StoreError) -> Page<Subscription>
    {
        try await inner.subscriptions(matching: filter, after: token, limit: limit)
    }

    func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError) {
        try await inner.removeSubscription(of: user, to: product)
    }

    func prices(of product: ProductID, in range: Range<Timestamp>, after token: PageToken?, limit: Int)
        async throws(StoreError) -> Page<PricePoint>
    {
        try await inner.prices(of: product, in: range, after: token, limit: limit)
    }

    func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices] {
        try await inner.dailyPrices(of: product, days: days)
    }

    func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int { try await inner.importPrices(rows) }

    func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck] {
        try await inner.claimChecks(request)
    }

    func releaseChecks(_ leases: [CheckLease]) async throws(StoreError) { try await inner.releaseChecks(leases) }

    func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError) {
        try await inner.scheduleCheck(of: product, at: time)
    }

    func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError) {
        try await inner.addEvent(change, of: product)
    }

    func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent] {
        try await inner.claimEvents(limit: limit, lease: lease)
    }

    func events(of product: ProductID, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<PriceEvent>
    {
        try await inner.events(of: product, after: token, limit: limit)
    }

    func claimAlerts(channels: [Channel], limit: Int, lease: Duration, at time: Timestamp) async throws(StoreError)
        -> [ClaimedAlert]
    {
        let claimed = try await inner.claimAlerts(channels: channels, limit: limit, lease: lease, at: time)
        if !claimed.isEmpty { hooks.withLock { $0.leased }?() }
        return claimed
    }

    func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool] {
        let refusal = hooks.withLock { hooks -> StoreError? in
            guard let settle = hooks.settle, settle.times > 0 else { return nil }
            hooks.settle?.times -= 1
            return settle.error
        }
        if let refusal { throw refusal }
        return try await inner.settle(settlements)
    }

    func alerts(matching filter: AlertFilter, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<Alert>
    {
        try await inner.alerts(matching: filter, after: token, limit: limit)
    }

    func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int {
        try await inner.retryAlerts(ids, at: time)
    }

    func host(_ name: String) async throws(StoreError) -> HostState { try await inner.host(name) }

    func reserveSlot(at name: String, limits: HostLimits, horizon: Duration) async throws(StoreError) -> Duration? {
        try await inner.reserveSlot(at: name, limits: limits, horizon: horizon)
    }
}
