extension Tracker {
    /// Expands the events that wait, a page of followers at a time, into alerts.
    ///
    /// A tracker without carriers leaves them to one that has some: it cannot know over which channels people are told.
    /// An event that the store cannot expand is tried again when its lease has run out, and holds up no other.
    /// - Returns: How many alerts were made.
    @discardableResult
    public func expandEvents() async throws(StoreError) -> Int {
        guard !notifiers.isEmpty else { return 0 }
        var made = 0
        while !Task.isCancelled {
            let events = try await store.claimEvents(limit: Self.eventBatch, lease: settings.lease)
            guard !events.isEmpty else { break }
            made += try await expand(events)
        }
        return made
    }

    private func expand(_ events: [ClaimedEvent]) async throws(StoreError) -> Int {
        var made = 0
        var failure: StoreError?
        for event in events {
            do {
                made += try await expand(event)
            } catch {
                // What may pass by itself is the whole store's trouble.
                guard error.advice == .never, error.code != .cancelled else { throw error }
                failure = error
            }
        }
        if let failure { throw failure }
        return made
    }

    private static let eventBatch = 50

    private func expand(_ claimed: ClaimedEvent) async throws(StoreError) -> Int {
        var cursor = claimed.cursor
        var made = 0
        repeat {
            let page = try await store.subscriptions(
                matching: SubscriptionFilter(productID: claimed.event.productID),
                after: cursor,
                limit: maximumPageSize
            )
            let (alerts, isHeld) = try await expand(claimed, page: page)
            made += alerts
            guard isHeld else { return made }
            cursor = page.next
        } while cursor != nil
        return made
    }

    /// Saves one page; subscriptions that were edited meanwhile are read and decided again before the page ends.
    private func expand(
        _ claimed: ClaimedEvent,
        page: Page<Subscription>
    ) async throws(StoreError) -> (alerts: Int, isHeld: Bool) {
        var subscriptions = page.elements
        var made = 0
        var tries = 0
        while true {
            let items = subscriptions.compactMap { item(for: $0, claimed) }
            tries += 1
            let expansion = Expansion(
                eventID: claimed.event.id,
                token: claimed.token,
                items: tries > Self.maximumTries ? [] : items,
                cursor: page.next
            )
            let result = try await store.expand(expansion)
            guard case .saved(let alerts, let stale) = result else { return (made, false) }
            made += alerts
            guard !stale.isEmpty else { return (made, true) }
            let again = Set(stale)
            subscriptions = try await reread(subscriptions.filter { again.contains($0.id) })
        }
    }

    /// Rounds with a person who edits all the while; then the event passes them by and their next one is decided anew.
    private static let maximumTries = 5

    private func reread(_ subscriptions: [Subscription]) async throws(StoreError) -> [Subscription] {
        var result: [Subscription] = []
        for old in subscriptions {
            if let present = try await store.subscription(of: old.userID, to: old.productID) { result.append(present) }
        }
        return result
    }

    private func item(for subscription: Subscription, _ claimed: ClaimedEvent) -> Expansion.Item? {
        guard !subscription.isPaused else { return nil }
        let change = claimed.event.change
        let decision = settings.rules.decide(subscription.rule, memory: subscription.memory, change: change)
        guard decision.kind != nil || decision.memory != subscription.memory else { return nil }
        var alerts: [Alert] = []
        if let kind = decision.kind {
            let facts = Alert.Facts(
                kind: kind,
                productName: claimed.product.name,
                url: claimed.product.url,
                rule: subscription.rule,
                reference: subscription.memory.reference,
                change: change
            )
            let channels = subscription.channels.isEmpty ? notifiers.keys.sorted() : subscription.channels
            alerts = channels.map { alert(facts, to: subscription, over: $0, claimed) }
        }
        return Expansion.Item(
            subscriptionID: subscription.id,
            version: subscription.version,
            memory: decision.memory,
            alerts: alerts
        )
    }

    private func alert(
        _ facts: Alert.Facts,
        to subscription: Subscription,
        over channel: Channel,
        _ claimed: ClaimedEvent
    ) -> Alert {
        var random = random
        let now = time.now
        return Alert(
            id: .random(using: &random),
            userID: subscription.userID,
            productID: subscription.productID,
            eventID: claimed.event.id,
            channel: channel,
            facts: facts,
            nextAttemptAt: now,
            createdAt: now
        )
    }
}
