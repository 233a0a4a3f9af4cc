/// Follows redirects by asking the inner fetcher for one place after the other.
///
/// What stands inside sees each request by itself: robots.txt, rate, pauses and connections are those of the host that
/// is asked next, not of the one that sent the visitor on. The caller's fields go along only to the place that they were
/// meant for, validators only within the site, and cookies of a redirect only back to who set them.
public struct RedirectingFetcher: Fetcher {
    private let inner: any Fetcher
    private let turns: HostTurns?

    /// A fetcher that follows the redirects of another.
    ///
    /// - Parameters:
    ///   - inner: makes the requests (``FetchRequest/followsRedirects`` is false in them).
    ///   - turns: where each request after the first waits for its turn, within the deadline; the first one's is the
    ///     caller's matter, since a claim reserves it. Without them nothing is waited for.
    public init(_ inner: any Fetcher, turns: HostTurns? = nil) {
        self.inner = inner
        self.turns = turns
    }

    /// Fetches, and goes on where a response asks to.
    ///
    /// - Throws: ``FetchError`` of the inner fetcher for whichever place; with `.redirects` for too many or a circle,
    ///   `.refused` for a place that is not followed, `.timeout` where the deadline passes between two requests.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard request.followsRedirects else { return try await inner.fetch(request) }
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: min(request.limits.deadline, Self.longestDeadline))
        var trail = RedirectTrail(from: request.url, limit: request.limits.redirects)
        var remaining = clock.now.duration(to: end)
        while true {
            let response = try await inner.fetch(trail.request(for: request, within: remaining))
            let site = trail.url.site
            guard try trail.follow(response) else { return response }
            try await turns?.wait(
                at: trail.url.site,
                horizon: clock.now.duration(to: end),
                isContinued: trail.url.site == site
            )
            remaining = clock.now.duration(to: end)
            guard remaining > .zero else { throw FetchError.deadlinePassed(at: trail.url) }
        }
    }

    /// No chain takes longer, whatever deadline is given.
    private static let longestDeadline = Duration.seconds(3_600)
}
