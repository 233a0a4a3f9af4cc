public import SalesCore

/// A store in a PostgreSQL database, for many machines: any number of workers share it.
///
/// What belongs together is one transaction, sent in one piece wherever nothing has to be read first. Leases, due times
/// and turns are measured by the database's clock, read inside the statement, so that no worker's clock matters;
/// ``time`` follows it. Rows are taken with `FOR UPDATE SKIP LOCKED`, so that workers do not wait for one another.
///
/// Needs PostgreSQL 15 or later with a database in UTF-8, and a session of its own for each connection: a pooler in
/// between must pool sessions, not transactions.
public final class PostgresStore: TrackingStore, AccountStore, SessionStore, IdempotencyStore, ArchiveStore {
    /// Where the store is.
    public let address: PostgresAddress
    /// The database's clock as this process knows it from the answers that it got.
    public let time: any TimeSource

    let options: PostgresOptions
    let pool: ConnectionPool
    /// A clock to be used in place of the database's.
    let givenTime: (any TimeSource)?
    let clock: DatabaseClock
    /// Tells this handle from all others: hosts are its own while it works on them.
    let worker = Int64.random(in: 1...Int64.max)
    /// When this handle next makes sure that the days ahead have partitions, and that it knows the tables.
    let daysDue = Upkeep()
    let tablesDue = Upkeep()
    /// Who listens for calls.
    let listeners = Listeners()

    /// Connects, makes the tables where the database has none, and takes the steps that it lacks.
    ///
    /// Of several programs that do so at once, one makes the change and the others wait for it. Steps that older
    /// programs do not bear are left to ``migrate(_:archiveZone:options:)``.
    /// - Parameters:
    ///   - address: where it is.
    ///   - creates: whether tables are made where the database has none; `.needsMigration` otherwise.
    ///   - time: a clock to measure by in place of the database's, for tests.
    ///   - options: how the server is used.
    /// - Throws: `.foreign` for a database of another program; `.tooNew` for tables of a newer one; `.needsMigration`;
    ///   `.notPermitted`, `.readOnly`, `.unsupported`; `.unavailable` where the server cannot be reached.
    public convenience init(
        _ address: PostgresAddress,
        creates: Bool = true,
        time: (any TimeSource)? = nil,
        options: PostgresOptions = PostgresOptions()
    ) async throws(StoreError) {
        self.init(unopened: address, time: time, options: options)
        do {
            try await upgrade(creates ? .create : .expand, archiveZone: nil)
            try await readClock()
        } catch {
            await pool.close()
            throw error
        }
    }

    init(unopened address: PostgresAddress, time: (any TimeSource)?, options: PostgresOptions) {
        self.address = address
        self.options = options
        givenTime = time
        let clock = DatabaseClock()
        self.clock = clock
        self.time = time ?? clock
        let session = SessionSettings(options)
        pool = ConnectionPool(address, options: options) { try await session.prepare($0) }
    }

    /// Ends the connections: those in use when their requests end, which is not waited for.
    ///
    /// Requests that come later fail with `.unavailable`; streams of calls end.
    public func close() async {
        listeners.close()
        await pool.close()
    }

    /// Where the store is, for people: without a password.
    var place: String { address.description }

    /// The moment that statements are to take as now; nil for the database's own clock.
    var now: Timestamp? { givenTime?.now }

    /// Runs statements as one transaction, sent in one piece, and answers what each yielded.
    func run(
        _ statements: [Statement],
        timeout: Duration? = nil
    ) async throws(StoreError) -> [QueryResult] {
        try await attempt { [options] connection in
            try await connection.run(statements, timeout: timeout ?? options.requestTimeout)
        }
    }

    /// Runs one statement and reads the rows that it yields.
    func rows<Element: Sendable>(
        _ sql: String,
        _ arguments: Arguments = Arguments(),
        _ decode: @Sendable (inout RowReader) throws -> Element
    ) async throws(StoreError) -> [Element] {
        try await rows(Statement(sql, arguments), decode)
    }

    /// The rows of one statement.
    func rows<Element: Sendable>(
        _ statement: Statement,
        _ decode: @Sendable (inout RowReader) throws -> Element
    ) async throws(StoreError) -> [Element] {
        let results = try await run([statement])
        do {
            return try results.first?.rows(decode) ?? []
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// Runs one statement and reads the first row that it yields.
    func row<Element: Sendable>(
        _ sql: String,
        _ arguments: Arguments = Arguments(),
        _ decode: @Sendable (inout RowReader) throws -> Element
    ) async throws(StoreError) -> Element? {
        try await rows(sql, arguments, decode).first
    }

    /// Runs a transaction that must read before it writes, whole or not at all.
    ///
    /// The closure may run more than once: the server undoes one of two transactions that wait for each other.
    func transaction<Answer: Sendable>(
        timeout: Duration? = nil,
        _ body: @escaping @Sendable (Transaction) async throws -> Answer
    ) async throws(StoreError) -> Answer {
        try await attempt { [options] connection in
            let limit = timeout ?? options.requestTimeout
            let transaction = Transaction(connection, timeout: limit, isBulk: timeout != nil)
            do {
                let answer = try await body(transaction)
                try await transaction.commit()
                return answer
            } catch {
                await transaction.rollBack()
                throw error
            }
        }
    }

    /// Runs something on a connection, again where the server undid it because of another transaction.
    func attempt<Answer: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) async throws -> Answer
    ) async throws(StoreError) -> Answer {
        do {
            for _ in 1..<Self.attempts {
                do {
                    return try await pool.withConnection(body)
                } catch let failure as PostgresFailure where failure.isUndoneByOthers {
                    continue
                }
            }
            return try await pool.withConnection(body)
        } catch {
            throw StoreError(error, place: place)
        }
    }

    /// How often a transaction is made that others undo.
    private static let attempts = 5
}
