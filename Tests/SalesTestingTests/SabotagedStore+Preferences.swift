import SalesCore
import Synchronization

extension SabotagedStore {
    func save(
        _ draft: Subscription.Draft,
        expectedVersion: Int64?,
        dueAt: Timestamp
    ) async throws(StoreError) -> Subscription? {
        var draft = draft
        var version = expectedVersion
        switch sabotage {
        case .knowsNoLocalUser where draft.userID == .local: return nil
        case .replacesByRemoving: try await store.removeSubscription(of: draft.userID, to: draft.productID)
        case .ignoresVersions: version = nil
        case .ignoresPausing: draft.isPaused = false
        case .forgetsIntervals: draft.interval = nil
        default: break
        }
        let saved = try await store.save(draft, expectedVersion: version, dueAt: dueAt)
        if accountSabotage == .failsForTheErased, saved == nil {
            throw StoreError(.invalidArgument, message: "A key is violated.")
        }
        switch sabotage {
        case .savesForAnybody where saved == nil:
            return Subscription(
                id: SubscriptionID(rawValue: 1),
                userID: draft.userID,
                productID: draft.productID,
                rule: draft.rule,
                memory: draft.memory,
                createdAt: draft.createdAt
            )
        case .makesEveryEditDue: try await store.scheduleCheck(of: draft.productID, at: dueAt)
        default: break
        }
        return saved
    }

    func subscription(of user: UserID, to product: ProductID) async throws(StoreError) -> Subscription? {
        var found = try await store.subscription(of: user, to: product)
        if sabotage == .losesChannels { found?.channels = [] }
        return found
    }

    func subscriptions(
        matching filter: SubscriptionFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Subscription> {
        try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            let filter = sabotage == .ignoresFilters ? SubscriptionFilter() : filter
            return try await store.subscriptions(matching: filter, after: token, limit: limit)
        }
    }

    func removeSubscription(of user: UserID, to product: ProductID) async throws(StoreError) {
        notes.withLock { $0.unfollowed += 1 }
        guard sabotage != .keepsSubscriptions else { return }
        try await store.removeSubscription(of: user, to: product)
    }
}
