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
        var groups: Set<PersonChannel> = []
        var (count, refused, left) = (0, 0, [Int64]())
        while count < pageSize(limit), refused < ClaimRefusal.maximumInOneClaim,
            let number = popDueAlert(of: wanted, at: now)
        {
            guard let alert = alertRows.row(number) else { continue }
            let group = PersonChannel(userID: alert.userID, channel: alert.channel)
            if alert.isHeld, groups.contains(group) {
                left.append(number)
                continue
            }
            guard let first = leaseAlert(number, until: now + lease, at: time) else {
                refused += 1
                continue
            }
            count += 1
            claimed.append(first)
            guard alert.isHeld else { continue }
            groups.insert(group)
            for other in dueHeldAlerts(of: group, at: now).prefix(maximumDigest - 1) {
                if let next = leaseAlert(other, until: now + lease, at: time) { claimed.append(next) }
            }
        }
        for number in left { enqueueAlert(number) }
        return claimed
    }

    /// Saves what came of attempts, each on its own.
    public func settle(_ settlements: [Settlement]) throws(StoreError) -> [Bool] {
        settlements.map { settlement in
            guard let number = alertNumbers[settlement.alertID], alertRows.row(number)?.status == .pending,
                alertLeases.isPresent(number, token: settlement.token)
            else { return false }
            alertLeases.end(number)
            changeAlert(number) { $0.settle(settlement.outcome) }
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
            changeAlert(number) { alert in
                alert.status = .pending
                alert.attempts = 0
                alert.nextAttemptAt = time
                alert.isHeld = true
            }
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
        alertLeases.end(number)
        readyAlerts[alert.channel]?.remove(number)
        openAlertsByProduct.set(number, at: alert.productID, isIn: false)
        let person = PersonChannel(userID: alert.userID, channel: alert.channel)
        heldAlerts.set(number, at: person, isIn: false)
        waitingAlerts.set(number, at: person, isIn: false)
    }

    /// Changes an alert and puts it where it belongs then.
    func changeAlert(_ number: Int64, _ change: (inout Alert) -> Void) {
        alertRows.update(number, change)
        enqueueAlert(number)
    }

    /// Leases an alert and counts the attempt, or gives it the status of what refuses it.
    private func leaseAlert(_ number: Int64, until end: Timestamp, at time: Timestamp) -> ClaimedAlert? {
        guard let alert = alertRows.row(number) else { return nil }
        let recipient = users.row(alert.userID.rawValue)
        let key = SubscriptionKey(userID: alert.userID, productID: alert.productID)
        let subscription = subscriptionIDs[key].flatMap { subscriptions.row($0.rawValue) }
        let refusal = ClaimRefusal(on: alert.channel, recipient: recipient, isPaused: subscription?.isPaused) {
            suppressionNumbers[AddressDigest($0, on: alert.channel)] != nil
        }
        guard let recipient, refusal == nil else {
            changeAlert(number) { alert in
                alert.status = refusal?.status ?? .suppressed
                alert.failure = refusal?.words ?? alert.failure
            }
            return nil
        }
        let token = alertLeases.grant(number, until: end)
        readyAlerts[alert.channel]?.remove(number)
        alertRows.update(number) { alert in
            alert.attempts += 1
            alert.sentAt = time
        }
        return alertRows.row(number).map { ClaimedAlert(alert: $0, token: token, recipient: recipient) }
    }

    /// A person's held alerts of a channel that are due and that nobody works on, oldest first.
    private func dueHeldAlerts(of group: PersonChannel, at now: Timestamp) -> [Int64] {
        let places = (heldAlerts[group] ?? []).compactMap { number in
            readyAlerts[group.channel]?.place(of: number).map { ($0, number) }
        }
        return places.filter { $0.0 <= now }.sorted { $0 < $1 }.map(\.1)
    }

    /// Puts an alert where its status says: among those that wait, or out.
    private func enqueueAlert(_ number: Int64) {
        guard let alert = alertRows.row(number) else { return }
        let person = PersonChannel(userID: alert.userID, channel: alert.channel)
        let isPending = alert.status == .pending
        if isPending {
            readyAlerts[alert.channel, default: ReadyQueue()].set(number, to: alert.nextAttemptAt)
        } else {
            readyAlerts[alert.channel]?.remove(number)
        }
        openAlertsByProduct.set(number, at: alert.productID, isIn: alert.status.isOpen)
        heldAlerts.set(number, at: person, isIn: isPending && alert.isHeld)
        waitingAlerts.set(number, at: person, isIn: alert.status == .waiting)
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
        case .held(let time, let reason):
            attempts -= 1
            nextAttemptAt = time
            isHeld = true
            failure = reason
        }
    }
}

extension Dictionary where Value == Set<Int64> {
    /// Puts a number in a key's set or takes it out; no empty set stays.
    fileprivate mutating func set(_ number: Int64, at key: Key, isIn: Bool) {
        if isIn {
            self[key, default: []].insert(number)
        } else if self[key]?.remove(number) != nil, self[key]?.isEmpty == true {
            self[key] = nil
        }
    }
}
