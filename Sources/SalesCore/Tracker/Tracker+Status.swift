extension Tracker {
    /// How long it took to tell people since a moment.
    ///
    /// Alerts are read newest first, a page at a time, back to where an alert could still have been told since then; of
    /// those that were made before, the open ones.
    public func tellingReport(since: Timestamp) async throws(StoreError) -> TellingReport {
        let now = time.now
        var report = TellingReport(since: since, until: now + .milliseconds(1))
        let begin = since - settings.delivery.notAfter
        try await walk(AlertQuery(since: begin)) { (page) throws(StoreError) in
            for alert in page { report.add(alert) }
            return true
        }
        let open = AlertQuery(statuses: Alert.Status.allCases.filter(\.isOpen))
        try await walk(open) { (page) throws(StoreError) in
            for alert in page where alert.createdAt < begin { report.add(alert) }
            return true
        }
        return report
    }

    /// What each host with followed products can be promised, by the names of the hosts.
    ///
    /// A store that is a ``HostDemandStore`` counts them; of any other the catalogue is read once, a page at a time.
    public func hostPromises() async throws(StoreError) -> [HostPromise] {
        var loads: [String: HostLoad] = [:]
        for demand in try await hostDemands() {
            for (asked, count) in demand.products {
                let interval = max(asked.duration(default: settings.pace.interval), settings.pace.minimumInterval)
                loads[demand.host, default: HostLoad(host: demand.host)].add(count, every: interval)
            }
        }
        let steps = HostPromise.Steps(
            pace: settings.pace,
            confirmations: settings.readings.policy.confirmations,
            fetch: settings.limits.deadline,
            lease: settings.lease
        )
        return loads.values.sorted { $0.host < $1.host }
            .map { HostPromise(of: $0, limits: settings.hosts.limits(for: $0.host), steps: steps) }
    }

    private func hostDemands() async throws(StoreError) -> [HostDemand] {
        if let counting = store as? any HostDemandStore {
            return try await PagedElements { (token) async throws(StoreError) in
                try await counting.hostDemands(after: token, limit: maximumPageSize)
            }.all()
        }
        var demands: [String: HostDemand] = [:]
        let products = PagedElements { [store] (token) async throws(StoreError) in
            try await store.products(matching: .all, after: token, limit: maximumPageSize)
        }
        for try await product in products where product.activeFollowers > 0 {
            // What is read so far is of use to nobody who waits no more.
            if Task.isCancelled { break }
            let host = product.url.site
            demands[host, default: HostDemand(host: host)].products[product.asked, default: 0] += 1
        }
        return Array(demands.values)
    }
}
