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
        var earlier: [PricePoint] = []
        var token: PageToken?
        repeat {
            let page = try await store.prices(
                of: product,
                in: dayStart..<max(dayStart, moment),
                after: token,
                limit: maximumPageSize
            )
            earlier += page.elements
            token = page.next
        } while token != nil
        return PriceHistory(before: moment, past: past, earlier: earlier)
    }
}
