import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Requests that end early", .timeLimit(.minutes(15)))
struct CancellationTests {
    @Test("a cancelled task ends its request with `.cancelled`, on the server too, and the next request works")
    func cancelled() async throws {
        try await withStore { store, database in
            let task = Task { try await store.row("SELECT 1::bigint FROM pg_sleep(600)") { try $0.number() } }
            try await database.wait(until: 1, run: "pg_sleep(600)")
            task.cancel()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            try await database.wait(until: 0, run: "pg_sleep(600)")
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("a request of a cancelled task answers `.cancelled` and changes nothing")
    func cancelledBefore() async throws {
        try await withStore { store, _ in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await store.addProduct(Sample.product(1))
            }
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            let kept = try await store.products(matching: .all, after: nil, limit: 1)
            #expect(kept.elements.isEmpty)
        }
    }

    @Test("requests that are cancelled at any moment either answer or change nothing")
    func cancelledAnywhere() async throws {
        try await withStore { store, _ in
            var answered = 0
            for number in 0..<60 {
                let task = Task { try await store.addProduct(Sample.product(number)) }
                for _ in 0..<(number % 50) * 2 { await Task.yield() }
                task.cancel()
                switch await task.result {
                case .success: answered += 1
                case .failure(let error): #expect((error as? StoreError)?.code == .cancelled, "\(error)")
                }
            }
            let kept = try await store.products(matching: .all, after: nil, limit: 1_000)
            #expect(kept.elements.count == answered)
        }
    }

    @Test("a transaction whose task is cancelled between its steps is undone")
    func cancelledTransaction() async throws {
        try await withStore { store, database in
            let (reached, goOn) = (Latch(), Latch())
            let task = Task {
                try await store.transaction { transaction in
                    _ = try await transaction.run([Statement("INSERT INTO websites (host, name) VALUES ('a', 'a')")])
                    await reached.open()
                    await goOn.wait()
                    _ = try await transaction.run([Statement("SELECT 1")])
                }
            }
            await reached.wait()
            task.cancel()
            await goOn.open()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            let kept = try await database.sql("SELECT count(*) FROM websites").trimmed
            #expect(kept == "0")
        }
    }

    @Test("a copy whose task is cancelled keeps nothing")
    func cancelledCopy() async throws {
        try await withStore { store, database in
            _ = try await database.sql("CREATE TABLE kept (n bigint)")
            let sql = "COPY kept (n) FROM STDIN (FORMAT binary)"
            let task = Task {
                try await store.attempt { connection in
                    // Endless, as far as a test can tell.
                    try await connection.copy(into: sql, 0..<Int.max, timeout: .seconds(60)) { number, cells in
                        cells.addInteger(Int16(1))
                        cells.add(Int64(number))
                    }
                }
            }
            try await database.wait(until: 1, run: "COPY kept")
            task.cancel()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            try await database.wait(until: 0, run: "COPY kept")
            #expect(try await database.sql("SELECT count(*) FROM kept").trimmed == "0")
        }
    }

    @Test("the server gives up what takes too long, a little before the request's own limit, and says so")
    func statementTimeout() async throws {
        try await withStore { store, _ in
            let limit = try await store.row("SELECT current_setting('statement_timeout')") { try $0.text() }
            #expect(limit == "59500ms")
            let error = await #expect(throws: StoreError.self) {
                try await store.transaction { transaction in
                    _ = try await transaction.run([
                        Statement("SET LOCAL statement_timeout = '20ms'"), Statement("SELECT pg_sleep(600)"),
                    ])
                }
            }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
            #expect(error?.message.contains("too long") == true)
            #expect(error?.message.contains(store.address.description) == true)
        }
    }

    @Test("a request that the server does not answer in time ends, and its connection with it")
    func late() async throws {
        try await withDatabase { database in
            let options = PostgresOptions.requests(within: .milliseconds(200))
            // Without the settings of a session the server knows no limit.
            let pool = ConnectionPool(try PostgresAddress(database.url), options: options) { _ in }
            let error = await #expect(throws: PostgresFailure.self) {
                try await pool.withConnection { connection in
                    _ = try await connection.run([Statement("SELECT pg_sleep(600)")], timeout: options.requestTimeout)
                }
            }
            #expect(error?.isLike(.late(.zero)) == true)
            let told = StoreError(PostgresFailure.late(options.requestTimeout), place: "postgres:///prices")
            #expect(told.code == .unavailable && told.advice == .later(after: nil))
            #expect(try await pool.number("SELECT count(*) FROM pg_stat_activity WHERE pid = pg_backend_pid()") == 1)
            await pool.close()
        }
    }

    @Test("a limit of part of a millisecond ends a request, too")
    func shortest() async throws {
        try await withPool { pool, _ in
            let error = await #expect(throws: PostgresFailure.self) {
                try await pool.withConnection { connection in
                    _ = try await connection.run(
                        [Statement("SELECT pg_sleep(600)")],
                        timeout: .milliseconds(50) + .microseconds(999)
                    )
                }
            }
            #expect(error?.isLike(.late(.zero)) == true)
        }
    }
}
