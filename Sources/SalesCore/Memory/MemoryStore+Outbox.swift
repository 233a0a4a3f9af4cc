extension MemoryStore {
    /// Leases pending alerts of some channels that are due, oldest first.
    public func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) throws(StoreError) -> [ClaimedAlert] {
        let now = self.time.now
        for number in alertLeases.takeEnded(at: now) { enqueueAlert(number) }
        let wanted = Set(channels)
        var claimed: [ClaimedAlert] = []
        while claimed.count < pageSize(limit), let number = popDueAlert(of: wanted, at: now) {
            let token = alertLeases.grant(number, until: now + lease)
            alertRows.update(number) { alert in
                alert.attempts += 1
                alert.sentAt = time
            }
            guard let alert = alertRows.row(number) else { continue }
            claimed.append(ClaimedAlert(alert: alert, token: token, recipient: users[alert.userID]))
        }
        return claimed
    }

    /// Saves what came of attempts, each on its own.
    public func settle(_ settlements: [Settlement]) throws(StoreError) -> [Bool] {
        settlements.map { settlement in
            guard let number = alertNumbers[settlement.alertID],
                alertLeases.isPresent(number, token: settlement.token)
            else { return false }
            alertLeases.end(number)
            alertRows.update(number) { $0.settle(settlement.outcome) }
            enqueueAlert(number)
            return true
        }
    }

    /// Alerts, newest first.
    public func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<Alert> {
        let statuses = filter.statuses.map(Set.init)
        return try alertRows.descendingPage(after: token, limit: limit) { alert in
            (filter.userID.map { $0 == alert.userID } ?? true)
                && (filter.productID.map { $0 == alert.productID } ?? true)
                && (statuses?.contains(alert.status) ?? true)
        }
    }

    /// Makes dead alerts pending again.
    public func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) throws(StoreError) -> Int {
        var count = 0
        for id in ids ?? alertRows.all.map(\.id) {
            guard let number = alertNumbers[id], alertRows.row(number)?.status == .dead else { continue }
            alertRows.update(number) { alert in
                alert.status = .pending
                alert.attempts = 0
                alert.nextAttemptAt = time
            }
            enqueueAlert(number)
            count += 1
        }
        return count
    }

    /// Adds an alert unless its (user, product, event, channel) or its identifier is there; answers whether it was.
    func addAlert(_ alert: Alert) -> Bool {
        guard alertNumbers[alert.id] == nil, alertKeys.insert(AlertKey(alert)).inserted else { return false }
        var number: Int64 = 0
        alertRows.insert { given in
            number = given
            return alert
        }
        alertNumbers[alert.id] = number
        enqueueAlert(number)
        return true
    }

    /// Forgets an alert whole.
    func dropAlert(_ number: Int64) {
        guard let alert = alertRows.remove(number) else { return }
        alertNumbers[alert.id] = nil
        alertKeys.remove(AlertKey(alert))
        readyAlerts[alert.channel]?.remove(number)
        alertLeases.end(number)
    }

    /// Puts an alert where its status says: among those that wait, or out.
    private func enqueueAlert(_ number: Int64) {
        guard let alert = alertRows.row(number) else { return }
        if alert.status == .pending {
            readyAlerts[alert.channel, default: ReadyQueue()].set(number, to: alert.nextAttemptAt)
            pendingAlertsByProduct[alert.productID, default: []].insert(number)
        } else {
            readyAlerts[alert.channel]?.remove(number)
            pendingAlertsByProduct[alert.productID]?.remove(number)
        }
    }

    private func popDueAlert(of channels: Set<Channel>, at now: Timestamp) -> Int64? {
        let heads = channels.compactMap { channel in readyAlerts[channel]?.first().map { (channel, $0) } }
        guard let head = heads.min(by: { $0.1 < $1.1 }), head.1.order <= now else { return nil }
        return readyAlerts[head.0]?.popFirst()?.key
    }
}

extension Alert {
    /// The row after an attempt of this outcome.
    fileprivate mutating func settle(_ outcome: Settlement.Outcome) {
        switch outcome {
        case .accepted(let time, let receipt):
            status = .accepted
            acceptedAt = time
            self.receipt = receipt
            failure = nil
        case .retry(let time, let failure):
            nextAttemptAt = time
            self.failure = failure
        case .dead(let failure):
            status = .dead
            self.failure = failure
        case .expired:
            status = .expired
        case .suppressed(let reason):
            status = .suppressed
            failure = reason
        case .released:
            attempts -= 1
        }
    }
}
