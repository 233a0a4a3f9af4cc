import HTTPTypes
public import Logging

/// Tells a logger what is asked for and what comes back, and changes nothing.
///
/// Lines are of level `debug`, details of level `trace`. Of a URL the query is left out, which may hold somebody's
/// secret; fields are never told, which may be cookies.
public struct LoggedFetcher: Fetcher {
    /// What stands between the caller and the fetcher that is told of.
    public enum Stage: Hashable, Sendable {
        /// A request that goes out: its status, size and time are told.
        case request
        /// The judgement of robots.txt: what it allows and forbids is told.
        case robots
    }

    private let inner: any Fetcher
    private let stage: Stage
    private let logger: Logger
    private let clock = ContinuousClock()

    /// A fetcher that tells of what the inner one does.
    public init(_ inner: any Fetcher, stage: Stage = .request, logger: Logger) {
        self.inner = inner
        self.stage = stage
        self.logger = logger
    }

    /// Fetches, and tells of it before and after; see ``Fetcher/fetch(_:)``.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        guard logger.logLevel <= .debug else { return try await inner.fetch(request) }
        switch stage {
        case .request: return try await tellingAll(request)
        case .robots: return try await tellingRefusal(request)
        }
    }

    private func tellingAll(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let url = Logger.MetadataValue(request.url)
        logger.trace(
            "Asking",
            metadata: ["url": url, "new-connection": "\(request.needsFreshConnection)"]
        )
        let begun = clock.now
        do {
            let response = try await inner.fetch(request)
            logger.debug(
                "Answered",
                metadata: [
                    "url": url, "status": "\(response.status.code)", "bytes": "\(response.body.count)",
                    "ms": "\((clock.now - begun).wholeMilliseconds)",
                    "conditional": "\(request.validators != Validators())",
                ]
            )
            if response.url != request.url {
                logger.debug("Sent on", metadata: ["url": url, "to": Logger.MetadataValue(response.url)])
            }
            return response
        } catch {
            logger.debug(
                "Not answered",
                metadata: [
                    "url": url, "code": "\(error.code.rawValue)", "ms": "\((clock.now - begun).wholeMilliseconds)",
                    "why": "\(error.message)",
                ]
            )
            throw error
        }
    }

    private func tellingRefusal(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let url = Logger.MetadataValue(request.url)
        do {
            let response = try await inner.fetch(request)
            logger.debug("Allowed by robots.txt, or it is not asked", metadata: ["url": url])
            return response
        } catch {
            if error.code == .robots {
                logger.debug("Forbidden by robots.txt", metadata: ["url": url, "why": "\(error.message)"])
            }
            throw error
        }
    }
}

extension Logger.MetadataValue {
    /// A URL without its query.
    init(_ url: PageURL) {
        self = "\(url.scheme.rawValue)://\(url.authority)\(url.path)\(url.query == nil ? "" : "?…")"
    }
}
