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
}
