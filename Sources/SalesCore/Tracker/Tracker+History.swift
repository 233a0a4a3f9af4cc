extension Tracker {
    /// What a product cost on so many days before a moment, and on that day before it.
    func history(
        of product: ProductID,
        before moment: Timestamp,
        days: Int
    ) async throws(StoreError) -> PriceHistory {
        guard days > 0 else { return .none }
        let today = moment.utcDay
        let dayStart = Timestamp(milliseconds: today * Timestamp.millisecondsPerDay)
        let past = try await store.dailyPrices(of: product, days: (today - Int64(days))..<today)
        let times = dayStart..<max(dayStart, moment)
        let earlier = PagedElements { [store] (token) async throws(StoreError) in
            try await store.prices(of: product, in: times, after: token, limit: maximumPageSize)
        }
        return PriceHistory(before: moment, past: past, earlier: try await earlier.all())
    }
}
