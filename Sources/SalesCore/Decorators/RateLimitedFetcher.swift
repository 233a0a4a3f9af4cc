/// Waits for a turn at the host before each request, so that all workers on a store together keep its rate.
///
/// Scheduled checks need it not: their turn is reserved with the claim. It knows only the URL that it is asked for; the
/// places that redirects lead to wait for theirs in ``RedirectingFetcher``.
public struct RateLimitedFetcher: Fetcher {
    private let inner: any Fetcher
    private let turns: HostTurns
    private let horizon: Duration

    /// A fetcher that waits at most `horizon` for its turn.
    public init(
        _ inner: any Fetcher,
        hosts: any HostStore,
        policy: HostPolicy,
        horizon: Duration,
        time: any TimeSource
    ) {
        self.init(inner, turns: HostTurns(hosts: hosts, policy: policy, time: time), horizon: horizon)
    }

    /// A fetcher that waits at most `horizon` for its turn.
    public init(_ inner: any Fetcher, turns: HostTurns, horizon: Duration) {
        self.inner = inner
        self.turns = turns
        self.horizon = horizon
    }

    /// Waits for a turn, then fetches.
    ///
    /// - Throws: ``FetchError`` with `.paused` where the turn is further away than the horizon.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        try await turns.wait(at: request.url.site, horizon: horizon)
        return try await inner.fetch(request)
    }
}
