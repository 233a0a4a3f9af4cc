/// Fetches only what the host's robots.txt allows (RFC 9309).
///
/// The file is that of the URL's own scheme, host and port. It is kept in the store for a day, so that all workers
/// together ask for it once, and in this process's memory, so that the store is not asked for each request. While it
/// cannot be had, nothing of the host is fetched, and it is asked for again after minutes; a file that was had in the
/// last week stays in force meanwhile (§2.4).
///
/// The rules are those of the URL that it is asked for. Redirects that the inner fetcher follows are not judged; put
/// ``RedirectingFetcher`` around this one, as ``PoliteFetcher`` does, and each place on the way is.
public struct RobotsFetcher: Fetcher {
    private let inner: any Fetcher
    private let cache: RobotsCache
    private let isIgnored: @Sendable (String) -> Bool
    private let time: any TimeSource

    /// A fetcher that obeys robots.txt.
    ///
    /// - Parameters:
    ///   - inner: makes the requests that are allowed.
    ///   - robots: makes the requests for robots.txt; give one that waits for a turn at the host, as no claim has
    ///     reserved it (``RateLimitedFetcher`` around `inner`). The inner fetcher, unless given.
    ///   - hosts: where the files are kept. That of `https://SITE` is kept under the site's name, that of any other
    ///     origin (`http://SITE`, `https://www.SITE`) under the origin itself, so that no two are mixed.
    ///   - agent: the product token that groups are chosen by, the same as at the start of `User-Agent`.
    ///   - isIgnored: whether the operator answers for not asking a site (``PageURL/site``).
    ///   - time: tells how old a file is.
    public init(
        _ inner: any Fetcher,
        robots: (any Fetcher)? = nil,
        hosts: any HostStore,
        agent: String,
        isIgnored: @escaping @Sendable (String) -> Bool = { _ in false },
        time: any TimeSource = SystemTime()
    ) {
        self.inner = inner
        self.isIgnored = isIgnored
        self.time = time
        cache = RobotsCache(RobotsLoader(fetcher: robots ?? inner, hosts: hosts, agent: agent, time: time))
    }

    /// Fetches where robots.txt allows it.
    ///
    /// - Throws: ``FetchError`` with `.robots` where a line forbids the URL, to be tried when the file is read anew;
    ///   with `.paused` while the file cannot be had; with `.busy` where the file took the whole deadline; with the failure's own code where it was this call that found
    ///   the host out of reach.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let site = request.url.site
        guard !isIgnored(site) else { return try await inner.fetch(request) }
        let begun = time.now
        let known = try await cache.robots(for: RobotsOrigin(request.url), at: begun)
        switch known.rules.verdict(on: request.url) {
        case .allowed:
            return try await inner.fetch(request.after(time.now - begun))
        case .disallowed(let line, let rule):
            throw FetchError(
                .robots,
                advice: .later(after: wait(for: known)),
                message: """
                    \(site) asks programs not to fetch this page (robots.txt line \(line), “\(rule)”). \
                    To fetch it all the same, on your own responsibility: hosts.\(site).robots: off
                    """
            )
        case .unreachable(let status):
            let reason = status == 0 ? "does not answer" : "answers \(status)"
            throw FetchError(
                .paused,
                advice: .later(after: wait(for: known)),
                message: """
                    The robots.txt of \(site) \(reason), and until it is known nothing is fetched there; it is asked for \
                    again in a few minutes. To fetch without it, on your own responsibility: hosts.\(site).robots: off
                    """
            )
        }
    }

    /// At least a second, so that a file which runs out just now makes nobody spin.
    private func wait(for known: KnownRobots) -> Duration {
        min(max(known.freshUntil - time.now, .seconds(1)), RobotsRecord.lifetime)
    }
}

/// Whose robots.txt it is: a scheme, a host and a port (RFC 9309 §2.3).
struct RobotsOrigin: Hashable {
    let scheme: PageURL.Scheme
    let host: String
    let port: Int
    /// The site that messages and the configuration name.
    let site: String

    init(_ url: PageURL) {
        scheme = url.scheme
        host = url.host
        port = url.port
        site = url.site
    }

    /// Where the file is.
    var url: PageURL {
        PageURL(scheme: scheme, host: host, port: port, path: "/robots.txt", query: nil)
    }

    /// The name that the store keeps the file under.
    var storeName: String {
        let authority = url.authority
        return scheme == .https && authority == site ? site : "\(scheme.rawValue)://\(authority)"
    }
}

/// Rules, and until when they hold.
struct KnownRobots: Sendable {
    let rules: RobotsRules
    let freshUntil: Timestamp
}
