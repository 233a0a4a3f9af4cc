public import SalesCore

extension DictionaryStore {
    /// What is remembered of a host.
    public func host(_ name: String) throws(StoreError) -> HostState {
        hosts[name] ?? HostState()
    }

    /// Changes the parts of a host's state that are given.
    public func updateHost(_ name: String, _ change: HostChange) throws(StoreError) {
        var state = hosts[name] ?? HostState()
        if let pause = change.pause {
            state.pausedUntil = pause?.until
            state.pauseReason = pause?.reason
        }
        if let failures = change.consecutiveFailures { state.consecutiveFailures = failures }
        if let robots = change.robots { state.robots = robots }
        hosts[name] = state
    }

    /// Reserves the next free turn at a host.
    public func reserveSlot(
        at name: String,
        limits: HostLimits,
        horizon: Duration
    ) throws(StoreError) -> Duration? {
        takeTurn(at: name, limits, horizon: horizon, now: time.now)
    }

    /// Takes a host's next turn, which the core decides and the store only remembers.
    func takeTurn(at name: String, _ limits: HostLimits, horizon: Duration, now: Timestamp) -> Duration? {
        var state = hosts[name] ?? HostState()
        guard let slot = state.slot(at: now, limits: limits, horizon: horizon) else { return nil }
        state.nextArrival = slot.nextArrival
        hosts[name] = state
        return slot.wait
    }
}
