/// Waits for a turn at the host before each request, so that all workers on a store together keep its rate.
///
/// The turn is reserved in the store (``HostStore/reserveSlot(at:limits:horizon:)``), which also honours a pause that
/// the host asked for or earned. Scheduled checks need it not: their turn is reserved with the claim.
public struct RateLimitedFetcher: Fetcher {
    private let inner: any Fetcher
    private let hosts: any HostStore
    private let policy: HostPolicy
    private let horizon: Duration
    private let time: any TimeSource

    /// A fetcher that waits at most `horizon` for its turn.
    public init(
        _ inner: any Fetcher,
        hosts: any HostStore,
        policy: HostPolicy,
        horizon: Duration,
        time: any TimeSource
    ) {
        self.inner = inner
        self.hosts = hosts
        self.policy = policy
        self.horizon = horizon
        self.time = time
    }

    /// Waits for a turn, then fetches.
    ///
    /// - Throws: ``FetchError`` with `.paused` where the turn is further away than the horizon.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let site = request.url.site
        let wait: Duration?
        do {
            wait = try await hosts.reserveSlot(at: site, limits: policy.limits(for: site), horizon: horizon)
        } catch {
            throw FetchError(error, "The turn at \(site) could not be kept")
        }
        guard let wait else { throw await pausedError(site) }
        if wait > .zero {
            do {
                try await time.sleep(for: wait)
            } catch {
                throw FetchError(.cancelled, message: "The request to \(site) was cancelled.")
            }
        }
        return try await inner.fetch(request)
    }

    private func pausedError(_ site: String) async -> FetchError {
        let state = try? await hosts.host(site)
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
