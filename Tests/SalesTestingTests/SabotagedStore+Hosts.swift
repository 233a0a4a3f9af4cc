import SalesCore

extension SabotagedStore {
    func host(_ name: String) async throws(StoreError) -> HostState {
        try await store.host(key(name))
    }

    func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) {
        var change = change
        if sabotage == .forgetsUngivenParts {
            change.pause = change.pause ?? .some(nil)
            change.consecutiveFailures = change.consecutiveFailures ?? 0
        }
        try await store.updateHost(key(name), change)
    }

    func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) async throws(StoreError) -> Duration? {
        var limits = limits
        switch sabotage {
        case .ignoresRates: limits = HostPolicy.unlimited.standard
        case .ignoresBursts: limits.burst = 1
        case .ignoresPauses: try await store.updateHost(key(name), HostChange(pause: .some(nil)))
        default: break
        }
        let wait = try await store.reserveSlot(at: key(name), limits: limits, horizon: horizon)
        if wait == nil, sabotage == .takesRefusedTurns {
            _ = try await store.reserveSlot(at: key(name), limits: limits, horizon: .seconds(1_000_000))
        }
        return wait
    }

    private func key(_ name: String) -> String { sabotage == .mixesHosts ? "every host" : name }
}
