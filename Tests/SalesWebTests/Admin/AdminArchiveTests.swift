import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("The archive, for admins")
struct AdminArchiveTests {
    private struct Standing: Decodable {
        struct Run: Decodable {
            let day: String
            let run: Int
            let step: String
            let rows: Int
            let bytes: Int?
        }
        let waiting: [String]
        let runs: [Run]
        let next: String?
    }

    private let bench = WebBench()
    private let archive = "/api/v1/admin/archive"

    @Test("finished days wait until they are archived, and each run says how far it has come")
    func days() async throws {
        let product = try await bench.follow(1)
        let claimed = try await bench.store.claimChecks(CheckRequest(limit: 1, products: [product]))
        let lease = try #require(claimed.first?.lease)
        _ = try await bench.store.commit([Sample.outcome(under: lease, at: bench.clock.now)])
        bench.clock.advance(by: .seconds(86_400))
        let admin = try await bench.admin()
        let before: Standing = try await bench.ask(.get, archive, admin).json()
        #expect(before.waiting == ["2026-03-01"] && before.runs.isEmpty)
        let token = try #require(try await bench.store.claimArchive(lease: .seconds(60)))
        let day = try #require(ArchiveDay("2026-03-01"))
        _ = try #require(try await bench.store.openArchiveRun(of: day, plan: ArchivePlan(), token: token))
        let after: Standing = try await bench.ask(.get, archive, admin).json()
        #expect(after.waiting == ["2026-03-01"] && after.runs.map(\.day) == ["2026-03-01"])
        #expect(after.runs[0].run == 1 && after.runs[0].step == "planned" && after.runs[0].bytes == nil)
        let earlier: Standing = try await bench.ask(.get, "\(archive)?to=2026-02-28", admin).json()
        #expect(earlier.runs.isEmpty)
    }

    @Test("days that are none, or end before they begin, are refused")
    func wrong() async throws {
        let admin = try await bench.admin()
        for query in ["from=x", "to=2026-02-30", "from=2026-03-02&to=2026-03-01", "after=x"] {
            #expect(try await bench.ask(.get, "\(archive)?\(query)", admin).status == 422, "\(query)")
        }
        let one = try await bench.ask(.get, "\(archive)?from=2026-03-01&to=2026-03-01", admin)
        #expect(one.status == 200)
    }
}
