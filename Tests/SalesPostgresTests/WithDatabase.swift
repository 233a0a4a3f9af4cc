import Foundation
import PostgresServer
import SalesCore
import Testing

@testable import SalesPostgres

/// Runs a test in an empty database of its own, on the server that all tests share unless another is given.
func withDatabase(
    on server: PrivatePostgres? = nil,
    _ body: (TestDatabase) async throws -> Void
) async throws {
    guard let server else { return try await withDatabase(on: PrivatePostgres.shared(), body) }
    try await server.makeDatabase("layer").use(body)
}

/// Runs a test on connections to an empty database of its own.
func withPool(
    _ options: PostgresOptions = .patient,
    _ body: (ConnectionPool, TestDatabase) async throws -> Void
) async throws {
    try await withDatabase { database in
        let pool = try database.pool(options)
        try await body(pool, database)
        await pool.close()
    }
}

/// Runs a test on a store in a database of its own.
func withStore(
    _ options: PostgresOptions = .patient,
    on server: PrivatePostgres? = nil,
    _ body: (PostgresStore, TestDatabase) async throws -> Void
) async throws {
    try await withDatabase(on: server) { database in
        let store = try await PostgresStore(PostgresAddress(database.url), options: options)
        try await body(store, database)
        await store.close()
    }
}

extension PostgresOptions {
    /// Limits that no test meets, however busy the machine is.
    static let patient = PostgresOptions(
        connectTimeout: .seconds(60),
        requestTimeout: .seconds(60),
        lockTimeout: .seconds(60)
    )

    /// These, with another limit for requests.
    static func requests(within limit: Duration) -> PostgresOptions {
        var options = patient
        options.requestTimeout = limit
        return options
    }
}

extension TestDatabase {
    /// Its URL for another user, or with other parameters: of two that are the same, libpq takes the last.
    func url(adding parameters: String) -> String { "\(url)&\(parameters)" }

    /// Connections to it that are made ready as a store's are.
    func pool(_ options: PostgresOptions = .patient) throws -> ConnectionPool {
        let session = SessionSettings(options)
        return ConnectionPool(try PostgresAddress(url), options: options) { try await session.prepare($0) }
    }

    /// Waits until so many other sessions of it are in a state that SQL describes.
    ///
    /// It asks again and again over one connection; a test that waits in vain is ended by its time limit.
    func wait(until count: Int64, of state: String) async throws {
        let sql = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND \(state)
            """
        let observer = try pool()
        while try await observer.number(sql) != count { try Task.checkCancellation() }
        await observer.close()
    }

    /// Waits until so many sessions run a statement that holds a text.
    func wait(until count: Int64, run text: String) async throws {
        try await wait(until: count, of: "state <> 'idle' AND position('\(text)' IN query) > 0")
    }
}

extension String {
    /// Without the line's end that psql puts behind an answer.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension PostgresConnection {
    /// Runs statements with a limit that no test meets.
    func run(_ statements: [Statement]) async throws -> [QueryResult] {
        try await run(statements, timeout: .seconds(60))
    }

    /// The one number that a statement yields.
    func number(_ sql: String, _ arguments: Arguments = Arguments()) async throws -> Int64 {
        let rows = try await run([Statement(sql, arguments)])[0].rows { try $0.number() }
        return try #require(rows.first)
    }
}

extension ConnectionPool {
    /// The one number that a statement yields.
    func number(_ sql: String) async throws -> Int64 {
        try await withConnection { try await $0.number(sql) }
    }
}

/// Expects the server's error with a SQLSTATE.
func expectState(
    _ state: String,
    at location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    let error = await #expect(throws: PostgresFailure.self, sourceLocation: location) { try await body() }
    guard case .server(let found, _)? = error else {
        Issue.record("no error of the server: \(String(describing: error))", sourceLocation: location)
        return
    }
    #expect(found == state, sourceLocation: location)
}

/// Something that tasks wait for until it is opened.
actor Latch {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}

extension PostgresFailure {
    /// Whether it is of the same kind as another, whatever it says.
    func isLike(_ other: PostgresFailure) -> Bool {
        switch (self, other) {
        case (.late, .late), (.crowded, .crowded), (.cancelled, .cancelled), (.closed, .closed),
            (.connection, .connection):
            true
        default: false
        }
    }
}
