import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore {
    func claimAlerts(
        channels: [Channel],
        limit: Int,
        lease: Duration,
        at time: Timestamp
    ) async throws(StoreError) -> [ClaimedAlert] {
        let channels = sabotage == .ignoresChannels ? [.console, .email, .webhook] : channels
        var limit = self.limit(limit)
        if sabotage == .countsRefusedAlerts { limit -= notes.withLock { $0.unfollowed } }
        if accountSabotage == .tellsUnverified { try await verifyEverybody() }
        let refused = try await refusedAlerts()
        var claimed = try await store.claimAlerts(
            channels: channels,
            limit: limit,
            lease: self.lease(lease, forgottenBy: .forgetsAlertLeases),
            at: time
        )
        if accountSabotage == .countsRefused, try await refusedAlerts() >= refused + limit {
            try await release(claimed)
            claimed = []
        }
        if sabotage == .makesLongDigests, claimed.count == maximumDigest {
            claimed += try await store.claimAlerts(channels: channels, limit: limit, lease: lease, at: time)
        }
        if sabotage == .tellsHeldAlone, claimed.first?.alert.isHeld == true {
            try await release(Array(claimed.dropFirst()))
            claimed = Array(claimed.prefix(1))
        }
        notes.withLock { notes in
            for alert in claimed {
                notes.alertTokens[alert.alert.id] = alert.token
                notes.alertEnds[alert.alert.id] = clock.now + lease
            }
        }
        switch sabotage {
        case .countsNoAttempts:
            return claimed.map { claimed in
                var alert = claimed.alert
                alert.attempts = 0
                return ClaimedAlert(alert: alert, token: claimed.token, recipient: claimed.recipient)
            }
        case .tellsEverythingToOne:
            guard let one = claimed.first?.recipient else { return [] }
            return claimed.map { ClaimedAlert(alert: $0.alert, token: $0.token, recipient: one) }
        default: return claimed
        }
    }

    /// How many alerts of the newest wait or are suppressed, where that matters.
    private func refusedAlerts() async throws(StoreError) -> Int {
        guard accountSabotage == .countsRefused else { return 0 }
        let filter = AlertFilter(statuses: [.waiting, .suppressed])
        return try await store.alerts(matching: filter, after: nil, limit: maximumPageSize).elements.count
    }

    private func release(_ claimed: [ClaimedAlert]) async throws(StoreError) {
        _ = try await store.settle(
            claimed.map { Settlement(alertID: $0.alert.id, token: $0.token, outcome: .released) }
        )
    }

    private func verifyEverybody() async throws(StoreError) {
        for person in notes.withLock({ $0.people }) {
            for channel in [Channel.email, .sms] {
                guard let address = person.address(on: channel) else { continue }
                _ = try await accounts().verify(address, on: channel, of: person.id, at: clock.now)
            }
        }
    }

    func settle(_ settlements: [Settlement]) async throws(StoreError) -> [Bool] {
        var answers: [Bool] = []
        for settlement in settlements {
            if sabotage == .savesAllOrNothing, answers.contains(false) {
                answers.append(false)
            } else {
                answers.append(try await settle(settlement))
            }
        }
        return sabotage == .answersInReverse ? answers.reversed() : answers
    }

    func alerts(
        matching filter: AlertFilter,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<Alert> {
        let filter = sabotage == .ignoresFilters ? AlertFilter() : filter
        var found = try await page(after: token, limit: limit) { token, limit throws(StoreError) in
            try await store.alerts(matching: filter, after: token, limit: limit)
        }
        if sabotage == .listsOldestFirst { found.elements.reverse() }
        return found
    }

    func retryAlerts(_ ids: [Alert.ID]?, at time: Timestamp) async throws(StoreError) -> Int {
        try await store.retryAlerts(sabotage == .retriesAllDead ? nil : ids, at: time)
    }

    private func settle(_ given: Settlement) async throws(StoreError) -> Bool {
        var settlement = given
        switch (sabotage, given.outcome) {
        case (.fencesNothing, _):
            settlement.token = notes.withLock { $0.alertTokens[given.alertID] } ?? given.token
        case (.refusesLateSettlements, _):
            let end = notes.withLock { $0.alertEnds[given.alertID] }
            if let end, end <= clock.now { return false }
        case (.losesReceipts, .accepted(let time, _)): settlement.outcome = .accepted(at: time, receipt: nil)
        case (.countsHeldAttempts, .held(let time, let reason)): settlement.outcome = .retry(at: time, failure: reason)
        case (.countsReleasedAttempts, .released): settlement.outcome = .retry(at: clock.now, failure: "")
        case (.retriesAtOnce, .retry(_, let failure)):
            settlement.outcome = .retry(at: clock.now, failure: failure)
        default: break
        }
        let isSettled = try await store.settle([settlement]).first ?? false
        let isLast = notes.withLock { $0.alertTokens[given.alertID] } == given.token
        return isSettled || (sabotage == .settlesRefused && isLast)
    }
}
