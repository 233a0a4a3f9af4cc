/// Follows redirects by asking the inner fetcher for one place after the other.
///
/// What stands inside sees each request by itself: robots.txt, rate, pauses and connections are those of the host that
/// is asked next, not of the one that sent the visitor on. The caller's fields go along only to the place that they were
/// meant for, validators only within the site, and cookies of a redirect only back to who set them.
public struct RedirectingFetcher: Fetcher {
    private let inner: any Fetcher
    private let turns: HostTurns?
    private let time: any TimeSource

    /// A fetcher that follows the redirects of another.
    ///
    /// - Parameters:
    ///   - inner: makes the requests (``FetchRequest/followsRedirects`` is false in them).
    ///   - turns: where each request after the first waits for its turn, within the deadline; the first one's is the
    ///     caller's matter, since a claim reserves it. Without them nothing is waited for.
    ///   - time: tells how much of the deadline is left.
    public init(_ inner: any Fetcher, turns: HostTurns? = nil, time: any TimeSource = SystemTime()) {
        self.inner = inner
        self.turns = turns
        self.time = time
    }

    /// Fetches, and goes on where a response asks to.
    ///
    /// - Throws: ``FetchError`` of the inner fetcher for whichever place; with `.redirects` for too many or a circle,
    ///   `.refused` for a place that is not followed, `.timeout` where the deadline passes between two requests.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard request.followsRedirects else { return try await inner.fetch(request) }
        let begun = time.now
        let deadline = min(request.limits.deadline, Self.longestDeadline)
        var trail = RedirectTrail(from: request.url, limit: request.limits.redirects)
        var remaining = deadline
        while true {
            let response = try await inner.fetch(trail.request(for: request, within: remaining))
            let site = trail.url.site
            guard try trail.follow(response) else { return response }
            try await turns?.wait(
                at: trail.url.site,
                horizon: Self.rest(of: deadline, after: time.now - begun),
                isContinued: trail.url.site == site
            )
            remaining = Self.rest(of: deadline, after: time.now - begun)
            guard remaining > .zero else { throw FetchError.deadlinePassed(at: trail.url) }
        }
    }

    /// What is left of a deadline; a wall clock that is put back meanwhile lengthens nothing.
    private static func rest(of deadline: Duration, after elapsed: Duration) -> Duration {
        min(deadline, max(.zero, deadline - elapsed))
    }

    /// No chain takes longer, whatever deadline is given.
    private static let longestDeadline = Duration.seconds(3_600)
}
