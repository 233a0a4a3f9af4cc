import SalesCore
import SalesTesting
import Testing

@testable import SalesWeb

@Suite("Known websites over the API")
struct WebsiteRoutesTests {
    private struct Listed: Decodable {
        struct Website: Decodable {
            let name: String
            let title: String
            let serves: String
            let reads: [String]
        }
        let websites: [Website]
    }

    @Test("are those that the tracker knows, each with how it is read")
    func lists() async throws {
        let bench = WebBench()
        let anna = try await bench.signIn("anna")
        let listed: Listed = try await bench.get("/api/v1/websites", by: anna).json()
        #expect(listed.websites.map(\.name) == WebsiteAdapters().all.map(\.about.name))
        #expect(listed.websites.allSatisfy { !$0.title.isEmpty && !$0.serves.isEmpty && !$0.reads.isEmpty })
        let odd = try await bench.get("/api/v1/websites?x=1", by: anna)
        #expect(odd.status == 422)
    }
}
