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
            let items = try await items(for: subscriptions, claimed)
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
            tell(expansion, of: claimed.event, made: alerts, without: stale)
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

    /// What subscriptions make of an event: those whose memory changes or that make alerts.
    private func items(
        for subscriptions: [Subscription],
        _ claimed: ClaimedEvent
    ) async throws(StoreError) -> [Expansion.Item] {
        let change = claimed.event.change
        let days = subscriptions.map(\.rule.daysNeeded).max() ?? 0
        let history = try await history(of: claimed.product.id, before: change.confirmedAt, days: days)
        let decided = subscriptions.compactMap { decide($0, change, history) }
        guard decided.contains(where: { $0.decision.kind != nil }) else {
            return decided.map { item(for: $0, facts: nil, claimed) }
        }
        let people = try await people(to: decided)
        let month = try await self.history(of: claimed.product.id, before: change.confirmedAt, days: Self.monthDays)
        let low = change.after.price.flatMap { month.lowest(days: Self.monthDays, in: $0.currency) }
        return decided.map { decided in
            let facts = facts(for: decided, claimed, lowestOfMonth: low)
            return item(for: decided, facts: facts, claimed, to: people[decided.subscription.userID])
        }
    }

    /// The days whose lowest price every message names, as the EU's price indication rules do (98/6/EC, article 6a).
    private static let monthDays = 30

    /// A subscription with what its rule makes of an event.
    private struct Decided {
        let subscription: Subscription
        let decision: RuleDecider.Decision
    }

    private func decide(_ subscription: Subscription, _ change: PriceEvent.Change, _ history: PriceHistory) -> Decided?
    {
        guard !subscription.isPaused else { return nil }
        var decision = settings.rules.decide(
            subscription.rule,
            memory: subscription.memory,
            change: change,
            history: history,
            coolDown: subscription.coolDown
        )
        if decision.kind == nil, let trouble = change.trouble, subscription.isNews(change) {
            decision.kind = trouble.kind
            decision.notBefore = change.confirmedAt + Self.troubleDelay
        }
        guard decision.kind != nil || decision.memory != subscription.memory else { return nil }
        return Decided(subscription: subscription, decision: decision)
    }

    /// A page that cannot be read is seldom alone, and often can be again soon: what is said of it waits a little.
    private static let troubleDelay = Duration.seconds(300)

    private func facts(for decided: Decided, _ claimed: ClaimedEvent, lowestOfMonth: Money?) -> Alert.Facts? {
        decided.decision.kind.map { kind in
            Alert.Facts(
                kind: kind,
                productName: claimed.product.name,
                url: claimed.product.url,
                rule: decided.subscription.rule,
                reference: decided.subscription.memory.reference,
                change: claimed.event.change,
                lowestOfMonth: lowestOfMonth,
                image: claimed.product.state.image,
                former: kind.isTrouble ? nil : decided.subscription.memory,
                isForDigest: decided.subscription.isInDigest
            )
        }
    }

    private func item(
        for decided: Decided,
        facts: Alert.Facts?,
        _ claimed: ClaimedEvent,
        to person: User? = nil
    ) -> Expansion.Item {
        let subscription = decided.subscription
        let alerts = facts.map { facts in
            channels(of: subscription, person).map { channel in
                alert(facts, to: subscription, over: channel, claimed, notBefore: decided.decision.notBefore)
            }
        }
        return Expansion.Item(
            subscriptionID: subscription.id,
            version: subscription.version,
            memory: decided.decision.memory,
            alerts: alerts ?? []
        )
    }

    /// The people who are to be told and who chose no channel: they are told where they have an address.
    private func people(to decided: [Decided]) async throws(StoreError) -> [UserID: User] {
        let ids = decided.filter { $0.decision.kind != nil && $0.subscription.channels.isEmpty }
            .map(\.subscription.userID).filter { $0 != .local }
        guard !ids.isEmpty, let users = store as? any UserStore else { return [:] }
        return Dictionary(try await users.users(ids).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// The channels over which a person is told: those that they chose, or all on which they have an address; the person
    /// at the keyboard, and everybody of a store that knows nothing of people, over all that there are carriers for.
    private func channels(of subscription: Subscription, _ person: User?) -> [Channel] {
        guard subscription.channels.isEmpty else { return subscription.channels }
        let carried = notifiers.keys.sorted()
        guard subscription.userID != .local, store is any UserStore else { return carried }
        return carried.filter { person?.address(on: $0) != nil }
    }

    private func alert(
        _ facts: Alert.Facts,
        to subscription: Subscription,
        over channel: Channel,
        _ claimed: ClaimedEvent,
        notBefore: Timestamp?
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
            nextAttemptAt: max(now, notBefore ?? now),
            // The digest holds it once it is due.
            isHeld: notBefore != nil && !facts.isForDigest,
            createdAt: now
        )
    }
}

extension Subscription {
    /// Whether a change was confirmed after what the person saw when asking.
    fileprivate func isNews(_ change: PriceEvent.Change) -> Bool {
        memory.seenUntil.map { change.confirmedAt > $0 } ?? true
    }
}

extension Alert.Facts.Kind {
    /// Whether it tells of the page and not of the product: no rule decided it.
    fileprivate var isTrouble: Bool { self == .broken || self == .worksAgain }
}

extension PriceEvent.Trouble {
    /// What a message about it is called.
    fileprivate var kind: Alert.Facts.Kind {
        switch self {
        case .began: .broken
        case .ended: .worksAgain
        }
    }
}
