internal import CLibpq
internal import Dispatch
internal import SalesCore

/// One connection to the server, on a queue of its own.
///
/// Whoever leased it from the pool uses it alone: one request at a time. Statements go out in pipelines
/// (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html): all of a request in one piece, up to one
/// synchronisation point, which makes them one transaction unless they begin and end one themselves.
actor PostgresConnection {
    /// What a wait for the socket ended with.
    private enum Wake {
        case ready
        case late
    }

    nonisolated let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let wire: ConnectionWire

    /// libpq's connection.
    var handle: OpaquePointer { wire.handle }

    private var waiter: (continuation: CheckedContinuation<Wake, Never>, isWriting: Bool)?
    private var deadline = ContinuousClock.now
    private var allowance = Duration.zero
    /// Counts requests, so that a late cancellation meets no later one.
    private var requests: UInt64 = 0
    private var isBusy = false
    private var isCancelled = false
    /// Whether nothing was asked of the server that it would have to give up.
    private var isQuiet = false
    /// The names of prepared statements by their text.
    private var prepared: [String: String] = [:]

    /// Whether nothing more can be asked over it.
    private(set) var isBroken = false

    /// Takes over a connection that was made, and its socket to watch.
    init(_ opened: consuming OpenedConnection, watching socket: WatchedSocket) {
        executor = QueueExecutor(label: "SalesPostgres.connection")
        wire = ConnectionWire(opened, watching: socket, on: executor.queue)
        wire.watch(
            ready: { [weak self] in self?.assumeIsolated { $0.wake(.ready) } },
            timeUp: { [weak self] in self?.assumeIsolated { $0.timeIsUp() } }
        )
    }

    /// Ends the connection; requests that come later fail.
    func close() {
        isBroken = true
        wire.close()
    }

    /// Sends statements in one pipeline and waits for what they yield.
    ///
    /// Without a `BEGIN` among them they are one transaction: all of it happens or, where one fails, none.
    /// - Parameter timeout: how long all of it may take; the connection is of no use afterwards.
    /// - Throws: ``PostgresFailure``, that of the first statement that failed.
    func run(_ statements: [Statement], timeout: Duration) async throws -> [QueryResult] {
        try await request(timeout: timeout) {
            var commands: [Command] = []
            for statement in statements { try self.send(statement, into: &commands) }
            guard PQpipelineSync(handle) == 1 else { throw connectionFailure }
            try await flush()
            return try await collect(commands)
        }
    }

    /// Whether it is in no transaction and the next request may use it.
    func isIdle() -> Bool { isAlive() && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Whether the connection still stands, as far as can be told without asking the server.
    ///
    /// Between requests a server says nothing but that the session ends, or that a setting of it was changed, which is
    /// so seldom that a new connection costs nothing.
    func isAlive() -> Bool {
        guard !isBroken else { return false }
        guard PQstatus(handle) == CONNECTION_OK, !wire.socket.hasInput else {
            isBroken = true
            return false
        }
        return true
    }

    // MARK: - Requests

    /// Runs one request with its time limit, and cancels it on the server when the task is cancelled.
    ///
    /// - Parameter isQuiet: whether it only waits for what the server may send by itself.
    func request<Answer>(
        timeout: Duration,
        isQuiet: Bool = false,
        _ body: () async throws -> Answer
    ) async throws -> Answer {
        // A cancellation may have met the end of the request before.
        guard !isCancelled else { throw PostgresFailure.cancelled }
        guard !isBroken, !isBusy else { throw wire.isClosed ? PostgresFailure.closed : connectionFailure }
        isBusy = true
        self.isQuiet = isQuiet
        requests += 1
        let number = requests
        deadline = .now + timeout
        allowance = timeout
        wire.startTimer(timeout)
        defer {
            isBusy = false
            wire.stopTimer()
        }
        do {
            return try await withTaskCancellationHandler {
                if Task.isCancelled { throw PostgresFailure.cancelled }
                return try await body()
            } onCancel: {
                executor.queue.async { self.assumeIsolated { $0.cancel(request: number) } }
            }
        } catch {
            let failure = failure(error)
            if failure.isConnectionLost { isBroken = true }
            throw failure
        }
    }

    /// What a request failed with; the server's word for one that we cancelled is that it was.
    private func failure(_ error: any Error) -> PostgresFailure {
        guard let failure = error as? PostgresFailure else { return .connection("\(error)") }
        if isCancelled, case .server("57014", _) = failure { return .cancelled }
        return failure
    }

    /// Asks the server to give a request up; what comes of it arrives as the request's own answer.
    private func cancel(request number: UInt64) {
        guard isBusy, number == requests, !wire.isClosed else { return }
        isCancelled = true
        // The connection is not used again: the request to cancel may reach the server after the answer left it.
        isBroken = true
        guard !isQuiet, let cancel = PQgetCancel(handle) else {
            deadline = .now
            return wake(.late)
        }
        deadline = min(deadline, .now + Self.patienceWithCancelled)
        wire.startTimer(Self.patienceWithCancelled)
        // Unsafe, because a pointer is never Sendable. Sound, because it is a copy of the address that shares nothing with
        // the connection (PQcancel may run in another thread), and the closure below is the only one to use and free it.
        nonisolated(unsafe) let owned = cancel
        // It connects and waits.
        DispatchQueue.global().async {
            var reason = [CChar](repeating: 0, count: 256)
            _ = PQcancel(owned, &reason, Int32(reason.count))
            PQfreeCancel(owned)
        }
    }

    /// How long a cancelled request may take to end.
    private static let patienceWithCancelled = Duration.seconds(4)

    /// What a request fails with whose time is over.
    private var overdue: PostgresFailure {
        guard isCancelled else { return .late(allowance) }
        return isQuiet ? .cancelled : .abandoned
    }

    // MARK: - The pipeline

    /// What was sent and has an answer to come.
    private enum Command {
        case prepare(sql: String, name: String)
        case execute
    }

    private func send(_ statement: Statement, into commands: inout [Command]) throws {
        let arguments = statement.arguments
        guard statement.isKept else {
            let sent = arguments.withPointers { values, lengths, formats in
                PQsendQueryParams(
                    handle,
                    statement.sql,
                    Int32(arguments.types.count),
                    arguments.types,
                    values,
                    lengths,
                    formats,
                    Self.binary
                )
            }
            guard sent == 1 else { throw connectionFailure }
            return commands.append(.execute)
        }
        let name: String
        if let known = prepared[statement.sql] {
            name = known
        } else if let pending = commands.lazy.compactMap({ command -> String? in
            if case .prepare(statement.sql, let name) = command { name } else { nil }
        }).first {
            name = pending
        } else {
            name = "s\(prepared.count + commands.count)_\(requests)"
            let sent = PQsendPrepare(handle, name, statement.sql, Int32(arguments.types.count), arguments.types)
            guard sent == 1 else { throw connectionFailure }
            commands.append(.prepare(sql: statement.sql, name: name))
        }
        let sent = arguments.withPointers { values, lengths, formats in
            PQsendQueryPrepared(handle, name, Int32(arguments.types.count), values, lengths, formats, Self.binary)
        }
        guard sent == 1 else { throw connectionFailure }
        commands.append(.execute)
    }

    private func collect(_ commands: [Command]) async throws -> [QueryResult] {
        var results: [QueryResult] = []
        var first: PostgresFailure?
        for command in commands {
            let result = try await nextResult()
            switch (result.status, command) {
            case (PGRES_COMMAND_OK, .prepare(let sql, let name)): prepared[sql] = name
            case (PGRES_COMMAND_OK, .execute), (PGRES_TUPLES_OK, .execute): results.append(result)
            // What stands behind the one that failed.
            case (PGRES_PIPELINE_ABORTED, _): break
            default: first = first ?? serverFailure(result)
            }
            try await endOfCommand()
        }
        let end = try await nextResult()
        guard end.status == PGRES_PIPELINE_SYNC else { throw first ?? serverFailure(end) }
        if let first { throw first }
        return results
    }

    func endOfCommand() async throws {
        // A null result stands behind the results of each command.
        while let more = try await resultOrNil() { PQclear(more) }
    }

    /// The next result, where one must come.
    func nextResult() async throws -> QueryResult {
        guard let result = try await resultOrNil() else { throw connectionFailure }
        return QueryResult(result)
    }

    private func resultOrNil() async throws -> OpaquePointer? {
        var pieces = 0
        while PQisBusy(handle) == 1 {
            pieces += 1
            // What is there is read without giving up the thread, but for now and then: who cancels is to be heard.
            if !wire.socket.hasInput {
                try await waitForSocket(writing: false)
                // A server sends much in pieces of 8 KiB, and being woken for each takes longer than reading it: it is let
                // get ahead.
                if pieces > Self.piecesAtOnce { try? await Task.sleep(for: Self.lull) }
            } else if pieces.isMultiple(of: Self.piecesAtOnce) {
                try await waitForSocket(writing: false)
            }
            guard PQconsumeInput(handle) == 1 else { throw connectionFailure }
        }
        return PQgetResult(handle)
    }

    /// How many pieces of an answer are read at once, and after how many a server is let get ahead, and for how long.
    private static let piecesAtOnce = 16
    private static let lull: Duration = .microseconds(250)

    /// Sends what libpq holds back, and takes in what the server sends meanwhile: it may have stopped reading.
    func flush() async throws {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                try await waitForSocket(writing: true)
                guard PQconsumeInput(handle) == 1 else { throw connectionFailure }
            default: throw connectionFailure
            }
        }
    }

    /// What the server says in a result that tells of a failure.
    func serverFailure(_ result: QueryResult) -> PostgresFailure {
        guard let state = result.sqlState else { return connectionFailure }
        return .server(state: state, message: result.message)
    }

    var connectionFailure: PostgresFailure {
        .connection(OpenedConnection.message(of: handle))
    }

    private static let binary: Int32 = 1

    // MARK: - The socket

    /// Waits until the server sent something or, for a writer, takes more.
    ///
    /// - Throws: `.late` when the request's time is over.
    func waitForSocket(writing: Bool) async throws {
        guard !wire.isClosed else { throw PostgresFailure.closed }
        guard PQsocket(handle) >= 0 else { throw connectionFailure }
        try checkTime()
        // libdispatch tells once of a peer that hung up and then no more, though there may be words of it left to read.
        guard !wire.socket.hasInput else { return await Task.yield() }
        let wake = await withCheckedContinuation { continuation in
            waiter = (continuation, writing)
            wire.wait(writing: writing)
        }
        if wake == .late { throw overdue }
    }

    /// Ends a request that is late.
    func checkTime() throws(PostgresFailure) {
        guard ContinuousClock.now < deadline else { throw overdue }
    }

    private func wake(_ wake: Wake) {
        guard let (continuation, isWriting) = waiter else { return }
        waiter = nil
        wire.stopWaiting(writing: isWriting)
        continuation.resume(returning: wake)
    }

    private func timeIsUp() {
        // The timer of an earlier request may have fired while it ended.
        let left = deadline - .now
        guard left <= .zero else { return wire.startTimer(left) }
        wake(.late)
    }
}
