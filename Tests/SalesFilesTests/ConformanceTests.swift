import SalesFiles
import SalesTesting
import Testing

@Suite("SalesFiles as an archiver")
struct ConformanceTests {
    private let harness = ArchiverHarness {
        let folder = try TestFolder()
        return TestedArchiver(
            FileArchiver(folder: folder.path),
            reopen: { FileArchiver(folder: folder.path) },
            dispose: { folder.remove() }
        )
    }

    @Test("keeps every promise of an archiver", arguments: ArchiverPromises.all)
    func promise(_ promise: Promise<ArchiverHarness>) async throws {
        try await promise.check(harness)
    }
}
