/// Keeps the hosts' health in the store up to date, and asks the store only where something may have changed.
actor HostWatch {
    private let store: any HostStore
    private let breaker: CircuitBreaker
    /// When the store last said of a host that it has no failures.
    private var healthy: [String: Timestamp] = [:]
    /// The hosts whose state is being read and written, with the notes that wait until it is.
    private var busy: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// More hosts than this are forgotten and asked for again.
    private static let maximumRemembered = 50_000
    /// How long that is believed: another process may note failures, which only a request that succeeds clears.
    static let trust = Duration.seconds(60)

    init(store: any HostStore, breaker: CircuitBreaker) {
        self.store = store
        self.breaker = breaker
    }

    /// Notes what a request showed of its host.
    ///
    /// Notes of one host are kept one after the other, so that none is lost between another's reading and writing.
    /// - Returns: The pause that it earned the host, if it did.
    func note(
        _ signal: CircuitBreaker.Signal,
        at site: String,
        now: Timestamp
    ) async throws(StoreError) -> HostChange.Pause? {
        if signal == .fine, isHealthy(site, at: now) { return nil }
        await begin(site)
        defer { end(site) }
        if signal == .fine, isHealthy(site, at: now) { return nil }
        let state = try await store.host(site)
        guard let change = breaker.change(signal, in: state, at: now) else {
            if healthy.count >= Self.maximumRemembered { healthy.removeAll() }
            healthy[site] = now
            return nil
        }
        healthy[site] = nil
        try await store.updateHost(site, change)
        if case .some(.some(let pause)) = change.pause { return pause }
        return nil
    }

    private func isHealthy(_ site: String, at now: Timestamp) -> Bool {
        healthy[site].map { (.zero..<Self.trust).contains(now - $0) } ?? false
    }

    private func begin(_ site: String) async {
        guard busy[site] != nil else {
            busy[site] = []
            return
        }
        await withCheckedContinuation { busy[site, default: []].append($0) }
    }

    /// Hands the host to who waits longest.
    private func end(_ site: String) {
        guard busy[site]?.isEmpty == false else {
            busy[site] = nil
            return
        }
        busy[site]?.removeFirst().resume()
    }
}
