/// Everything that makes a fetcher polite, put together in the one order that works.
///
/// Outermost stand the redirects, so that each place on the way is judged by its own robots.txt, waits for its own turn
/// and counts among its own connections. The first request of a fetch waits for no turn: a claim has reserved it, or
/// ``Tracker`` waits for it.
public struct PoliteFetcher: Fetcher {
    private let inner: RedirectingFetcher

    /// A polite fetcher around one that brings pages.
    ///
    /// - Parameters:
    ///   - pages: makes the requests.
    ///   - hosts: where turns and the files of robots.txt are kept, for all workers on the store.
    ///   - policy: what hosts allow; give the same to ``Tracker/Settings/hosts``.
    ///   - agent: the product token that groups of robots.txt are chosen by, the same as at the start of `User-Agent`.
    ///   - patience: how long a request for robots.txt waits for its turn.
    ///   - ignoresRobots: whether the operator answers for not asking a site (``PageURL/site``).
    ///   - time: the present moment, and waiting.
    public init(
        _ pages: any Fetcher,
        hosts: any HostStore,
        policy: HostPolicy = HostPolicy(),
        agent: String,
        patience: Duration = .seconds(30),
        ignoresRobots: @escaping @Sendable (String) -> Bool = { _ in false },
        time: any TimeSource = SystemTime()
    ) {
        let turns = HostTurns(hosts: hosts, policy: policy, time: time)
        let limited = ConnectionLimitedFetcher(pages, policy: policy, time: time)
        let obedient = RobotsFetcher(
            limited,
            robots: RateLimitedFetcher(
                RedirectingFetcher(limited, turns: turns, time: time),
                turns: turns,
                horizon: patience
            ),
            hosts: hosts,
            agent: agent,
            isIgnored: ignoresRobots,
            time: time
        )
        inner = RedirectingFetcher(obedient, turns: turns, time: time)
    }

    /// Fetches when and where it may; see ``RobotsFetcher``, ``ConnectionLimitedFetcher`` and ``RedirectingFetcher``.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        try await inner.fetch(request)
    }
}
