/// Turns at hosts, reserved in the store (``HostStore/reserveSlot(at:limits:horizon:)``), so that all workers on it
/// together keep each host's rate and the pauses that it asked for or earned.
public struct HostTurns: Sendable {
    private let hosts: any HostStore
    private let policy: HostPolicy
    private let time: any TimeSource

    /// Turns by the rates of the policy.
    public init(hosts: any HostStore, policy: HostPolicy, time: any TimeSource = SystemTime()) {
        self.hosts = hosts
        self.policy = policy
        self.time = time
    }

    /// Reserves the next turn at a site (``PageURL/site``) and waits for it.
    ///
    /// - Parameter isContinued: Whether the site has just answered with a redirect to itself. To a host on probation the
    ///   next request is then part of the same probe: its next turn is further away than any deadline.
    /// - Throws: ``FetchError`` with `.paused`, and nothing reserved, where the turn is further away than the horizon; the
    ///   same, with the turn used, where the host was paused while this one waited.
    public func wait(at site: String, horizon: Duration, isContinued: Bool = false) async throws(FetchError) {
        let wait: Duration?
        do {
            wait = try await hosts.reserveSlot(at: site, limits: policy.limits(for: site), horizon: horizon)
        } catch {
            throw FetchError(error, "The turn at \(site) could not be kept")
        }
        guard let wait else {
            let state = try? await hosts.host(site)
            if isContinued, let state, state.isOnProbation, !state.isPaused(at: time.now) { return }
            throw pausedError(site, state, horizon)
        }
        guard wait > .zero else { return }
        do {
            try await time.sleep(for: wait)
        } catch {
            throw FetchError(.cancelled, message: "The request to \(site) was cancelled.")
        }
        try await checkPause(at: site, horizon)
    }

    /// Who waited may have been overtaken by an answer that asks for time.
    private func checkPause(at site: String, _ horizon: Duration) async throws(FetchError) {
        let state: HostState
        do {
            state = try await hosts.host(site)
        } catch {
            throw FetchError(error, "Whether \(site) may be asked could not be looked up")
        }
        if state.isPaused(at: time.now) { throw pausedError(site, state, horizon) }
    }

    private func pausedError(_ site: String, _ state: HostState?, _ horizon: Duration) -> FetchError {
        let now = time.now
        guard let until = state?.pausedUntil, until > now else {
            return FetchError(
                .paused,
                advice: .later(after: horizon),
                message: "Other requests to \(site) use up its rate. Try again later."
            )
        }
        return FetchError(
            .paused,
            advice: .later(after: until - now),
            message: "No requests to \(site) until \(until): \(state?.pauseReason ?? "it is paused")."
        )
    }
}
