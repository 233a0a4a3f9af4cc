import SalesTesting
import SeaweedServer
import Testing

@Suite("SalesAWS as an archiver", .timeLimit(.minutes(10)))
struct S3ConformanceTests {
    private let harness = ArchiverHarness {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        return TestedArchiver(
            try S3Bed.archiver(in: place),
            reopen: { try S3Bed.archiver(in: place) }
        )
    }

    @Test("keeps every promise of an archiver", arguments: ArchiverPromises.all)
    func promise(_ promise: Promise<ArchiverHarness>) async throws {
        try await promise.check(harness)
    }
}
