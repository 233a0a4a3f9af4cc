import SalesCore
import Synchronization

extension SabotagedStore {
    func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError) {
        if sabotage == .losesAddedEvents { return }
        try await store.addEvent(change, of: product)
    }

    func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent] {
        let duration = self.lease(lease, forgottenBy: .forgetsEventLeases)
        var claimed = try await store.claimEvents(limit: self.limit(limit), lease: duration)
        switch sabotage {
        case .leasesAllEventsAtOnce:
            var next = claimed
            while let first = next.first {
                let end = Expansion(eventID: first.event.id, token: first.token, items: [], cursor: nil)
                _ = try await store.expand(end)
                next = try await store.claimEvents(limit: 1, lease: lease)
                claimed += next
            }
            return claimed
        case .forgetsCursors:
            return claimed.map { ClaimedEvent(event: $0.event, token: $0.token, product: $0.product, cursor: nil) }
        default: return claimed
        }
    }

    func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult {
        var page = expansion
        switch sabotage {
        case .losesMemory:
            for index in page.items.indices { page.items[index].memory = RuleMemory() }
        case .losesAlerts:
            for index in page.items.indices { page.items[index].alerts.removeLast() }
        case .takesNewsForOld:
            let restored = notes.withLock { $0.restored }
            for index in page.items.indices { page.items[index].alerts.removeAll { restored.contains($0.productID) } }
        case .tellsTwice:
            let copy = notes.withLock { notes in
                notes.copies += 1
                return notes.copies
            }
            for index in page.items.indices {
                page.items[index].alerts = page.items[index].alerts.map { $0.over("copy-\(copy)") }
            }
        case .ignoresStaleness:
            let rows = try await store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: maximumPageSize)
            for index in page.items.indices {
                let row = rows.elements.first { $0.id == page.items[index].subscriptionID }
                page.items[index].version = row?.version ?? page.items[index].version
            }
        default: break
        }
        let result = try await store.expand(page)
        switch (sabotage, result) {
        case (.expandsLostLeases, .conflict):
            guard let again = try await store.claimEvents(limit: 1, lease: .seconds(30)).first else { return result }
            page.token = again.token
            return try await store.expand(page)
        case (.endsEventsWithStaleItems, .saved(_, let stale)) where !stale.isEmpty:
            page.items = []
            _ = try await store.expand(page)
            return result
        default: return result
        }
    }

    func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PriceEvent> {
        let found = try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            try await store.events(of: product, after: token, limit: limit)
        }
        guard sabotage == .dropsEventTimes else { return found }
        return found.map { event in
            var change = event.change
            change.oldLastReadAt = change.seenAt
            return PriceEvent(id: event.id, productID: event.productID, change: change)
        }
    }
}

extension Alert {
    /// The same alert over another channel.
    fileprivate func over(_ name: String) -> Alert {
        Alert(
            id: id,
            userID: userID,
            productID: productID,
            eventID: eventID,
            channel: Channel(rawValue: name),
            facts: facts,
            nextAttemptAt: nextAttemptAt,
            createdAt: createdAt
        )
    }
}
