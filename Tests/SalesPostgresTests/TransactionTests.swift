import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Transactions of several steps", .timeLimit(.minutes(15)))
struct TransactionTests {
    private struct Refusal: Error {}

    @Test("a transaction that throws is undone, and its connection is used again")
    func thrown() async throws {
        try await withStore { store, database in
            let before = try await backend(of: store)
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    _ = try await transaction.run([Self.addWebsite("first")])
                    _ = try await transaction.run([Self.addWebsite("second")])
                    throw Refusal()
                }
            }
            #expect(error?.code == .other)
            #expect(try await database.sql("SELECT count(*) FROM websites").trimmed == "0")
            #expect(try await backend(of: store) == before)
        }
    }

    @Test("a transaction whose step fails is undone, in the middle or at its end, and its connection is used again")
    func failed() async throws {
        try await withStore { store, database in
            let before = try await backend(of: store)
            for isLast in [false, true] {
                let error = await #expect(throws: StoreError.self) {
                    try await store.transaction { transaction in
                        _ = try await transaction.run([Self.addWebsite("first")])
                        let wrong = [Self.addWebsite("second"), Self.addWebsite("first")]
                        _ = try await isLast ? transaction.commit(wrong) : transaction.run(wrong)
                    }
                }
                #expect(error?.code == .invalidArgument)
                #expect(try await database.sql("SELECT count(*) FROM websites").trimmed == "0")
                #expect(try await backend(of: store) == before)
            }
        }
    }

    @Test("nothing is seen of a transaction before its end, and all of it then")
    func whole() async throws {
        try await withStore { store, database in
            try await store.transaction { transaction in
                _ = try await transaction.run([Self.addWebsite("first")])
                _ = try await transaction.run([Self.addWebsite("second")])
                #expect(try await database.sql("SELECT count(*) FROM websites").trimmed == "0")
            }
            #expect(try await database.sql("SELECT count(*) FROM websites").trimmed == "2")
        }
    }

    @Test("a transaction that is only its last statements is one; one without statements is nothing")
    func lastOnly() async throws {
        try await withStore { store, database in
            let count = try await store.transaction { transaction in
                try await transaction.commit([Self.addWebsite("first"), Statement("SELECT count(*) FROM websites")])[1]
                    .row { try $0.count() }
            }
            #expect(count == 1)
            try await store.transaction { _ = try await $0.commit() }
            #expect(try await database.sql("SELECT count(*) FROM websites").trimmed == "1")
        }
    }

    @Test("a database that isolates its transactions more than is asked for makes no batch fail that waited")
    func isolation() async throws {
        try await withStore { store, database in
            _ = try await database.sql(
                "ALTER DATABASE \(database.name) SET default_transaction_isolation = 'repeatable read'"
            )
            let other = try await PostgresStore(PostgresAddress(database.url), options: .patient)
            #expect(try await other.row("SHOW transaction_isolation") { try $0.text() } == "read committed")
            await other.close()
        }
    }

    @Test("what may take longer than a request may do so on the server, too, and only within its transaction")
    func bulk() async throws {
        try await withStore { store, _ in
            let limit = "SELECT current_setting('statement_timeout')"
            let before = try await store.row(limit) { try $0.text() }
            let within = try await store.transaction(timeout: .seconds(6_000)) { transaction in
                try await transaction.run([Statement(limit)])[0].row { try $0.text() }
            }
            #expect(within == "100min")
            #expect(try await store.row(limit) { try $0.text() } == before)
        }
    }

    @Test("of two transactions that wait for each other one is tried again, and both succeed")
    func deadlock() async throws {
        try await withStore { store, database in
            _ = try await database.sql(
                "CREATE TABLE turns (n bigint, count bigint); INSERT INTO turns VALUES (1, 0), (2, 0)"
            )
            let meeting = Meeting()
            try await withThrowingTaskGroup { group in
                for (first, second) in [(Int64(1), Int64(2)), (2, 1)] {
                    group.addTask {
                        try await store.transaction { transaction in
                            _ = try await transaction.run([
                                Statement("SET LOCAL deadlock_timeout = '10ms'"), Self.count(first),
                            ])
                            await meeting.arrive()
                            _ = try await transaction.run([Self.count(second)])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.sql("SELECT n, count FROM turns ORDER BY n").trimmed == "1|2\n2|2")
            #expect(await meeting.arrivals >= 3)
        }
    }

    @Test("a transaction that others undo every time is given up with `.locked`, after a bounded number of tries")
    func undoneAlways() async throws {
        try await withStore { store, _ in
            let meeting = Meeting(of: 1)
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    await meeting.arrive()
                    let sql = "DO $$ BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = 'serialization_failure'; END $$"
                    _ = try await transaction.run([Statement(once: sql)])
                }
            }
            #expect(error?.code == .locked && error?.advice == .later(after: nil))
            #expect(await meeting.arrivals == 5)
        }
    }

    @Test("a lock that somebody else holds too long is `.locked`, nothing was changed, and it works when it is free")
    func locked() async throws {
        try await withStore { other, database in
            var options = PostgresOptions.patient
            options.lockTimeout = .milliseconds(50)
            let store = try await PostgresStore(PostgresAddress(database.url), options: options)
            let (taken, goOn) = (Latch(), Latch())
            let holder = Task {
                try await other.transaction { transaction in
                    _ = try await transaction.run([Statement("LOCK TABLE products")])
                    await taken.open()
                    await goOn.wait()
                }
            }
            await taken.wait()
            let error = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(1)) }
            #expect(error?.code == .locked && error?.advice == .later(after: nil))
            #expect(error?.message.contains(try PostgresAddress(database.url).description) == true)
            await goOn.open()
            try await holder.value
            #expect(try await store.addProduct(Sample.product(1)).isNew)
            await store.close()
        }
    }

    @Test("a session that stood still inside of a transaction for too long is unavailable for now")
    func idleInTransaction() async throws {
        try await withStore { store, database in
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    _ = try await transaction.run([
                        Self.addWebsite("first"), Statement("SET LOCAL idle_in_transaction_session_timeout = '1ms'"),
                    ])
                    try await database.wait(until: 0, of: "state LIKE 'idle in%'")
                    _ = try await transaction.run([Self.addWebsite("second")])
                }
            }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            let kept = try await store.websites(after: nil, limit: 10)
            #expect(kept.elements.isEmpty)
        }
    }

    private static func addWebsite(_ name: String) -> Statement {
        var arguments = Arguments()
        arguments.add(name)
        return Statement("INSERT INTO websites (host, name) VALUES ($1, $1)", arguments)
    }

    private static func count(_ number: Int64) -> Statement {
        Statement("UPDATE turns SET count = count + 1 WHERE n = $1", Arguments(number))
    }

    private func backend(of store: PostgresStore) async throws -> Int64? {
        try await store.row("SELECT pg_backend_pid()") { try $0.number() }
    }
}

/// Where tasks wait until so many have come; who comes later goes on.
private actor Meeting {
    private let size: Int
    private(set) var arrivals = 0
    private let latch = Latch()

    init(of size: Int = 2) { self.size = size }

    func arrive() async {
        arrivals += 1
        if arrivals >= size { await latch.open() }
        await latch.wait()
    }
}
