import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("What a PostgreSQL store refuses")
struct RefusalTests {
    @Test(
        "a database with tables of another program is foreign, and left as it is",
        arguments: [
            "CREATE TABLE users (id bigint)", "CREATE TABLE prices (id bigint)",
            "CREATE TABLE schema_migrations (number bigint, oldest_program bigint)",
            "CREATE VIEW alerts AS SELECT 1 AS one",
        ]
    )
    func otherProgram(sql: String) async throws {
        try await StoreBed.withEmpty { bed in
            _ = try await bed.sql(sql)
            let list = "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
            let before = try await bed.sql(list)
            let error = await #expect(throws: StoreError.self) { try await bed.open() }
            #expect(error?.code == .foreign)
            let second = await #expect(throws: StoreError.self) {
                try await PostgresStore.migrate(try bed.address())
            }
            #expect(second?.code == .foreign)
            #expect(try await bed.sql(list) == before)
        }
    }

    @Test("tables of other names do not matter")
    func neighbours() async throws {
        try await StoreBed.withEmpty { bed in
            _ = try await bed.sql("CREATE TABLE notes (text text)")
            #expect(try await bed.open().schemaVersion() == Migration.newest)
        }
    }

    @Test("an empty database is left empty where nothing is to be made")
    func empty() async throws {
        try await StoreBed.withEmpty { bed in
            let address = try bed.address()
            let error = await #expect(throws: StoreError.self) { try await PostgresStore(address, creates: false) }
            #expect(error?.code == .needsMigration)
            #expect(
                try await bed.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                    == "0\n"
            )
        }
    }

    @Test("a store that lost what its record of migrations holds is corrupt")
    func unversioned() async throws {
        try await StoreBed.with { bed in
            _ = try await bed.sql("DELETE FROM schema_migrations")
            let error = await #expect(throws: StoreError.self) { try await bed.open() }
            #expect(error?.code == .corrupt)
        }
    }

    @Test("a search path without a schema is refused in words that say what to do")
    func missingSchema() async throws {
        try await StoreBed.withEmpty { bed in
            let address = try bed.address("&options=-csearch_path%3Dnowhere")
            let error = await #expect(throws: StoreError.self) { try await PostgresStore.migrate(address) }
            #expect(error?.code == .unavailable && error?.message.contains("CREATE SCHEMA") == true)
        }
    }

    @Test("a value that breaks the store's own rules is corrupt, and named")
    func damaged() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            _ = try await bed.sql("UPDATE product_states SET availability = 'perhaps'")
            let error = await #expect(throws: StoreError.self) { try await store.product(product) }
            #expect(error?.code == .corrupt && error?.message.contains("availability") == true)
        }
    }
}
