public import SalesCore

extension DictionaryStore {
    /// Leases events that are not expanded yet, of each product only the oldest.
    public func claimEvents(limit: Int, lease: Duration) throws(StoreError) -> [ClaimedEvent] {
        let now = time.now
        var claimed: [ClaimedEvent] = []
        for (number, row) in oldestEvents() where claimed.count < pageSize(limit) {
            guard !isHeld(eventLeases[number], at: now), let product = products[row.event.productID.rawValue]
            else { continue }
            let token = nextNumber()
            eventLeases[number] = Lease(token: token, until: now + lease)
            claimed.append(ClaimedEvent(event: row.event, token: token, product: product, cursor: row.cursor))
        }
        return claimed
    }

    /// Saves one page of an event's expansion.
    public func expand(_ expansion: Expansion) throws(StoreError) -> ExpansionResult {
        let number = expansion.eventID.rawValue
        guard let lease = eventLeases[number], lease.token == expansion.token, isHeld(lease, at: time.now),
            events[number] != nil
        else { return .conflict }
        var added = 0
        var stale: [SubscriptionID] = []
        for item in expansion.items {
            guard var row = subscriptions[item.subscriptionID.rawValue], row.version == item.version else {
                stale.append(item.subscriptionID)
                continue
            }
            row.memory = item.memory
            row.version += 1
            subscriptions[row.id.rawValue] = row
            added += item.alerts.filter(addAlert).count
        }
        guard stale.isEmpty else { return .saved(alerts: added, stale: stale) }
        events[number]?.cursor = expansion.cursor
        if expansion.cursor == nil {
            events[number]?.isExpanded = true
            eventLeases[number] = nil
        }
        return .saved(alerts: added, stale: [])
    }

    /// A product's events in the order of their numbers.
    public func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) throws(StoreError) -> Page<PriceEvent> {
        try page(events, after: token, limit: limit) { $0.event.productID == product }.map(\.event)
    }

    /// Adds an event that no check has caused.
    public func addEvent(_ change: PriceEvent.Change, of product: ProductID) throws(StoreError) {
        guard products[product.rawValue] != nil else { return }
        _ = appendEvent(change, of: product)
    }

    func appendEvent(_ change: PriceEvent.Change, of product: ProductID) -> PriceEventID {
        let id = PriceEventID(rawValue: nextNumber())
        events[id.rawValue] = EventRow(event: PriceEvent(id: id, productID: product, change: change))
        return id
    }

    /// Of each product the oldest event that is not expanded: a product's events are told in their order.
    private func oldestEvents() -> [(number: Int64, row: EventRow)] {
        var seen: Set<ProductID> = []
        return events.filter { !$0.value.isExpanded }.sorted { $0.key < $1.key }
            .filter { seen.insert($0.value.event.productID).inserted }
            .map { (number: $0.key, row: $0.value) }
    }

    /// Adds an alert unless the person was told of this event over this channel.
    private func addAlert(_ alert: Alert) -> Bool {
        let isKnown = alerts.values.contains { known in
            known.id == alert.id
                || (known.userID == alert.userID && known.productID == alert.productID
                    && known.eventID == alert.eventID && known.channel == alert.channel)
        }
        guard !isKnown else { return false }
        alerts[nextNumber()] = alert
        return true
    }
}
