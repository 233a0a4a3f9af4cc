import PostgresServer
import SalesCore
import SalesPostgres
import SalesTesting
import Testing

@Suite("Workers call one another", .timeLimit(.minutes(15)))
struct CallTests {
    @Test("a worker is called when another handle makes a product due")
    func follow() async throws {
        try await withTwoHandles { first, second in
            var calls = first.workCalls().makeAsyncIterator()
            // The first call says that it listens from now on.
            #expect(await calls.next() != nil)
            let product = try await second.addProduct(Sample.product(1)).product.id
            _ = try await second.save(Sample.draft(to: product), expectedVersion: nil, dueAt: ManualClock.start)
            #expect(await calls.next() != nil)
            try await second.scheduleCheck(of: product, at: ManualClock.start)
            #expect(await calls.next() != nil)
        }
    }

    @Test("a listener whose connection is cut listens again, and is called because calls may have been lost")
    func cutConnection() async throws {
        try await withStore { store, database in
            var calls = store.workCalls().makeAsyncIterator()
            #expect(await calls.next() != nil)
            _ = try await database.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query ~ '(LISTEN|SELECT) .?sales_tracker_work'"
            )
            #expect(await calls.next() != nil)
            let product = try await store.addProduct(Sample.product(1)).product.id
            try await store.scheduleCheck(of: product, at: ManualClock.start)
            #expect(await calls.next() != nil)
        }
    }

    @Test("calls end at once when the task that reads them is cancelled, and their connection with them")
    func cancelled() async throws {
        try await withStore { store, database in
            let reader = Task {
                var count = 0
                for await _ in store.workCalls() {
                    count += 1
                    if count == 1 { withUnsafeCurrentTask { $0?.cancel() } }
                }
                return count
            }
            #expect(await reader.value == 1)
            while try await !database.sql(Self.listeners).hasPrefix("0") { await Task.yield() }
        }
    }

    @Test("calls end when the store is closed, and so do those that are asked for later")
    func closed() async throws {
        try await withStore { store, database in
            var calls = store.workCalls().makeAsyncIterator()
            #expect(await calls.next() != nil)
            await store.close()
            while await calls.next() != nil {}
            for await _ in store.workCalls() {}
            while try await !database.sql(Self.listeners).hasPrefix("0") { await Task.yield() }
        }
    }

    private static let listeners = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query ~ '(LISTEN|SELECT) .?sales_tracker_work'
        """

    private func withTwoHandles(_ body: (PostgresStore, PostgresStore) async throws -> Void) async throws {
        try await withStore { first, database in
            let second = try await PostgresStore(PostgresAddress(database.url))
            try await body(first, second)
            await second.close()
        }
    }
}
