import Foundation
import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("What a PostgreSQL store says of its server", .timeLimit(.minutes(15)))
struct ReportTests {
    @Test("it knows the server, the tables, the zone and the connections, and finds nothing in a worker's way")
    func healthy() async throws {
        try await withDatabase { database in
            let address = try PostgresAddress(database.url)
            _ = try await PostgresStore.migrate(address, archiveZone: "Europe/London", options: .patient)
            let store = try await PostgresStore(address, creates: false, options: .patient)
            let report = try await store.report()
            #expect(report.serverVersion.hasPrefix("1") && !report.isEncrypted)
            #expect(report.schemaVersion == Migration.newest && report.archiveZone == "Europe/London")
            #expect(report.daysAhead == 4)
            #expect(!report.isReplica && !report.isReadOnly && report.missingRights == [])
            let most =
                "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
            #expect(try await database.sql(most).trimmed == "\(report.maximumConnections)")
            #expect(report.connections > 0 && report.connections <= report.maximumConnections)
            #expect(report.obstacle == nil)
            await store.close()
        }
    }

    @Test("a database that is set to read only is an obstacle")
    func readOnly() async throws {
        try await withStore { _, database in
            _ = try await database.sql("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
            let store = try await PostgresStore(PostgresAddress(database.url), creates: false, options: .patient)
            let report = try await store.report()
            #expect(report.isReadOnly && !report.isReplica && report.obstacle?.code == .readOnly)
            await store.close()
        }
    }

    @Test("rights that are lacking are named until the statements of the advice were run, and then a worker can work")
    func rights() async throws {
        try await withStore(on: GuardedServer.shared()) { owner, database in
            let role = try await database.makeRole("PASSWORD 'x'")
            for name in ["schema_migrations", "store_settings"] {
                _ = try await database.sql("GRANT SELECT ON \(name) TO \(role)")
            }
            _ = try await database.sql("REVOKE EXECUTE ON FUNCTION make_price_days FROM PUBLIC")
            let address = try PostgresAddress(database.url(adding: "user=\(role)&password=x"))
            let store = try await PostgresStore(address, creates: false, options: .patient)
            let before = try await store.report()
            for right in [
                "DELETE on alerts", "USAGE on lease_tokens", "EXECUTE on make_price_days", "SELECT on all_prices",
            ] {
                #expect(before.missingRights.contains(right), "\(right)")
            }
            // Written by nobody but a migration, the making of days and the server itself.
            for word in ["INSERT on schema_migrations", "UPDATE on price_days", "users_id_seq", "prices_2"] {
                #expect(!before.missingRights.contains { $0.contains(word) }, "\(word)")
            }
            let obstacle = try #require(before.obstacle)
            #expect(obstacle.code == .notPermitted && obstacle.message.contains(role))
            let advice = try #require(obstacle.message.range(of: "run: ")).upperBound
            _ = try await database.sql(String(obstacle.message[advice...]))
            #expect(try await store.report().obstacle == nil)
            let product = try await store.addProduct(Sample.product(1)).product
            #expect(try await store.claimChecks(CheckRequest(limit: 1)).isEmpty)
            #expect(try await owner.product(product.id) == product)
            await store.close()
        }
    }
}
