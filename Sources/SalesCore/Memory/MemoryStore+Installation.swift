extension MemoryStore: InstallationStore {
    /// How much of everything there is; looks at all of it.
    public func totals(since time: Timestamp) throws(StoreError) -> InstallationTotals {
        let followed = subscriptions.all
        let alerts = alertRows.all.filter { $0.createdAt >= time }
        return InstallationTotals(
            people: users.count,
            verifiedPeople: users.all.count { $0.emailVerifiedAt != nil || $0.phoneVerifiedAt != nil },
            products: products.count,
            followedProducts: products.all.count { $0.activeFollowers > 0 },
            activeSubscriptions: followed.count { !$0.isPaused },
            pausedSubscriptions: followed.count { $0.isPaused },
            alerts: Dictionary(grouping: alerts, by: \.status).mapValues(\.count),
            events: events.all.count { $0.committedAt >= time }
        )
    }

    /// Products with an active follower, those with the most first; each page looks at all products.
    public func popularProducts(after token: PageToken?, limit: Int) throws(StoreError) -> Page<Product> {
        try ranked(.popular, after: token, limit: limit) { $0.activeFollowers > 0 }
    }

    /// Products that failed or are broken, those that failed most often first; each page looks at all products.
    public func failingProducts(after token: PageToken?, limit: Int) throws(StoreError) -> Page<Product> {
        try ranked(.failing, after: token, limit: limit) {
            $0.state.consecutiveFailures > 0 || $0.state.brokenSince != nil
        }
    }

    /// The newest events of all products, the newest first; looks at all events.
    public func latestEvents(limit: Int) throws(StoreError) -> [LatestEvent] {
        events.all.map(\.event).sorted { $0.id > $1.id }.prefix(pageSize(limit)).compactMap { event in
            products.row(event.productID.rawValue).map { LatestEvent(event: event, product: $0) }
        }
    }

    private func ranked(
        _ ranking: ProductRanking,
        after token: PageToken?,
        limit: Int,
        where isIncluded: (Product) -> Bool
    ) throws(StoreError) -> Page<Product> {
        let start = try token.map { token throws(StoreError) in try RankedPosition(token, in: ranking) }
        let rest = products.all.filter { product in
            isIncluded(product) && start.map { $0 < RankedPosition(product, in: ranking) } ?? true
        }
        return Page(rest, size: pageSize(limit), in: ranking)
    }
}
