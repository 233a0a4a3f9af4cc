extension MemoryStore {
    /// Counts amounts against quotas, all of them or none.
    public func take(_ quotas: [Quota], at time: Timestamp) throws(StoreError) -> Quota? {
        var counted: [QuotaKey: Int64] = [:]
        for quota in quotas {
            let key = QuotaKey(quota, at: time)
            guard let used = quota.used(with: counted[key] ?? self.quotas[key] ?? 0) else { return quota }
            counted[key] = used
        }
        self.quotas.merge(counted) { $1 }
        return nil
    }

    /// Forgets windows that ended before a moment.
    public func removeQuotas(endedBefore time: Timestamp) throws(StoreError) -> Int {
        let before = quotas.count
        quotas = quotas.filter { $0.key.window.upperBound >= time }
        return before - quotas.count
    }
}
