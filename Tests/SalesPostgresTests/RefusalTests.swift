import Foundation
import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("What a PostgreSQL store refuses", .timeLimit(.minutes(15)))
struct RefusalTests {
    private static let listing = """
        SELECT relname, relkind, relnatts FROM pg_class
        WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace,
            'pg_toast'::regnamespace) ORDER BY relname
        """

    @Test(
        "a database with a table of another program is foreign, and left as it is",
        arguments: [
            "CREATE TABLE users (id integer, login text); INSERT INTO users VALUES (1, 'ann')",
            "CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('20240101')",
            "CREATE VIEW prices AS SELECT 1 AS price",
            "CREATE TABLE products (id integer); CREATE TABLE diary (day text)",
        ]
    )
    func foreign(sql: String) async throws {
        try await withDatabase { database in
            _ = try await database.sql(sql)
            let before = try await database.sql(Self.listing)
            for creates in [true, false] {
                try await expectRefusal(.foreign, saying: "that is not ours", opening: database.url, creates: creates)
            }
            #expect(try await database.sql(Self.listing) == before)
        }
    }

    @Test("a table of another program that needs none of our names is no obstacle; another schema is none either")
    func besides() async throws {
        try await withDatabase { database in
            _ = try await database.sql(
                "CREATE TABLE diary (day text); CREATE TABLE users (id integer); CREATE SCHEMA sales"
            )
            let url = database.url(adding: "options=-csearch_path%3Dsales")
            let store = try await PostgresStore(PostgresAddress(url), options: .patient)
            #expect(try await store.addProduct(Sample.product(1)).isNew)
            await store.close()
            #expect(try await database.sql("SELECT count(*) FROM sales.products").trimmed == "1")
            _ = try await database.sql("DROP TABLE users")
            try await PostgresStore(PostgresAddress(database.url), options: .patient).close()
        }
    }

    @Test("a schema that is not there is said, with what makes it")
    func missingSchema() async throws {
        try await withDatabase { database in
            let url = database.url(adding: "options=-csearch_path%3Dsales")
            try await expectRefusal(.unavailable, saying: "CREATE SCHEMA", opening: url)
        }
    }

    @Test("tables that need a newer program are too new and left as they are; those that bear this one are not")
    func newer() async throws {
        try await withStore { store, database in
            func record(_ number: Int, _ name: String, _ kind: String, _ oldest: Int) async throws {
                let values = "(\(number), '\(name)', '\(kind)', \(oldest), now())"
                _ = try await database.sql("INSERT INTO schema_migrations VALUES \(values)")
            }
            try await record(98, "wider", "expand", 1)
            let again = try await PostgresStore(PostgresAddress(database.url), options: .patient)
            #expect(try await again.schemaVersion() == 98)
            #expect(try await again.addProduct(Sample.product(1)).isNew)
            await again.close()
            try await record(9_001, "of tomorrow", "contract", 9_001)
            let before = try await database.sql(Self.listing)
            try await expectRefusal(.tooNew, saying: "9001", opening: database.url)
            let error = await #expect(throws: StoreError.self) {
                _ = try await PostgresStore.migrate(PostgresAddress(database.url), options: .patient)
            }
            #expect(error?.code == .tooNew)
            #expect(try await database.sql(Self.listing) == before)
        }
    }

    @Test("a store whose record of migrations is empty is corrupt; one without the record is nobody's")
    func unversioned() async throws {
        try await withStore { _, database in
            _ = try await database.sql("DELETE FROM schema_migrations")
            try await expectRefusal(.corrupt, saying: "Restore it from a backup", opening: database.url)
            _ = try await database.sql("DROP TABLE schema_migrations")
            try await expectRefusal(.foreign, saying: "It was left as it is", opening: database.url)
        }
    }

    @Test(
        "a table or column that was taken away by hand is corrupt, and named",
        arguments: [
            ("DROP TABLE hosts", "hosts"), ("ALTER TABLE hosts RENAME COLUMN paused_until TO rest", "paused_until"),
        ]
    )
    func damaged(sql: String, name: String) async throws {
        try await withStore { store, database in
            _ = try await store.host("shop.example")
            _ = try await database.sql(sql)
            let error = await #expect(throws: StoreError.self) { _ = try await store.host("shop.example") }
            #expect(error?.code == .corrupt && error?.message.contains(name) == true, "\(String(describing: error))")
            #expect(error?.message.contains("Restore a backup") == true)
        }
    }

    @Test("a value that breaks the store's own rules is corrupt, and its column is named")
    func damagedValue() async throws {
        try await withStore { store, database in
            let product = try await store.addProduct(Sample.product(1)).product
            for (column, value) in [("availability", "'sometimes'"), ("quarantine", "'[]'"), ("outcome", "'odd'")] {
                _ = try await database.sql("UPDATE product_states SET \(column) = \(value)")
                let error = await #expect(throws: StoreError.self) { _ = try await store.product(product.id) }
                #expect(error?.code == .corrupt && error?.message.contains("“\(column)”") == true)
                _ = try await database.sql("UPDATE product_states SET \(column) = DEFAULT")
            }
            #expect(try await store.product(product.id) == product)
        }
    }

    @Test("a database that does not keep UTF-8 is unsupported", arguments: ["LATIN1", "SQL_ASCII"])
    func encoding(_ encoding: String) async throws {
        try await withDatabase { database in
            let name = "\(database.name)_\(encoding.lowercased())"
            let make = "CREATE DATABASE \(name) TEMPLATE template0 ENCODING '\(encoding)' LC_COLLATE 'C' LC_CTYPE 'C'"
            _ = try await database.sql(make)
            try await expectRefusal(.unsupported, saying: encoding, opening: database.url(adding: "dbname=\(name)"))
            _ = try await database.sql("DROP DATABASE \(name) WITH (FORCE)")
        }
    }

    @Test("a database that is not there is said, with what makes it")
    func missingDatabase() async throws {
        try await withDatabase { database in
            let url = database.url(adding: "dbname=\(database.name)_missing")
            try await expectRefusal(.unavailable, saying: "createdb", opening: url)
        }
    }

    @Test("an empty database stays empty for who only reads")
    func empty() async throws {
        try await withDatabase { database in
            try await expectRefusal(.needsMigration, saying: "salesctl migrate", opening: database.url, creates: false)
            #expect(try await database.sql(Self.listing).isEmpty)
        }
    }

    @Test("a pooler that mixes sessions up is told from damage")
    func pooler() async throws {
        try await withStore { store, _ in
            _ = try await store.product(ProductID(rawValue: 1))
            // What the next client of another session finds.
            _ = try await store.run([Statement(once: "DEALLOCATE ALL")])
            let error = await #expect(throws: StoreError.self) { _ = try await store.product(ProductID(rawValue: 1)) }
            #expect(error?.code == .unsupported && error?.message.contains("pool sessions") == true)
        }
    }
}
