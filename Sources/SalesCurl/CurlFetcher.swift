internal import HTTPTypes
public import SalesCore

/// Fetches pages with libcurl: HTTP/1.1 and HTTP/2, gzip, brotli and zstd, kept connections, conditional requests.
public struct CurlFetcher: Fetcher {
    private let engine: CurlEngine
    private let options: CurlOptions

    /// A fetcher on an engine, whose policy decides which addresses may be reached.
    public init(engine: CurlEngine, options: CurlOptions) {
        self.engine = engine
        self.options = options
    }

    /// Makes one GET; see ``Fetcher/fetch(_:)``.
    ///
    /// libcurl follows no redirect: each place is a request of its own.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard !request.followsRedirects else { return try await RedirectingFetcher(self).fetch(request) }
        let limits = request.limits.clamped(to: engine.limits)
        return try await HTTPExchange(engine: engine, options: options).send(
            .get,
            to: request.url,
            fieldLines: RequestFields.lines(
                for: request,
                options: options,
                isPrivate: request.url.scheme == .https || engine.policy.isOwn(request.url)
            ),
            within: limits.deadline,
            limits: limits,
            needsFreshConnection: request.needsFreshConnection
        )
    }
}

extension FetchLimits {
    /// Within what an engine bears: a millisecond to an hour, its largest body, and 1 MiB of fields.
    func clamped(to engine: CurlEngine.Limits) -> FetchLimits {
        FetchLimits(
            deadline: min(max(deadline, .milliseconds(1)), .seconds(3_600)),
            bodyBytes: min(max(bodyBytes, 0), engine.bodyBytes),
            fieldBytes: min(max(fieldBytes, 0), 1 << 20),
            redirects: redirects
        )
    }
}
