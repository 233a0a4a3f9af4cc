import SalesCore
import SalesTesting
import Synchronization

extension SabotagedStore {
    func claimChecks(_ request: CheckRequest) async throws(StoreError) -> [ClaimedCheck] {
        var request = request
        request.limit = limit(request.limit)
        request.lease = lease(request.lease, forgottenBy: .forgetsLeases)
        switch sabotage {
        case .ignoresRates: request.policy = .unlimited
        case .ignoresPauses:
            let pause = HostChange(pause: .some(nil))
            try await store.updateHost(Sample.host, pause)
        case .claimsFromFailingHosts: try await store.updateHost(Sample.host, HostChange(consecutiveFailures: 0))
        case .ignoresNamedProducts: request.products = nil
        case .givesNamedNoTurns where request.products != nil: request.policy = .unlimited
        case .claimsWhatIsNotDue where request.products == nil:
            let all = try await store.products(matching: .all, after: nil, limit: maximumPageSize)
            request.products = all.elements.map(\.id)
        default: break
        }
        let claimed = try await store.claimChecks(request)
        notes.withLock { notes in
            for check in claimed { notes.tokens[check.lease.productID] = check.lease.token }
        }
        switch sabotage {
        case .reusesTokens:
            return claimed.map { check in
                let lease = CheckLease(productID: check.lease.productID, token: 1)
                return ClaimedCheck(lease: lease, product: check.product, startAfter: check.startAfter)
            }
        case .starvesOtherHosts:
            let host = claimed.first?.product.url.host
            return claimed.filter { $0.product.url.host == host }
        default: return claimed
        }
    }

    func commit(_ outcomes: [CheckOutcome]) async throws(StoreError) -> [CommitResult] {
        var results: [CommitResult] = []
        for outcome in outcomes {
            if sabotage == .savesAllOrNothing, results.contains(.conflict) {
                results.append(.conflict)
            } else {
                results.append(try await commit(outcome))
            }
        }
        return sabotage == .answersInReverse ? results.reversed() : results
    }

    func releaseChecks(_ leases: [CheckLease]) async throws(StoreError) {
        let isBlind = sabotage == .releasesOthersLeases || sabotage == .reusesTokens
        try await store.releaseChecks(leases.map { isBlind ? present($0) : $0 })
    }

    func scheduleCheck(of product: ProductID, at time: Timestamp) async throws(StoreError) {
        guard sabotage != .schedulesNothing else { return }
        try await store.scheduleCheck(of: product, at: time)
    }

    private func commit(_ given: CheckOutcome) async throws(StoreError) -> CommitResult {
        var outcome = given
        let id = given.lease.productID
        switch sabotage {
        case .fencesNothing, .reusesTokens: outcome.lease = present(given.lease)
        case .losesRows: outcome.row = nil
        case .losesEvents: outcome.event = nil
        case .losesNames: outcome.name = nil
        case .emptiesNames: outcome.name = given.name ?? ""
        case .refusesUnfollowed where try await store.product(id)?.activeFollowers == 0: return .conflict
        case .refusesKnownMoments:
            let rows = try await store.prices(of: id, in: Sample.allTime, after: nil, limit: maximumPageSize)
            if rows.elements.contains(where: { $0.observedAt == given.row?.observedAt }) { return .conflict }
        default: break
        }
        let result = try await store.commit([outcome]).first ?? .conflict
        return result == .conflict ? try await answerConflict(outcome) : result
    }

    private func answerConflict(_ outcome: CheckOutcome) async throws(StoreError) -> CommitResult {
        let id = outcome.lease.productID
        switch sabotage {
        case .revivesProducts where try await store.product(id) == nil: return .committed(nil)
        case .acceptsLostLeases:
            let request = CheckRequest(limit: 1, policy: .unlimited, products: [id])
            guard let lease = try await store.claimChecks(request).first?.lease else { return .conflict }
            var again = outcome
            again.lease = lease
            return try await store.commit([again]).first ?? .conflict
        default: return .conflict
        }
    }

    /// The lease that the product has now, whatever token came.
    private func present(_ lease: CheckLease) -> CheckLease {
        CheckLease(
            productID: lease.productID,
            token: notes.withLock { $0.tokens[lease.productID] } ?? lease.token
        )
    }
}

extension HostPolicy {
    /// Limits under which no turn is waited for.
    static let unlimited = HostPolicy(standard: HostLimits(rate: 1_000, burst: 100_000))
}
