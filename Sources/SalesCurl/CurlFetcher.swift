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
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let limits = request.limits.clamped
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: limits.deadline)
        let exchange = HTTPExchange(engine: engine, options: options)
        var trail = RedirectTrail(from: request.url, limit: limits.redirects)
        while true {
            let remaining = clock.now.duration(to: end)
            guard remaining > .zero else { throw FetchError.deadlinePassed(at: trail.url) }
            let response = try await exchange.send(
                .get,
                to: trail.url,
                fieldLines: RequestFields.lines(for: request, on: trail, options: options),
                within: remaining,
                limits: limits,
                needsFreshConnection: request.needsFreshConnection
            )
            if try !trail.follow(response) { return response }
        }
    }
}

extension FetchLimits {
    /// Within what the engine bears: a millisecond to an hour, 64 MiB, 1 MiB and 20 redirects.
    var clamped: FetchLimits {
        FetchLimits(
            deadline: min(max(deadline, .milliseconds(1)), .seconds(3_600)),
            bodyBytes: min(max(bodyBytes, 0), 64 << 20),
            fieldBytes: min(max(fieldBytes, 0), 1 << 20),
            redirects: min(max(redirects, 0), 20)
        )
    }
}
