import SalesCore
import Testing

@testable import SalesPostgres

@Suite("Digests of addresses that PostgreSQL computes", .timeLimit(.minutes(15)))
struct DigestTests {
    @Test(
        "are those of the core, whatever the letters",
        arguments: [
            ("Ann.O'Hara+x@Example.ORG", Channel.email), ("ÄÖİ@ÜBER.example", .email), ("+442079460001", .sms),
            ("ABC", .sms), ("", .email),
        ]
    )
    func equal(_ address: String, _ channel: Channel) async throws {
        try await StoreBed.with { bed in
            let quoted = address.replacing("'", with: "''")
            let sql = SuppressionStatements.digest(of: "'\(quoted)'::text", on: "'\(channel)'::text")
            let found = try await bed.sql("SELECT \(sql)")
            #expect(found == AddressDigest(address, on: channel).hex + "\n")
        }
    }
}
