extension Tracker {
    /// What a rule would have told of a product in so many days until now, at most ``RuleCondition/maximumDays``, by the
    /// history that the store has.
    ///
    /// - Parameters:
    ///   - asked: the rule.
    ///   - productID: the product.
    ///   - days: how many days back to begin.
    ///   - coolDown: how long after an alert no other is wanted; nil or zero for none.
    /// - Throws: ``TrackingError/noProduct(_:)``, ``TrackingError/coolDown(_:longest:)``, ``TrackingError/rule(_:)`` where
    ///   it cannot be meant at the product's price, and what the store throws.
    public func preview(
        _ asked: RuleRequest,
        of productID: ProductID,
        days: Int,
        coolDown: Duration? = nil
    ) async throws(TrackingError) -> (rule: Rule, preview: RulePreview) {
        try checkCoolDown(coolDown)
        let found = try await inStore { () async throws(StoreError) in try await store.product(productID) }
        guard let product = found else { throw .noProduct(productID) }
        let rule = try resolve(asked, at: product.state.price)
        let now = time.now
        let days = max(0, min(days, RuleCondition.maximumDays))
        let begin = now - .seconds(86_400) * days
        let past = try await inStore { () async throws(StoreError) in
            try await recordedPast(of: productID, until: now, days: days + rule.daysNeeded)
        }
        let preview = RulePreview(of: rule, over: past, from: begin, decider: settings.rules, coolDown: coolDown)
        return (rule, preview)
    }

    /// All rows of a product until now, and so many days before today.
    private func recordedPast(
        of product: ProductID,
        until now: Timestamp,
        days: Int
    ) async throws(StoreError) -> RecordedPast {
        let ever = Timestamp(milliseconds: .min)..<(now + .milliseconds(1))
        let rows = PagedElements { [store] (token) async throws(StoreError) in
            try await store.prices(of: product, in: ever, after: token, limit: maximumPageSize)
        }
        var daily: [DailyPrices] = []
        var first = now.utcDay - Int64(days)
        while first < now.utcDay {
            let end = min(first + DailyPrices.maximumDays, now.utcDay)
            daily += try await store.dailyPrices(of: product, days: first..<end)
            first = end
        }
        return RecordedPast(rows: try await rows.all(), days: daily)
    }
}
