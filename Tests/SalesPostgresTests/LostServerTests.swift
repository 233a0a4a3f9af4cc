import PostgresServer
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesPostgres

@Suite("A server that goes away", .timeLimit(.minutes(15)))
struct LostServerTests {
    @Test("connections that a crash took while they were idle are noticed, and the next requests work")
    func idleCrash() async throws {
        try await withOwnServer { store, server in
            let product = try await store.addProduct(Sample.product(1)).product
            // Several connections, so that one that is found dead is not followed by another.
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { try await store.product(product.id) } }
                try await group.waitForAll()
            }
            try await server.restart()
            #expect(try await healed { try await store.product(product.id) } == product)
            for _ in 0..<20 { #expect(try await store.product(product.id) == product) }
            #expect(try await store.addProduct(Sample.product(2)).isNew)
        }
    }

    @Test("while the server is down requests are unavailable for now; they work again when it is back")
    func down() async throws {
        try await withOwnServer { store, server in
            _ = try await store.addProduct(Sample.product(1))
            try await server.stopServer()
            for _ in 0..<3 {
                let error = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(2)) }
                #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
                #expect(error?.message.contains("cannot be reached") == true, "\(String(describing: error))")
                #expect(error?.message.contains("Is the server up") == true)
            }
            try await server.restart()
            #expect(try await healed { try await store.addProduct(Sample.product(2)) }.isNew)
        }
    }

    @Test("crashes in the middle of transactions lose nothing that was answered, double nothing, and halve nothing")
    func crashesWithin() async throws {
        try await withOwnServer { store, server in
            _ = try await store.run([Statement(once: "CREATE TABLE kept (n bigint, half bigint)")])
            let isOver = Mutex(false)
            let work = Task {
                var answered: Set<Int64> = []
                var number: Int64 = 0
                while !isOver.withLock({ $0 }) || answered.count < 20 {
                    number += 1
                    try Task.checkCancellation()
                    if (try? await Self.save(number, in: store)) != nil { answered.insert(number) }
                }
                return (answered, number)
            }
            for _ in 0..<4 {
                try await server.restart()
                // In the middle of the work: not before something was saved by this server.
                let count = try await healed { try await Self.count(in: store) }
                while try await healed({ try await Self.count(in: store) }) < count + 2 { try Task.checkCancellation() }
            }
            isOver.withLock { $0 = true }
            let (answered, tried) = try await work.value
            let rows = try await store.rows("SELECT n, array_agg(half ORDER BY half) FROM kept GROUP BY n") { row in
                (try row.number(), try row.numbers())
            }
            #expect(rows.allSatisfy { $0.1 == [1, 2] })
            #expect(answered.subtracting(rows.map(\.0)).isEmpty)
            #expect(rows.count <= tried)
        }
    }

    @Test("a session that is ended in mid-request is unavailable for now, and the next request works")
    func terminated() async throws {
        try await withStore { store, database in
            let task = Task { try await store.row("SELECT 1::bigint FROM pg_sleep(600)") { try $0.number() } }
            try await database.wait(until: 1, run: "pg_sleep(600)")
            try await endSessions(of: database)
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            #expect(error?.message.contains("cannot be reached") == true, "\(String(describing: error))")
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("sessions that are ended while they are idle cost no request")
    func terminatedIdle() async throws {
        try await withStore { store, database in
            for number in 0..<5 {
                try await endSessions(of: database)
                try await database.wait(until: 0, of: "true")
                #expect(try await store.addProduct(Sample.product(number)).isNew)
            }
        }
    }

    @Test("a session that is ended between the steps of a transaction undoes it")
    func terminatedTransaction() async throws {
        try await withStore { store, database in
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    let insert = "INSERT INTO websites (host, name) VALUES ('a', 'a')"
                    _ = try await transaction.run([Statement(once: insert)])
                    try await endSessions(of: database)
                    _ = try await transaction.run([Statement(once: "SELECT 1")])
                }
            }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            #expect(error?.message.contains("cannot be reached") == true, "\(String(describing: error))")
            let kept = try await store.websites(after: nil, limit: 10)
            #expect(kept.elements.isEmpty)
        }
    }

    @Test("a session that is ended in the middle of a copy keeps nothing of it")
    func terminatedCopy() async throws {
        try await withStore { store, database in
            _ = try await database.sql("CREATE TABLE kept (n bigint)")
            let reached = Mutex(false)
            let task = Task {
                try await store.attempt { connection in
                    let sql = "COPY kept (n) FROM STDIN (FORMAT binary)"
                    try await connection.copy(into: sql, 0..<Int.max, timeout: .seconds(60)) { number, cells in
                        cells.addInteger(Int16(1))
                        cells.add(Int64(number))
                        if number == 100_000 { reached.withLock { $0 = true } }
                    }
                }
            }
            while !reached.withLock({ $0 }) {
                try Task.checkCancellation()
                await Task.yield()
            }
            try await endSessions(of: database)
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            #expect(error?.message.contains("cannot be reached") == true, "\(String(describing: error))")
            #expect(try await database.sql("SELECT count(*) FROM kept").trimmed == "0")
        }
    }

    /// Saves a number in two halves, each a step of its own.
    private static func save(_ number: Int64, in store: PostgresStore) async throws {
        try await store.transaction { transaction in
            for half in [Int64(1), 2] {
                _ = try await transaction.run([Statement("INSERT INTO kept VALUES ($1, $2)", Arguments(number, half))])
            }
        }
    }

    private static func count(in store: PostgresStore) async throws -> Int64 {
        try await store.row("SELECT count(*) FROM kept") { try $0.number() } ?? 0
    }

    private func endSessions(of database: TestDatabase) async throws {
        _ = try await database.sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        )
    }

    /// Runs a test on a store of a server that it may stop.
    private func withOwnServer(_ body: (PostgresStore, PrivatePostgres) async throws -> Void) async throws {
        let server = try await PrivatePostgres.start()
        try await withStore(on: server) { store, _ in try await body(store, server) }
        await server.end()
    }
}

/// What a request answers in the end, where every failure before has to be one that is worth another try.
func healed<Answer>(_ request: () async throws -> Answer) async throws -> Answer {
    while true {
        do {
            return try await request()
        } catch let error as StoreError {
            try #require(error.code == .unavailable && error.advice == .later(after: nil), "\(error)")
            try Task.checkCancellation()
        }
    }
}
