import PostgresServer
import SalesCore
import SalesTesting

@testable import SalesPostgres

/// A database with a store in it for one test, and handles on it, each as another program would have one.
struct StoreBed: Sendable {
    let database: TestDatabase
    let clock: ManualClock

    /// Where it is; with the options of a session after it, as `&options=…`.
    func address(_ options: String = "") throws -> PostgresAddress { try PostgresAddress(database.url + options) }

    /// Runs SQL through psql; see ``TestDatabase/sql(_:)``.
    func sql(_ text: String) async throws -> String { try await database.sql(text) }

    /// Opens one more handle: few connections each, so that many tests fit on one server.
    func open(connections: Int = 2) async throws -> PostgresStore {
        try await PostgresStore(
            try address(),
            time: clock,
            options: .patient(connections)
        )
    }

    /// Opens several handles.
    func open(handles: Int) async throws -> [PostgresStore] {
        var stores: [PostgresStore] = []
        while stores.count < handles { stores.append(try await open()) }
        return stores
    }

    /// Runs a test in a database that holds a fresh store, which is dropped after it.
    ///
    /// Tests take turns: one that is inside of one must not ask for another.
    static func with(_ body: (StoreBed) async throws -> Void) async throws {
        try await PrivatePostgres.shared().tests.pass { try await on(try await freshDatabase(), body) }
    }

    /// Runs a test in an empty database, of a locale of ICU where one is given, which is dropped after it.
    static func withEmpty(locale: String? = nil, _ body: (StoreBed) async throws -> Void) async throws {
        let server = try await PrivatePostgres.shared()
        try await server.tests.pass { try await on(try await server.makeDatabase("empty", locale: locale), body) }
    }

    private static func on(_ database: TestDatabase, _ body: (StoreBed) async throws -> Void) async throws {
        try await database.use { try await body(StoreBed(database: $0, clock: ManualClock())) }
    }

    /// A database with a fresh store, whose days are those around ``ManualClock/start``.
    static func freshDatabase() async throws -> TestDatabase {
        let template = try await StoreTemplate.one.get()
        return try await PrivatePostgres.shared().makeDatabase("store", copying: template)
    }
}

/// A database with a fresh store that others are copied from: making the tables takes longer than copying them.
private actor StoreTemplate {
    static let one = StoreTemplate()
    private var making: Task<TestDatabase?, any Error>?

    /// Nil where the server is not ours: nothing may be left behind there, and so each store is made anew.
    func get() async throws -> TestDatabase? {
        if let making { return try await making.value }
        let task = Task.detached { () async throws -> TestDatabase? in
            let server = try await PrivatePostgres.shared()
            guard server.isOwn else { return nil }
            let database = try await server.makeDatabase("template")
            try await PostgresStore(try PostgresAddress(database.url), time: ManualClock(), options: .patient()).close()
            return database
        }
        making = task
        return try await task.value
    }
}

extension PostgresStore {
    /// Adds a product that the local user follows, due at a moment, which is the start unless given.
    @discardableResult
    func follow(
        _ number: Int,
        host: String = Sample.host,
        dueAt: Timestamp = ManualClock.start
    ) async throws -> ProductID {
        let id = try await addProduct(Sample.product(number, host: host)).product.id
        _ = try await save(Sample.draft(to: id), expectedVersion: nil, dueAt: dueAt)
        return id
    }

    /// Leases so many checks, without waiting for turns.
    func claim(_ limit: Int, lease: Duration = .seconds(30), only: [ProductID]? = nil) async throws -> [ClaimedCheck] {
        try await claimChecks(CheckRequest(limit: limit, lease: lease, policy: .unlimited, products: only))
    }

    /// All rows of a product.
    func history(of product: ProductID) async throws -> [PricePoint] {
        try await prices(of: product, in: Sample.allTime, after: nil, limit: maximumPageSize).elements
    }
}

extension HostPolicy {
    /// Limits under which no turn is ever waited for.
    static let unlimited = HostPolicy(standard: HostLimits(rate: 1_000, burst: 100_000))
}

extension PostgresOptions {
    /// So patient that a busy machine fails no test.
    static func patient(_ connections: Int = 2) -> PostgresOptions {
        PostgresOptions(
            maximumConnections: connections,
            connectTimeout: .seconds(60),
            requestTimeout: .seconds(60),
            lockTimeout: .seconds(30)
        )
    }
}
