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
                        for alerts in try await claimAlerts(places) {
                            group.addTask {
                                let result = await self.handOver(alerts, leasedAt: begin, report: report)
                                await places.giveBack(alerts.channel)
                                return result
                            }
                        }
                    } catch {
                        result = .failure(error)
                    }
                }
                guard let ended = await group.next() else { break }
                switch (result, ended) {
                case (.success(let told), .success(let more)): result = .success(told + more)
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
            for alerts in claimed {
                group.addTask {
                    let result = await self.handOver(alerts, leasedAt: begin, report: observer.attempted)
                    if await places.giveBack(alerts.channel) { await freed.signal() }
                    if case .failure(let error) = result { await observer.stumbled(error) }
                }
            }
        }
    }

    /// Claims as many messages as surely have a place, and takes the places.
    private func claimAlerts(_ places: DeliveryPlaces) async throws(StoreError) -> [DeliveryGroup] {
        let (free, room) = await places.free()
        let (channels, most) = carrierWatch.ready(free, at: time.now)
        guard !channels.isEmpty, !settings.delivery.isPaused else { return [] }
        let claimed = try await store.claimAlerts(
            channels: channels,
            limit: min(room, most, maximumPageSize),
            lease: settings.lease,
            at: time.now
        )
        let groups = DeliveryGroup.groups(of: claimed)
        for group in groups { await places.take(group.channel) }
        return groups
    }
}

extension Settlement.Outcome {
    /// Whether a carrier took the alert.
    public var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
