import Foundation
import PostgresServer
import RunningPrograms
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("What a user or a server may not do", .timeLimit(.minutes(15)))
struct RightsTests {
    private static let secret = "canary-40c8f3bd"

    @Test("a role that may not make tables is refused on an empty database, which stays empty")
    func mayNotCreate() async throws {
        try await withDatabase(on: GuardedServer.shared()) { database in
            let role = try await database.makeRole("PASSWORD '\(Self.secret)'")
            let url = database.url(adding: "user=\(role)&password=\(Self.secret)")
            try await expectRefusal(.notPermitted, saying: "its rights", opening: url, secret: Self.secret)
            let count = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            #expect(try await database.sql(count).trimmed == "0")
            // Where the schema itself is closed, the server finds none.
            _ = try await database.sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            try await expectRefusal(.unavailable, saying: "the user's rights", opening: url, secret: Self.secret)
        }
    }

    @Test("a role without rights on the tables is refused, and one with only some is refused the rest")
    func mayNotWrite() async throws {
        try await withStore(on: GuardedServer.shared()) { store, database in
            let role = try await database.makeRole("PASSWORD '\(Self.secret)'")
            let url = database.url(adding: "user=\(role)&password=\(Self.secret)")
            try await expectRefusal(.notPermitted, saying: "schema_migrations", opening: url, secret: Self.secret)
            _ = try await database.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role)")
            let product = try await store.addProduct(Sample.product(1)).product
            let reader = try await PostgresStore(PostgresAddress(url), options: .patient)
            #expect(try await reader.product(product.id) == product)
            let error = await #expect(throws: StoreError.self) { try await reader.addProduct(Sample.product(2)) }
            #expect(error?.code == .notPermitted && error?.advice == .never)
            if let error { expectNoSecret(Self.secret, in: error) }
            await reader.close()
        }
    }

    @Test("a database that is set to read only is read, and refuses changes as `.readOnly`")
    func readOnly() async throws {
        try await withStore { store, database in
            let product = try await store.addProduct(Sample.product(1)).product
            _ = try await database.sql("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
            let reader = try await PostgresStore(PostgresAddress(database.url), options: .patient)
            try await expectReadOnly(reader, product)
            await reader.close()
        }
    }

    @Test("an empty database that is set to read only is `.readOnly`")
    func emptyReadOnly() async throws {
        try await withDatabase { database in
            _ = try await database.sql("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
            try await expectRefusal(.readOnly, saying: "Name the server that takes them", opening: database.url)
        }
    }

    @Test("a replica is read, and refuses changes as `.readOnly`; an empty one cannot become a store")
    func replica() async throws {
        let primary = try await PrivatePostgres.start()
        try await withStore(on: primary) { store, database in
            let product = try await store.addProduct(Sample.product(1)).product
            try await withDatabase(on: primary) { empty in
                let standby = try await PrivatePostgres.start(["--standby-of", database.url])
                let address = try PostgresAddress(standby.address.url(of: database.name))
                let reader = try await PostgresStore(address, options: .patient)
                try await expectReadOnly(reader, product)
                await reader.close()
                let url = standby.address.url(of: empty.name)
                try await expectRefusal(.readOnly, saying: "a replica", opening: url)
                await standby.end()
            }
        }
        await primary.end()
    }

    @Test("of two hosts the one that takes changes is used, whichever stands first")
    func failover() async throws {
        let primary = try await PrivatePostgres.start()
        try await withStore(on: primary) { _, database in
            let standby = try await PrivatePostgres.start(["--standby-of", database.url])
            for servers in [[standby, primary], [primary, standby]] {
                let hosts = servers.compactMap(\.address.socket).joined(separator: ",")
                let url = "postgres:///\(database.name)?host=\(hosts)&user=postgres"
                let store = try await PostgresStore(PostgresAddress(url), options: .patient)
                #expect(try await store.row("SELECT pg_is_in_recovery()") { try $0.flag() } == false)
                await store.close()
            }
            await standby.end()
        }
        await primary.end()
    }

    @Test(
        "a server without memory or with a broken disk is told from one that cannot be reached",
        arguments: ["53200", "58030"]
    )
    func exhausted(state: String) async throws {
        try await withStore { store, _ in
            let raise = "DO $$ BEGIN RAISE EXCEPTION 'out of something' USING ERRCODE = '\(state)'; END $$"
            let error = await #expect(throws: StoreError.self) { try await store.run([Statement(once: raise)]) }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            #expect(error?.message.contains("lacks what it needs: out of something. See its log.") == true)
        }
    }

    @Test(
        "a full disk is full, nothing was changed, and the store goes on when there is room again",
        .enabled("only root may mount a small disk") { await SmallDisk.canBeMade() }
    )
    func full() async throws {
        try await SmallDisk.use(owner: "postgres:") { (disk) async throws in try await fill(disk) }
    }

    private func fill(_ disk: SmallDisk) async throws {
        let server = try await PrivatePostgres.start()
        try await withStore(on: server) { store, database in
            _ = try await database.sql("CREATE TABLESPACE small_\(database.name) LOCATION '\(disk.path)'")
            _ = try await database.sql("ALTER TABLE prices_late SET TABLESPACE small_\(database.name)")
            let product = try await store.addProduct(Sample.product(1)).product
            let rows = (0..<60_000).map { Sample.row(of: product.id, at: Timestamp(milliseconds: Int64($0))) }
            let error = await #expect(throws: StoreError.self) { _ = try await store.importPrices(rows) }
            #expect(error?.code == .full && error?.advice == .later(after: nil), "\(String(describing: error))")
            #expect(error?.message.contains("Make room") == true)
            let page = try await store.prices(of: product.id, in: Sample.allTime, after: nil, limit: 10)
            #expect(page.elements.isEmpty)
            try #require(await disk.grow())
            #expect(try await store.importPrices(Array(rows.prefix(1_000))) == 1_000)
        }
        await server.end()
    }

    private func expectReadOnly(_ store: PostgresStore, _ product: Product) async throws {
        #expect(try await store.product(product.id) == product)
        let addition = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(2)) }
        let claim = await #expect(throws: StoreError.self) { try await store.claimChecks(CheckRequest(limit: 1)) }
        for error in [addition, claim] {
            #expect(error?.code == .readOnly && error?.advice == .never, "\(String(describing: error))")
            #expect(error?.message.contains("Name the server that takes them") == true)
        }
    }
}
