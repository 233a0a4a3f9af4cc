extension MemoryStore {
    /// Leases events that are not expanded yet, of each product only the oldest.
    public func claimEvents(limit: Int, lease: Duration) throws(StoreError) -> [ClaimedEvent] {
        let now = time.now
        for id in eventLeases.takeEnded(at: now) where events.row(id.rawValue) != nil { readyEvents.set(id, to: id) }
        var claimed: [ClaimedEvent] = []
        while claimed.count < pageSize(limit), let id = readyEvents.popFirst()?.key {
            guard let record = events.row(id.rawValue), let product = products.row(record.event.productID.rawValue)
            else { continue }
            let token = eventLeases.grant(id, until: now + lease)
            claimed.append(ClaimedEvent(event: record.event, token: token, product: product, cursor: record.cursor))
        }
        return claimed
    }

    /// Saves one page of an event's expansion.
    public func expand(_ expansion: Expansion) throws(StoreError) -> ExpansionResult {
        let id = expansion.eventID
        guard let event = events.row(id.rawValue)?.event, eventLeases.isHeld(id, by: expansion.token, at: time.now)
        else { return .conflict }
        var added = 0
        var stale: [SubscriptionID] = []
        for item in expansion.items {
            guard subscriptions.row(item.subscriptionID.rawValue)?.version == item.version else {
                stale.append(item.subscriptionID)
                continue
            }
            subscriptions.update(item.subscriptionID.rawValue) { row in
                row.memory = item.memory
                row.version += 1
            }
            for alert in item.alerts where addAlert(alert) { added += 1 }
        }
        guard stale.isEmpty else { return .saved(alerts: added, stale: stale) }
        if let cursor = expansion.cursor {
            events.update(id.rawValue) { $0.cursor = cursor }
        } else {
            eventLeases.end(id)
            endEvent(of: event.productID)
        }
        return .saved(alerts: added, stale: [])
    }

    /// Adds an event that no check has caused.
    public func addEvent(_ change: PriceEvent.Change, of product: ProductID) throws(StoreError) {
        guard products.row(product.rawValue) != nil else { return }
        _ = appendEvent(change, of: product)
    }

    /// A product's events in the order of their numbers.
    public func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<PriceEvent> {
        let start = try token.map { token throws(StoreError) in try token.position } ?? 0
        let numbers = eventsByProduct[product]?.numbers ?? []
        return events.page(of: numbers[numbers.partitionIndex { $0 > start }...], limit: limit).map(\.event)
    }

    /// Adds an event behind those of its product.
    func appendEvent(_ change: PriceEvent.Change, of product: ProductID) -> PriceEventID {
        let now = time.now
        let record = events.insert { number in
            let event = PriceEvent(id: PriceEventID(rawValue: number), productID: product, change: change)
            return EventRecord(event: event, committedAt: now, cursor: nil)
        }
        let id = record.event.id
        eventsByProduct[product, default: EventLine()].numbers.append(id.rawValue)
        if eventsByProduct[product]?.next == id { readyEvents.set(id, to: id) }
        return id
    }

    private func endEvent(of product: ProductID) {
        eventsByProduct[product]?.expanded += 1
        if let next = eventsByProduct[product]?.next { readyEvents.set(next, to: next) }
    }
}
