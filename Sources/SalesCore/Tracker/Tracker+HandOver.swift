/// What came of an alert.
struct Attempt: Sendable {
    let outcome: Settlement.Outcome
    /// What was handed over; nil where nothing was.
    var facts: Alert.Facts?
}

/// Alerts that are told with one message: one alert, or several of one person that were held.
struct DeliveryGroup: Sendable {
    private(set) var items: [ClaimedAlert]

    /// The channel of them all.
    var channel: Channel { items[0].alert.channel }
    /// The person of them all.
    var recipient: User { items[0].recipient }

    /// What a claim gave, in groups: adjacent alerts of one person and channel that were held.
    static func groups(of claimed: [ClaimedAlert]) -> [DeliveryGroup] {
        claimed.reduce(into: []) { groups, item in
            if let last = groups.last, last.takes(item) {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append(DeliveryGroup(items: [item]))
            }
        }
    }

    private func takes(_ item: ClaimedAlert) -> Bool {
        let alert = items[0].alert
        return alert.isHeld && item.alert.isHeld && alert.userID == item.alert.userID
            && alert.channel == item.alert.channel && items.count < maximumDigest
    }
}

extension Tracker {
    /// Hands a group to its carrier and records what came of it, whatever happens meanwhile.
    ///
    /// After a stop nothing more is handed over; what is with its carrier may end, for a while (``StopGrace``).
    /// - Returns: How many alerts were taken by the carrier.
    func handOver(
        _ group: DeliveryGroup,
        leasedAt begin: Timestamp,
        report: @escaping @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Int, StoreError> {
        let attempts = await attempt(group, leasedAt: begin)
        return await shielded { await self.record(attempts, of: group, report: report) }
    }

    private func record(
        _ attempts: [Attempt],
        of group: DeliveryGroup,
        report: @Sendable (Alert, Settlement.Outcome) async -> Void
    ) async -> Result<Int, StoreError> {
        let settlements = zip(group.items, attempts).map { item, attempt in
            Settlement(alertID: item.alert.id, token: item.token, outcome: attempt.outcome)
        }
        do throws(StoreError) {
            let held = try await SettlementPatience(time: time).record { () async throws(StoreError) in
                try await store.settle(settlements)
            }
            var told = 0
            for (item, (attempt, isHeld)) in zip(group.items, zip(attempts, held)) {
                tell(attempt.outcome, of: item.alert, isRecorded: isHeld)
                if isHeld { await remember(attempt, of: item.alert) }
                await report(item.alert, attempt.outcome)
                if isHeld, attempt.outcome.isAccepted { told += 1 }
            }
            return .success(told)
        } catch {
            for (item, attempt) in zip(group.items, attempts) {
                tell(attempt.outcome, of: item.alert, isRecorded: false)
            }
            return .failure(error)
        }
    }

    /// What comes of each alert of a group, in their order.
    private func attempt(_ group: DeliveryGroup, leasedAt begin: Timestamp) async -> [Attempt] {
        var decisions: [Decision] = []
        for item in group.items { decisions.append(await decide(item.alert, to: group.recipient, at: time.now)) }
        let alerts = decisions.compactMap { if case .tell(let alert) = $0 { alert } else { nil } }
        var outcome = Settlement.Outcome.released
        if !alerts.isEmpty {
            outcome = await tell(alerts, to: group.recipient, over: group.channel, leasedAt: begin)
        }
        return decisions.map { decision in
            switch decision {
            case .tell(let alert): Attempt(outcome: outcome, facts: alert.facts)
            case .settle(let settled): Attempt(outcome: settled)
            }
        }
    }

    /// What is done with a claimed alert.
    private enum Decision {
        /// It is told, with the facts of this moment.
        case tell(Alert)
        /// It is not told now.
        case settle(Settlement.Outcome)
    }

    private func decide(_ alert: Alert, to recipient: User, at now: Timestamp) async -> Decision {
        if settings.delivery.isTooLate(alert, at: now) { return .settle(.expired) }
        if let hold = TellingTime(recipient.settings, installation: settings.delivery.zone).hold(alert, at: now) {
            return .settle(.held(until: hold.until, reason: hold.reason))
        }
        guard settings.delivery.isQuestioned(alert, at: now) else { return .tell(alert) }
        guard let facts = await present(alert) else { return .settle(.expired) }
        return .tell(alert.telling(facts))
    }

    /// Hands one message to its carrier.
    private func tell(
        _ alerts: [Alert],
        to recipient: User,
        over channel: Channel,
        leasedAt begin: Timestamp
    ) async -> Settlement.Outcome {
        // After a stop nothing more is begun.
        guard let notifier = notifiers[channel], !Task.isCancelled else { return .released }
        for gate in gates {
            if let outcome = await gate.hold(alerts, to: recipient, at: time.now) { return outcome }
        }
        // A worker that was stopped in between must not tell what another has told meanwhile.
        guard time.now - begin <= settings.lease / 3, !Task.isCancelled else { return .released }
        let message = MessageWriter.message(
            for: alerts,
            to: recipient,
            at: time.now,
            style: style(for: recipient, channel)
        )
        for alert in alerts { tellHandingOver(alert) }
        do throws(NotifyError) {
            let receipt = try await StopGrace(time: time).send(message, over: notifier)
            carrierWatch.note(nil, of: alerts[0].id, over: channel, at: time.now)
            return .accepted(at: time.now, receipt: receipt.reference ?? receipt.answer)
        } catch {
            carrierWatch.note(error.code, of: alerts[0].id, over: channel, at: time.now)
            if error.code == .noSuchAddress { await silence(recipient, over: channel, after: alerts[0]) }
            var random = random
            return settings.delivery.settlement(of: alerts[0], after: error, at: time.now, using: &random)
        }
    }

    private func style(for recipient: User, _ channel: Channel) -> MessageStyle {
        MessageStyle(
            zone: TellingTime(recipient.settings, installation: settings.delivery.zone).zone,
            locale: recipient.settings.locale,
            stopLink: { [settings] product in settings.stopLink(recipient, channel, product) }
        )
    }
}

extension Alert {
    /// The alert with other facts.
    fileprivate func telling(_ facts: Facts) -> Alert {
        var alert = self
        alert.facts = facts
        return alert
    }
}
