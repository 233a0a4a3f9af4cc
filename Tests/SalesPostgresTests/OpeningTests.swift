import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Opening a PostgreSQL store")
struct OpeningTests {
    @Test("the local user is there once, however often the store is opened, and later people get numbers of their own")
    func localUser() async throws {
        try await StoreBed.with { bed in
            for _ in 0..<3 { await (try await bed.open()).close() }
            let store = try await bed.open()
            #expect(try await store.addUser(Sample.person(1))?.user.id == UserID(rawValue: 2))
            #expect(try await bed.sql("SELECT id FROM users ORDER BY id") == "1\n2\n")
        }
    }

    @Test("what was saved is there for who opens it later")
    func reopens() async throws {
        try await StoreBed.with { bed in
            let first = try await bed.open()
            let added = try await first.addProduct(Sample.product(1))
            await first.close()
            #expect(try await bed.open().product(added.product.id) == added.product)
        }
    }

    @Test("two search paths keep two stores in one database apart, each with days and numbers of its own")
    func searchPaths() async throws {
        try await StoreBed.withEmpty { bed in
            _ = try await bed.sql("CREATE SCHEMA sales; CREATE SCHEMA other")
            var stores: [PostgresStore] = []
            for (schema, zone) in [("sales", "Asia/Kathmandu"), ("other", "America/Havana")] {
                let address = try bed.address("&options=-csearch_path%3D\(schema)")
                #expect(
                    try await PostgresStore.migrate(address, archiveZone: zone, options: .patient()).archiveZone == zone
                )
                stores.append(try await PostgresStore(address, time: bed.clock, options: .patient()))
            }
            let mine = try await stores[0].follow(1)
            let yours = try await stores[1].follow(2)
            #expect(mine == yours)
            for (number, store) in stores.enumerated() {
                let check = try #require(try await store.claim(9).first)
                #expect(check.product.name == "Kettle \(number + 1)")
                #expect(
                    try await store.commit([Sample.outcome(under: check.lease, at: bed.clock.now)]) == [.committed(nil)]
                )
                #expect(try await store.history(of: mine).count == 1)
                #expect(try await store.dailyPrices(of: mine, days: 0..<100_000).count == 1)
            }
            #expect(
                try await bed.sql(
                    """
                    SELECT relnamespace::regnamespace, count(*) > 4 FROM pg_class WHERE relispartition AND relkind = 'r'
                    GROUP BY 1 ORDER BY min(relnamespace::regnamespace::text); SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    """
                ) == "other|t\nsales|t\n0\n"
            )
        }
    }

    @Test("the zone of days is fixed when the tables are made: the same is taken, another is refused")
    func zone() async throws {
        try await StoreBed.withEmpty { bed in
            let address = try bed.address()
            for unknown in ["Europe/Londonium", "", "'; DROP TABLE users; --"] {
                let error = await #expect(throws: StoreError.self) {
                    try await PostgresStore.migrate(address, archiveZone: unknown, options: .patient())
                }
                #expect(error?.code == .invalidArgument)
            }
            #expect(
                try await bed.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                    == "0\n"
            )
            #expect(
                try await PostgresStore.migrate(address, archiveZone: "Europe/London", options: .patient()).archiveZone
                    == "Europe/London"
            )
            let again = try await PostgresStore.migrate(address, archiveZone: "Europe/London", options: .patient())
            #expect(again.from == Migration.newest && again.to == Migration.newest)
            #expect(try await PostgresStore.migrate(address, options: .patient()).archiveZone == "Europe/London")
            let error = await #expect(throws: StoreError.self) {
                try await PostgresStore.migrate(address, archiveZone: "UTC", options: .patient())
            }
            #expect(error?.code == .invalidArgument && error?.message.contains("Europe/London") == true)
            #expect(try await bed.open().archiveZone() == "Europe/London")
        }
    }

    @Test("a transaction whose session the server ended meanwhile says so, and does not wait for an answer")
    func endedSession() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    _ = try await transaction.run([Statement("SELECT 1")])
                    _ = try await bed.sql(
                        """
                        SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """
                    )
                    _ = try await transaction.run([Statement("SELECT 2")])
                }
            }
            #expect(error?.code == .unavailable && error?.message.contains("did not answer") == false)
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("a store that was closed answers `.unavailable`")
    func closed() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            await store.close()
            let error = await #expect(throws: StoreError.self) { try await store.host(Sample.host) }
            #expect(error?.code == .unavailable)
        }
    }
}
