extension MemoryStore: OverviewStore {
    /// The products that a person follows; each page looks at all subscriptions.
    public func followedProducts(
        of user: UserID,
        matching filter: FollowedFilter,
        by order: FollowedOrder,
        history: Range<Int64>,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<FollowedProduct> {
        let start = try token.map { token throws(StoreError) in try FollowedPosition(token, by: order) }
        let rest = subscriptions.all.filter { $0.userID == user }.compactMap { followed($0) }.filter { row in
            filter.holds(row) && start.map { $0 < FollowedPosition(row, by: order) } ?? true
        }
        var page = Page(rest, size: pageSize(limit), by: order)
        for index in page.elements.indices {
            page.elements[index].recent = try dailyPrices(of: page.elements[index].product.id, days: history)
        }
        return page
    }

    /// A product that a person follows; looks at all alerts.
    public func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) throws(StoreError) -> FollowedDetail? {
        guard let row = try subscription(of: user, to: product), let found = followed(row) else { return nil }
        let told = alertRows.all.reversed().lazy.filter { $0.userID == user && $0.productID == product }
        return FollowedDetail(
            product: found.product,
            subscription: found.subscription,
            website: found.website,
            history: try self.history(of: product, history),
            alerts: Array(told.prefix(min(max(alerts, 0), maximumPageSize)))
        )
    }

    /// How many products a person follows; looks at all subscriptions.
    public func followedCount(of user: UserID) throws(StoreError) -> Int {
        subscriptions.all.count { $0.userID == user }
    }

    private func followed(_ subscription: Subscription) -> FollowedProduct? {
        guard let product = products.row(subscription.productID.rawValue),
            let website = websites.row(product.websiteID.rawValue)
        else { return nil }
        return FollowedProduct(product: product, subscription: subscription, website: website)
    }

    private func history(of product: ProductID, _ request: HistoryRequest) throws(StoreError) -> FollowedHistory {
        switch request {
        case .days(let days): return .days(try dailyPrices(of: product, days: days))
        case .changes(let span, let limit):
            let rows = self.rows(of: product, from: Timestamp(milliseconds: .min), before: span.upperBound)
            return .changes(rows, in: span, limit: pageSize(limit))
        }
    }
}
