public import SalesCore

/// How to make the fetcher that is held to the promises of ``FetcherPromises``.
///
/// ```swift
/// let harness = FetcherHarness { allowed in MyFetcher(reaching: allowed) }
/// ```
public struct FetcherHarness: Sendable {
    /// Makes a fetcher that may reach the loopback addresses of these URLs with their ports, and no other address that
    /// is not public; none where the list is empty.
    public let makeFetcher: @Sendable (_ allowed: [PageURL]) async throws -> any Fetcher

    /// A harness that makes fetchers with the closure.
    public init(makeFetcher: @escaping @Sendable (_ allowed: [PageURL]) async throws -> any Fetcher) {
        self.makeFetcher = makeFetcher
    }
}
