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

    /// Tells the alerts that are due, over the channels that this tracker has carriers for.
    ///
    /// Of each channel up to ``DeliveryPolicy/simultaneous`` are handed over at the same time; a carrier that stalls
    /// holds up no other alert while one of these places is free.
    /// - Parameters:
    ///   - channels: only those of these channels; nil for all that there are carriers for.
    ///   - report: called for each alert with what came of it.
    /// - Returns: How many were taken by their carriers.
    @discardableResult
    public func deliverAlerts(
        over channels: [Channel]? = nil,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void = { _, _ in }
    ) async throws(StoreError) -> Int {
        let channels = (channels ?? notifiers.keys.sorted()).filter { notifiers[$0] != nil }
        let places = DeliveryPlaces(channels: channels, limit: settings.delivery.simultaneous)
        var result: Result<Int, StoreError> = .success(0)
        await withTaskGroup { group in
            repeat {
                if case .success = result, !Task.isCancelled {
                    do throws(StoreError) {
                        for item in try await claimAlerts(places) {
                            group.addTask {
                                let result = await self.deliver(item, report: report)
                                await places.giveBack(item.alert.channel)
                                return result
                            }
                        }
                    } catch {
                        result = .failure(error)
                    }
                }
                guard let ended = await group.next() else { break }
                switch (result, ended) {
                case (.success(let told), .success(let isTold)): result = .success(told + (isTold ? 1 : 0))
                case (.success, .failure(let error)): result = .failure(error)
                case (.failure, _): break
                }
            } while true
        }
        return try result.get()
    }

    /// Tells the alerts that are due and does not wait for the carriers: a stalled one must not keep later alerts
    /// waiting.
    ///
    /// - Parameters:
    ///   - group: runs what was begun.
    ///   - freed: is signalled when a place is free again.
    func beginDeliveries(
        _ places: DeliveryPlaces,
        in group: inout DiscardingTaskGroup,
        observer: Observer,
        freed: Nudge
    ) async throws(StoreError) {
        while !Task.isCancelled {
            let claimed = try await claimAlerts(places)
            guard !claimed.isEmpty else { return }
            for item in claimed {
                group.addTask {
                    let result = await self.deliver(item, report: observer.attempted)
                    if await places.giveBack(item.alert.channel) { await freed.signal() }
                    if case .failure(let error) = result { await observer.stumbled(error) }
                }
            }
        }
    }

    /// Claims as many alerts as surely have a place, and takes the places.
    private func claimAlerts(_ places: DeliveryPlaces) async throws(StoreError) -> [ClaimedAlert] {
        let (channels, room) = await places.free()
        guard !channels.isEmpty else { return [] }
        let claimed = try await store.claimAlerts(
            channels: channels,
            limit: min(room, maximumPageSize),
            lease: settings.lease,
            at: time.now
        )
        for item in claimed { await places.take(item.alert.channel) }
        return claimed
    }

    /// How long a hand-over that runs may go on after a stop, so that a stop ends within ten seconds.
    static let stopGrace = Duration.seconds(8)

    /// Hands over one alert.
    ///
    /// A stop in between lets it end, for a while: what a carrier may have taken is not told again.
    private func deliver(
        _ item: ClaimedAlert,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Bool, StoreError> {
        let work = Task { await self.handOver(item, report: report) }
        return await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            Task {
                try? await time.sleep(for: Self.stopGrace)
                work.cancel()
            }
        }
    }

    /// Hands one alert to its carrier and records what came of it, whatever happens meanwhile.
    private func handOver(
        _ item: ClaimedAlert,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Bool, StoreError> {
        let outcome = await attempt(item)
        let settlement = Settlement(alertID: item.alert.id, token: item.token, outcome: outcome)
        do throws(StoreError) {
            let isHeld = try await shielded { [store] () async throws(StoreError) in
                try await store.settle([settlement])
            }
            await report(item.alert, outcome)
            return .success(isHeld.first == true && outcome.isAccepted)
        } catch {
            return .failure(error)
        }
    }

    private func attempt(_ claimed: ClaimedAlert) async -> Settlement.Outcome {
        let now = time.now
        guard let recipient = claimed.recipient else { return .suppressed(reason: "the person is not known any more") }
        if settings.delivery.isTooLate(claimed.alert, at: now) { return .expired }
        guard let notifier = notifiers[claimed.alert.channel] else { return .released }
        let message = MessageWriter.message(for: claimed.alert, to: recipient, at: now)
        do {
            let receipt = try await notifier.send(message)
            return .accepted(at: time.now, receipt: receipt.reference ?? receipt.answer)
        } catch  where error.code == .cancelled && Task.isCancelled {
            return .retry(at: time.now, failure: "stopped while it was handed over; it may have been taken")
        } catch {
            var random = random
            return settings.delivery.settlement(of: claimed.alert, after: error, at: time.now, using: &random)
        }
    }
}

extension Settlement.Outcome {
    /// Whether a carrier took the alert.
    public var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
