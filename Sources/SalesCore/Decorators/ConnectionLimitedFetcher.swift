/// Lets only so many requests of this process run at a host at the same time; the others wait their turn in order.
///
/// A host that answers with a wish for time (429, 503 with `Retry-After`) is asked nothing until that is over: neither
/// what waits here nor what comes goes out, without a moment in between in which the wish is on its way to the store.
public struct ConnectionLimitedFetcher: Fetcher {
    private let inner: any Fetcher
    private let policy: HostPolicy
    private let time: any TimeSource
    private let gates: HostGates

    /// A fetcher that keeps each host's ``HostLimits/connections``.
    ///
    /// - Parameters:
    ///   - inner: makes the requests; give one that follows no redirects, so that each host's are counted.
    ///   - policy: what hosts allow.
    ///   - time: the present moment, and waiting.
    public init(_ inner: any Fetcher, policy: HostPolicy, time: any TimeSource = SystemTime()) {
        self.inner = inner
        self.policy = policy
        self.time = time
        gates = HostGates(time: time)
    }

    /// The part of a deadline that is spent on waiting for a connection; the rest is enough for most hosts.
    private static let patientPart = 4

    /// Waits until the host has room, then fetches in what is left of the deadline.
    ///
    /// - Throws: ``FetchError`` of the inner fetcher; with `.busy`, and nothing sent, where the host has no room within
    ///   a quarter of the deadline, or has asked for time.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let site = request.url.site
        let patience = request.limits.deadline / Self.patientPart
        let begun = time.now
        let limit = max(1, policy.limits(for: site).connections)
        var request = request
        switch await gates.enter(site, limit: limit, patience: patience) {
        case .inside: break
        // The wall clock may have been put forward; the wait was not longer than it may be.
        case .insideLate: request.limits.deadline -= min(max(time.now - begun, .zero), patience)
        case .cancelled: throw FetchError(.cancelled, message: "The request to \(site) was cancelled.")
        case .full: throw Self.full(site, patience)
        case .closed(let end): throw Self.closed(site, end, now: time.now)
        }
        defer { gates.leave(site) }
        let response = try await inner.fetch(request)
        let now = time.now
        if let wait = ResponseMeaning.askedWait(in: response, at: now), wait > .zero {
            gates.close(response.url.site, until: now + wait)
        }
        return response
    }

    /// How many requests wait at a site for their turn.
    func waiting(at site: String) -> Int {
        gates.waiting(at: site)
    }

    private static func full(_ site: String, _ patience: Duration) -> FetchError {
        FetchError(
            .busy,
            advice: .later(after: patience),
            message: "\(site) is slow to answer other requests; this one was not sent. Try again later."
        )
    }

    private static func closed(_ site: String, _ end: Timestamp, now: Timestamp) -> FetchError {
        FetchError(
            .busy,
            advice: .later(after: max(end - now, .zero)),
            message: "No requests to \(site) until \(end): the host asked to wait (Retry-After)."
        )
    }
}
