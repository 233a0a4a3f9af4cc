public import SalesCore

extension DictionaryStore {
    /// Leases pending alerts of some channels that are due, oldest first.
    public func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) throws(StoreError) -> [ClaimedAlert] {
        let now = self.time.now
        let due = alerts.filter { number, alert in
            alert.status == .pending && channels.contains(alert.channel) && alert.nextAttemptAt <= now
                && !isHeld(alertLeases[number], at: now)
        }
        var waiting = due.sorted { ($0.value.nextAttemptAt, $0.key) < ($1.value.nextAttemptAt, $1.key) }
        var claimed: [ClaimedAlert] = []
        var count = 0
        while count < pageSize(limit), !waiting.isEmpty {
            let (number, first) = waiting.removeFirst()
            guard let leased = self.lease(number, until: now + lease, at: time) else { continue }
            claimed.append(leased)
            count += 1
            guard first.isHeld else { continue }
            // The person's others that waited are told with it; those beyond a digest wait for the next claim.
            let isWithIt = { (other: Alert) in
                other.isHeld && other.userID == first.userID && other.channel == first.channel
            }
            let others = waiting.filter { isWithIt($0.value) }.prefix(maximumDigest - 1)
            claimed += others.compactMap { self.lease($0.key, until: now + lease, at: time) }
            waiting.removeAll { isWithIt($0.value) }
        }
        return claimed
    }

    /// Leases an alert, or gives it the status of what refuses it.
    private func lease(_ number: Int64, until end: Timestamp, at time: Timestamp) -> ClaimedAlert? {
        guard var alert = alerts[number] else { return nil }
        let recipient = users[alert.userID]
        let subscription = subscriptions.values.first {
            $0.userID == alert.userID && $0.productID == alert.productID
        }
        // No address is ever suppressed here: that takes a store of accounts.
        let refusal = ClaimRefusal(on: alert.channel, recipient: recipient, isPaused: subscription?.isPaused) { _ in
            false
        }
        guard let recipient, refusal == nil else {
            alert.status = refusal?.status ?? .suppressed
            alert.failure = refusal?.words ?? alert.failure
            alerts[number] = alert
            return nil
        }
        alert.attempts += 1
        alert.sentAt = time
        alerts[number] = alert
        let token = nextNumber()
        alertLeases[number] = Lease(token: token, until: end)
        return ClaimedAlert(alert: alert, token: token, recipient: recipient)
    }

    /// Saves what came of attempts, each on its own.
    public func settle(_ settlements: [Settlement]) throws(StoreError) -> [Bool] {
        settlements.map { settlement in
            // The token decides, not the time: what was handed over late was handed over.
            guard let (number, alert) = alerts.first(where: { $0.value.id == settlement.alertID }),
                alertLeases[number]?.token == settlement.token, alert.status == .pending
            else { return false }
            alertLeases[number] = nil
            alerts[number] = alert.settled(settlement.outcome)
            return true
        }
    }

    /// Alerts, newest first.
    public func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Alert> {
        try page(alerts, after: token, limit: limit, newestFirst: true) { alert in
            (filter.userID == nil || filter.userID == alert.userID)
                && (filter.productID == nil || filter.productID == alert.productID)
                && (filter.statuses?.contains(alert.status) ?? true)
        }
    }

    /// Makes dead alerts pending again.
    public func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) throws(StoreError) -> Int {
        let dead = alerts.filter { $0.value.status == .dead && (ids?.contains($0.value.id) ?? true) }
        for (number, alert) in dead {
            var alert = alert
            alert.status = .pending
            alert.attempts = 0
            alert.nextAttemptAt = time
            alert.isHeld = true
            alerts[number] = alert
        }
        return dead.count
    }
}

extension Alert {
    /// The row after an attempt that ended like this.
    fileprivate func settled(_ outcome: Settlement.Outcome) -> Alert {
        var alert = self
        switch outcome {
        case .accepted(let time, let receipt):
            alert.status = .accepted
            alert.acceptedAt = time
            alert.receipt = receipt
            alert.failure = nil
        case .retry(let time, let failure):
            alert.nextAttemptAt = time
            alert.failure = failure
        case .dead(let failure):
            alert.status = .dead
            alert.failure = failure
        case .expired:
            alert.status = .expired
        case .suppressed(let reason):
            alert.status = .suppressed
            alert.failure = reason
        case .released:
            alert.attempts -= 1
        case .held(let time, let reason):
            alert.attempts -= 1
            alert.nextAttemptAt = time
            alert.isHeld = true
            alert.failure = reason
        }
        return alert
    }
}
