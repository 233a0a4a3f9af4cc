extension Tracker {
    /// The newest alerts that are asked for, at most so many.
    ///
    /// What the store cannot choose by itself is read page by page, so that a rare one of long ago takes a while.
    public func alerts(matching query: AlertQuery, limit: Int) async throws(StoreError) -> [Alert] {
        guard limit > 0 else { return [] }
        var found: [Alert] = []
        try await walk(query) { (page) throws(StoreError) in
            found += page.prefix(limit - found.count)
            return found.count < limit
        }
        return found
    }

    /// Makes the dead alerts among those that are asked for pending again, due now, with their attempts back at 0.
    ///
    /// - Parameters:
    ///   - query: which; of its statuses only ``Alert/Status/dead`` counts.
    ///   - isRehearsal: whether they are only counted.
    /// - Returns: How many they are.
    public func retryAlerts(
        matching query: AlertQuery,
        isRehearsal: Bool = false
    ) async throws(StoreError) -> Int {
        var query = query
        if let asked = query.statuses, !asked.contains(.dead) { return 0 }
        query.statuses = [.dead]
        let now = time.now
        var count = 0
        try await walk(query) { (page) throws(StoreError) in
            count += isRehearsal ? page.count : try await store.retryAlerts(page.map(\.id), at: now)
            return true
        }
        return count
    }

    /// Goes through the alerts that are asked for, newest first, holding one page at a time, as long as it is wanted.
    ///
    /// - Parameter visit: takes what a page holds of them, if it holds any; answers whether to go on.
    func walk(
        _ query: AlertQuery,
        _ visit: ([Alert]) async throws(StoreError) -> Bool
    ) async throws(StoreError) {
        var token: PageToken?
        repeat {
            let page = try await store.alerts(matching: query.storeFilter, after: token, limit: maximumPageSize)
            let matching = page.elements.filter(query.matches)
            if !matching.isEmpty {
                guard try await visit(matching) else { return }
            }
            if let oldest = page.elements.last, query.isPast(oldest) { return }
            token = page.next
        } while token != nil && !Task.isCancelled
    }
}
