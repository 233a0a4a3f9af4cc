import Testing

@testable import SalesCurl

@Suite("How long a transfer may be silent")
struct StallTests {
    @Test(
        "is as long as its timeout, and no longer than two minutes",
        arguments: [(1, 1), (1_000, 1), (1_001, 2), (20_000, 20), (60_000, 60), (120_000, 120), (3_600_000, 120)]
    )
    func stall(_ milliseconds: Int, _ seconds: Int) {
        #expect(CurlTransfer.stallSeconds(within: milliseconds) == seconds)
    }
}
