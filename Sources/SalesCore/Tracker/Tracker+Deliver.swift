extension Tracker {
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
                        let begin = time.now
                        for item in try await claimAlerts(places) {
                            group.addTask {
                                let result = await self.deliver(item, leasedAt: begin, report: report)
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
            let begin = time.now
            let claimed = try await claimAlerts(places)
            guard !claimed.isEmpty else { return }
            for item in claimed {
                group.addTask {
                    let result = await self.deliver(item, leasedAt: begin, report: observer.attempted)
                    if await places.giveBack(item.alert.channel) { await freed.signal() }
                    if case .failure(let error) = result { await observer.stumbled(error) }
                }
            }
        }
    }

    /// Claims as many alerts as surely have a place, and takes the places.
    private func claimAlerts(_ places: DeliveryPlaces) async throws(StoreError) -> [ClaimedAlert] {
        let (channels, room) = await places.free()
        guard !channels.isEmpty, !settings.delivery.isPaused else { return [] }
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
        leasedAt begin: Timestamp,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Bool, StoreError> {
        let work = Task { await self.handOver(item, leasedAt: begin, report: report) }
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
        leasedAt begin: Timestamp,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Bool, StoreError> {
        let outcome = await attempt(item, leasedAt: begin)
        let settlement = Settlement(alertID: item.alert.id, token: item.token, outcome: outcome)
        do throws(StoreError) {
            let isHeld = try await shielded { () async throws(StoreError) in try await self.settle(settlement) }
            await report(item.alert, outcome)
            return .success(isHeld && outcome.isAccepted)
        } catch {
            return .failure(error)
        }
    }

    /// Records what came of an attempt, again and again where the store is only busy: what is told and not recorded is
    /// told twice.
    private func settle(_ settlement: Settlement) async throws(StoreError) -> Bool {
        for wait in Self.settlementWaits {
            do throws(StoreError) {
                return try await store.settle([settlement]).first == true
            } catch {
                guard case .later = error.advice else { throw error }
                try? await time.sleep(for: wait)
            }
        }
        return try await store.settle([settlement]).first == true
    }

    /// Between the tries to record an attempt; with what a store itself waits for a lock, about half a minute.
    private static let settlementWaits: [Duration] = [.milliseconds(100), .milliseconds(500), .seconds(1), .seconds(2)]

    private func attempt(_ claimed: ClaimedAlert, leasedAt begin: Timestamp) async -> Settlement.Outcome {
        let now = time.now
        if settings.delivery.isTooLate(claimed.alert, at: now) { return .expired }
        if settings.delivery.isQuestioned(claimed.alert, at: now), await !isStillTrue(claimed.alert) { return .expired }
        guard let notifier = notifiers[claimed.alert.channel] else { return .released }
        // A worker that was stopped in between must not tell what another has told meanwhile.
        guard time.now - begin <= settings.lease / 3 else { return .released }
        let message = MessageWriter.message(for: claimed.alert, to: claimed.recipient, at: now)
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

extension Tracker {
    /// Whether what an alert tells holds at present, as far as the store knows; a store that fails objects to nothing,
    /// because a missed sale is worse than a late word.
    private func isStillTrue(_ alert: Alert) async -> Bool {
        let product: Product?
        do {
            product = try await store.product(alert.productID)
        } catch {
            return true
        }
        guard let state = product?.state, !state.isGone else { return false }
        let told = alert.facts.change.after
        switch alert.facts.kind {
        case .drop:
            guard let price = state.price, let told = told.price else { return false }
            return price.compare(to: told).map { $0 <= 0 } ?? false
        case .backInStock:
            return state.availability.canBeOrdered != false
        case .currencyChanged:
            return state.price?.currency == told.price?.currency
        case .changed, .standing, .soldOut, .gone, .broken, .worksAgain:
            return true
        }
    }
}

extension Settlement.Outcome {
    /// Whether a carrier took the alert.
    public var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
