import PostgresServer
import SalesCore
import Testing

@testable import SalesPostgres

@Suite("The pool of connections", .timeLimit(.minutes(15)))
struct PoolTests {
    @Test("a hundred tasks at once open no more connections than the limit, and use them again")
    func limit() async throws {
        try await withPool(Self.limited(to: 3)) { pool, _ in
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            let counts = try await withThrowingTaskGroup { group in
                for _ in 0..<100 { group.addTask { try await pool.number(sql) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts.count == 100 && counts.allSatisfy { (1...3).contains($0) })
            #expect(try await pool.number(sql) <= 3)
        }
    }

    @Test("one task after the other needs one connection")
    func reuse() async throws {
        try await withPool { pool, _ in
            var backends: Set<Int64> = []
            for _ in 0..<20 { backends.insert(try await pool.number("SELECT pg_backend_pid()")) }
            #expect(backends.count == 1)
        }
    }

    @Test("who waits gets a connection in the order of asking")
    func order() async throws {
        try await withPool(Self.limited(to: 1)) { pool, _ in
            let (order, goOn) = (Order(), Latch())
            let holder = try await hold(pool, until: goOn)
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<20 {
                tasks.append(Task { try await pool.withConnection { _ in await order.add(number) } })
                try await waiters(number + 1, of: pool)
            }
            await goOn.open()
            try await holder.value
            for task in tasks { try await task.value }
            #expect(await order.numbers == Array(0..<20))
        }
    }

    @Test("a task that waits can be cancelled, and those behind it are served")
    func cancelledWaiter() async throws {
        try await withPool(Self.limited(to: 1)) { pool, _ in
            let goOn = Latch()
            let holder = try await hold(pool, until: goOn)
            let tasks = (0..<3).map { _ in Task { try await pool.number("SELECT 1::bigint") } }
            try await waiters(3, of: pool)
            tasks[1].cancel()
            let error = await #expect(throws: PostgresFailure.self) { try await tasks[1].value }
            #expect(error?.isLike(.cancelled) == true)
            await goOn.open()
            try await holder.value
            #expect(try await [tasks[0].value, tasks[2].value] == [1, 1])
        }
    }

    @Test("a task that waits longer than a request may is told that all connections are in use")
    func crowded() async throws {
        var options = Self.limited(to: 1)
        options.requestTimeout = .milliseconds(50)
        try await withDatabase { [options] database in
            let pool = ConnectionPool(try PostgresAddress(database.url), options: options) { _ in }
            let goOn = Latch()
            let holder = try await hold(pool, until: goOn)
            let error = await #expect(throws: PostgresFailure.self) { try await pool.number("SELECT 1::bigint") }
            #expect(error?.isLike(.crowded(limit: 1)) == true)
            let told = StoreError(PostgresFailure.crowded(limit: 1), place: "postgres:///prices")
            #expect(told.code == .unavailable && told.advice == .later(after: nil))
            #expect(told.message.contains("All 1 connections to the store postgres:///prices were in use"))
            await goOn.open()
            try await holder.value
            #expect(try await pool.number("SELECT 1::bigint") == 1)
            await pool.close()
        }
    }

    @Test("a pool that is closed serves nobody, lets who has a connection finish, and leaves none behind")
    func closed() async throws {
        try await withDatabase { database in
            let pool = try database.pool(Self.limited(to: 1))
            let goOn = Latch()
            let holder = try await hold(pool, until: goOn, then: "SELECT 1::bigint")
            let waiting = Task { try await pool.number("SELECT 1::bigint") }
            try await waiters(1, of: pool)
            await pool.close()
            for task in [waiting, Task { try await pool.number("SELECT 1::bigint") }] {
                let error = await #expect(throws: PostgresFailure.self) { try await task.value }
                #expect(error?.isLike(.closed) == true)
            }
            await goOn.open()
            try await holder.value
            try await database.wait(until: 0, of: "true")
        }
    }

    @Test("a store that is closed answers `.unavailable` and leaves no connection behind")
    func closedStore() async throws {
        try await withStore { store, database in
            #expect(try await store.product(ProductID(rawValue: 1)) == nil)
            await store.close()
            let error = await #expect(throws: StoreError.self) { try await store.product(ProductID(rawValue: 1)) }
            #expect(error?.code == .unavailable && error?.advice == .never)
            try await database.wait(until: 0, of: "true")
        }
    }

    @Test("a connection that was left inside of a transaction is used no more, and holds nothing")
    func leftInTransaction() async throws {
        try await withPool(Self.limited(to: 1)) { pool, database in
            _ = try await database.sql("CREATE TABLE kept (n bigint)")
            let first = try await pool.withConnection { connection in
                _ = try await connection.run([Statement("BEGIN"), Statement("INSERT INTO kept VALUES (1)")])
                return try await connection.number("SELECT pg_backend_pid()")
            }
            #expect(try await pool.number("SELECT pg_backend_pid()") != first)
            try await database.wait(until: 1, of: "true")
            #expect(try await pool.number("SELECT count(*) FROM kept") == 0)
        }
    }

    @Test("a connection that is asked for and then not wanted delays nobody")
    func cancelledOpening() async throws {
        try await withPool { pool, _ in
            for _ in 0..<20 {
                let task = Task { try await pool.number("SELECT 1::bigint") }
                await Task.yield()
                task.cancel()
                _ = await task.result
            }
            #expect(await pool.pause == nil)
            let number = try await pool.number("SELECT 1::bigint")
            #expect(number == 1)
        }
    }

    @Test("after failures nothing is tried for longer each time, up to a limit, and at once after a success")
    func backOff() {
        var backOff = BackOff()
        let now = ContinuousClock.now
        #expect(backOff.wait(at: now) == nil)
        var longest: [Duration] = []
        for _ in 0..<100 {
            backOff.failed(at: now)
            longest.append(backOff.wait(at: now) ?? .zero)
        }
        #expect(longest[0] >= .milliseconds(50) && longest[0] <= .milliseconds(100))
        #expect(longest[3] >= .milliseconds(400) && longest[3] <= .milliseconds(800))
        #expect(longest[20...].allSatisfy { $0 >= BackOff.longest / 2 && $0 <= BackOff.longest })
        #expect(Set(longest[20...]).count > 1)
        #expect(backOff.wait(at: now + BackOff.longest) == nil)
        backOff.succeeded()
        #expect(backOff.wait(at: now) == nil)
    }

    private static func limited(to count: Int) -> PostgresOptions {
        var options = PostgresOptions.patient
        options.maximumConnections = count
        return options
    }

    /// Takes a connection and keeps it until told otherwise.
    private func hold(_ pool: ConnectionPool, until goOn: Latch, then sql: String? = nil) async throws -> Task<
        Void, any Error
    > {
        let taken = Latch()
        let task = Task {
            try await pool.withConnection { connection in
                await taken.open()
                await goOn.wait()
                if let sql { _ = try await connection.number(sql) }
            }
        }
        await taken.wait()
        return task
    }

    private func waiters(_ count: Int, of pool: ConnectionPool) async throws {
        while await pool.waiterCount != count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}

/// Remembers in which order tasks came by.
private actor Order {
    private(set) var numbers: [Int] = []

    func add(_ number: Int) { numbers.append(number) }
}
