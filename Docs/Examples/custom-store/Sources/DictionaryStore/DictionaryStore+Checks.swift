public import SalesCore

extension DictionaryStore {
    /// Leases products that are due and reserves each its turn at its host.
    public func claimChecks(_ request: CheckRequest) throws(StoreError) -> [ClaimedCheck] {
        let now = time.now
        var claimed: [ClaimedCheck] = []
        for product in candidates(request.products, at: now) where claimed.count < pageSize(request.limit) {
            guard !isHeld(checkLeases[product.id], at: now) else { continue }
            // The turn at the host is taken together with the lease, or neither is.
            let limits = request.policy.limits(for: product.url.site)
            guard let wait = takeTurn(at: product.url.site, limits, horizon: request.horizon, now: now) else {
                continue
            }
            let lease = Lease(token: nextNumber(), until: now + request.lease)
            checkLeases[product.id] = lease
            claimed.append(
                ClaimedCheck(
                    lease: CheckLease(productID: product.id, token: lease.token),
                    product: product,
                    startAfter: wait
                )
            )
        }
        return claimed
    }

    /// Saves the outcomes of checks, each on its own.
    public func commit(_ outcomes: [CheckOutcome]) throws(StoreError) -> [CommitResult] {
        outcomes.map(commit)
    }

    /// Ends leases without an outcome.
    public func releaseChecks(_ leases: [CheckLease]) throws(StoreError) {
        for lease in leases where checkLeases[lease.productID]?.token == lease.token {
            checkLeases[lease.productID] = nil
        }
    }

    /// Sets when a product's next check is due.
    public func scheduleCheck(of product: ProductID, at time: Timestamp) throws(StoreError) {
        products[product.rawValue]?.nextCheckAt = time
    }

    func isHeld(_ lease: Lease?, at now: Timestamp) -> Bool {
        lease.map { $0.until > now } ?? false
    }

    private func candidates(_ named: [ProductID]?, at now: Timestamp) -> [Product] {
        if let named { return named.compactMap { products[$0.rawValue] } }
        return products.values
            .filter { $0.activeFollowers > 0 && $0.nextCheckAt <= now }
            .sorted { ($0.nextCheckAt, $0.id) < ($1.nextCheckAt, $1.id) }
    }

    private func commit(_ outcome: CheckOutcome) -> CommitResult {
        let id = outcome.lease.productID
        guard var product = products[id.rawValue], let lease = checkLeases[id],
            lease.token == outcome.lease.token, isHeld(lease, at: time.now)
        else { return .conflict }
        product.state = outcome.state
        product.nextCheckAt = outcome.nextCheckAt
        if let name = outcome.name { product.name = name }
        products[id.rawValue] = product
        if let row = outcome.row { _ = addPrice(row) }
        checkLeases[id] = nil
        return .committed(outcome.event.map { appendEvent($0, of: id) })
    }
}
