import SalesCore
import SalesCurl
import SalesTesting
import Testing

@Suite("CurlFetcher keeps the promises of a fetcher")
struct ConformanceTests {
    private let harness = FetcherHarness { allowed in TestFetcher.make(allowing: allowed) }

    @Test("keeps every promise of a fetcher", arguments: FetcherPromises.all)
    func promise(_ promise: Promise<FetcherHarness>) async throws {
        try await promise.check(harness)
    }

    private let polite = FetcherHarness { allowed in
        let limits = HostLimits(rate: 1_000, burst: 1_000)
        return PoliteFetcher(
            TestFetcher.make(allowing: allowed),
            hosts: MemoryStore(),
            policy: HostPolicy(standard: limits),
            agent: "SalesTracker",
            ignoresRobots: { _ in true }
        )
    }

    @Test("keeps them with everything around it that makes it polite", arguments: FetcherPromises.all)
    func politePromise(_ promise: Promise<FetcherHarness>) async throws {
        try await promise.check(polite)
    }
}
