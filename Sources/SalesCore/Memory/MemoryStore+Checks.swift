import HeapModule

extension MemoryStore: LeaseRenewal {
    /// Leases products that are due and reserves each its turn at its host.
    public func claimChecks(_ request: CheckRequest) throws(StoreError) -> [ClaimedCheck] {
        let now = time.now
        for id in checkLeases.takeEnded(at: now) { enqueueCheck(of: id) }
        if let named = request.products { return claimNamed(named, request, at: now) }

        // One head a host, so that a host without a free turn leaves the race at its first product.
        var heads = Heap<ReadyQueue<String, Timestamp>.Entry>()
        for host in due.keys {
            if let head = dueHead(of: host, at: now) { heads.insert(head) }
        }
        let limit = pageSize(request.limit)
        var claimed: [ClaimedCheck] = []
        while claimed.count < limit, let head = heads.popMin() {
            guard let id = due[head.key]?.first()?.key, let check = claim(id, request, at: now) else { continue }
            claimed.append(check)
            if let next = dueHead(of: head.key, at: now) { heads.insert(next) }
        }
        return claimed
    }

    /// Saves the outcomes of checks, each on its own.
    public func commit(_ outcomes: [CheckOutcome]) throws(StoreError) -> [CommitResult] {
        let now = time.now
        return outcomes.map { commit($0, at: now) }
    }

    /// Ends leases without an outcome.
    public func releaseChecks(_ leases: [CheckLease]) throws(StoreError) {
        let now = time.now
        for lease in leases where checkLeases.isHeld(lease.productID, by: lease.token, at: now) {
            checkLeases.end(lease.productID)
            enqueueCheck(of: lease.productID)
        }
    }

    /// Lets leases run anew from now.
    public func renewChecks(_ leases: [CheckLease], lease: Duration) throws(StoreError) -> [Bool] {
        let now = time.now
        return leases.map { checkLeases.renew($0.productID, token: $0.token, until: now + lease, at: now) }
    }

    /// Sets when a product's next check is due.
    public func scheduleCheck(of product: ProductID, at time: Timestamp) throws(StoreError) {
        products.update(product.rawValue) { $0.nextCheckAt = time }
        enqueueCheck(of: product)
    }

    /// Puts a product where it belongs among those that wait: in if it is followed and nobody works on it, else out.
    func enqueueCheck(of id: ProductID) {
        guard let product = products.row(id.rawValue) else { return }
        if product.activeFollowers > 0, !checkLeases.isHeld(id, at: time.now) {
            due[product.url.site, default: ReadyQueue()].set(id, to: product.nextCheckAt)
        } else {
            due[product.url.site]?.remove(id)
        }
    }

    private func dueHead(of host: String, at now: Timestamp) -> ReadyQueue<String, Timestamp>.Entry? {
        guard let first = due[host]?.first() else {
            due[host] = nil
            return nil
        }
        return first.order <= now ? .init(order: first.order, key: host) : nil
    }

    private func claimNamed(_ ids: [ProductID], _ request: CheckRequest, at now: Timestamp) -> [ClaimedCheck] {
        var claimed: [ClaimedCheck] = []
        let limit = pageSize(request.limit)
        for id in ids where claimed.count < limit && !checkLeases.isHeld(id, at: now) {
            if let check = claim(id, request, at: now) { claimed.append(check) }
        }
        return claimed
    }

    private func claim(_ id: ProductID, _ request: CheckRequest, at now: Timestamp) -> ClaimedCheck? {
        guard let product = products.row(id.rawValue) else { return nil }
        let host = product.url.site
        let limits = request.policy.limits(for: host)
        guard let wait = takeSlot(at: host, limits: limits, horizon: request.horizon, now: now) else { return nil }
        due[host]?.remove(id)
        let token = checkLeases.grant(id, until: now + request.lease)
        return ClaimedCheck(lease: CheckLease(productID: id, token: token), product: product, startAfter: wait)
    }

    private func commit(_ outcome: CheckOutcome, at now: Timestamp) -> CommitResult {
        let id = outcome.lease.productID
        guard checkLeases.isHeld(id, by: outcome.lease.token, at: now), products.row(id.rawValue) != nil else {
            return .conflict
        }
        products.update(id.rawValue) { product in
            product.state = outcome.state
            product.nextCheckAt = outcome.nextCheckAt
            if let name = outcome.name { product.name = name }
        }
        if let row = outcome.row { _ = insert(row) }
        checkLeases.end(id)
        enqueueCheck(of: id)
        return .committed(outcome.event.map { appendEvent($0, of: id) })
    }
}
