internal import SalesCore

/// The connections of a store, each used by one request at a time.
actor ConnectionPool {
    /// What a request that waited gets.
    private enum Turn {
        case connection(PostgresConnection)
        /// A place to make a connection in.
        case place
        case failure(PostgresFailure)
    }

    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<Turn, Never>
    }

    private let address: PostgresAddress
    private let options: PostgresOptions
    /// Makes a connection ready for use.
    private let prepare: @Sendable (PostgresConnection) async throws -> Void

    private var idle: [PostgresConnection] = []
    /// Connections that exist or are being made.
    private var count = 0
    private var waiters: [Waiter] = []
    private var lastWaiter: UInt64 = 0
    private var isClosed = false
    private var backOff = BackOff()

    /// How many requests wait for a connection.
    var waiterCount: Int { waiters.count }
    /// How long nothing is tried after failures; nil where the next connection is made at once.
    var pause: Duration? { backOff.wait(at: .now) }

    init(
        _ address: PostgresAddress,
        options: PostgresOptions,
        prepare: @escaping @Sendable (PostgresConnection) async throws -> Void
    ) {
        self.address = address
        self.options = options
        self.prepare = prepare
    }

    /// Runs something on a connection that nobody else uses meanwhile.
    func withConnection<Answer: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws -> Answer
    ) async throws -> Answer {
        let connection = try await lease()
        do {
            let answer = try await body(connection)
            await giveBack(connection)
            return answer
        } catch {
            await giveBack(connection)
            // What silenced one connection, as a network does that lost its way, has silenced the idle ones, too.
            if case PostgresFailure.late = error { await dropIdle() }
            throw error
        }
    }

    /// Ends all connections; those in use, when they are given back.
    func close() async {
        isClosed = true
        for waiter in waiters { waiter.continuation.resume(returning: .failure(.closed)) }
        waiters = []
        await dropIdle()
    }

    private func dropIdle() async {
        let ended = idle
        idle = []
        count -= ended.count
        for connection in ended { await connection.close() }
    }

    // MARK: - Leasing

    private func lease() async throws -> PostgresConnection {
        while true {
            guard !isClosed else { throw PostgresFailure.closed }
            guard let connection = idle.popLast() else { break }
            // A server that was stopped meanwhile has said so.
            if await connection.isAlive() { return connection }
            await drop(connection)
        }
        if count >= options.maximumConnections {
            switch await waitForTurn() {
            case .connection(let connection): return connection
            case .failure(let failure): throw failure
            case .place: break
            }
        } else {
            count += 1
        }
        return try await make()
    }

    /// Makes a connection in a place that was counted, not sooner than the last failures allow.
    private func make() async throws -> PostgresConnection {
        do {
            if let wait = pause { try await Task.sleep(for: wait, clock: .continuous) }
            let connection = try await OpenedConnection.open(address, options)
            do {
                try await prepare(connection)
            } catch {
                await connection.close()
                throw error
            }
            backOff.succeeded()
            return connection
        } catch {
            let failure = error is CancellationError ? PostgresFailure.cancelled : error
            // Who wants a connection no longer says nothing of the server.
            if case PostgresFailure.cancelled = failure {} else { backOff.failed(at: .now) }
            freePlace()
            throw failure
        }
    }

    private func giveBack(_ connection: PostgresConnection) async {
        guard !isClosed, await connection.isIdle() else { return await drop(connection) }
        if let waiter = nextWaiter() {
            waiter.continuation.resume(returning: .connection(connection))
        } else {
            idle.append(connection)
        }
    }

    private func drop(_ connection: PostgresConnection) async {
        freePlace()
        await connection.close()
    }

    private func freePlace() {
        if let waiter = nextWaiter() {
            waiter.continuation.resume(returning: .place)
        } else {
            count -= 1
        }
    }

    private func nextWaiter() -> Waiter? {
        waiters.isEmpty ? nil : waiters.removeFirst()
    }

    // MARK: - Waiting

    private func waitForTurn() async -> Turn {
        lastWaiter += 1
        let number = lastWaiter
        let limit = options.requestTimeout
        let timer = Task { [maximum = options.maximumConnections] in
            try? await Task.sleep(for: limit, clock: .continuous)
            if !Task.isCancelled { self.end(number, with: .crowded(limit: maximum)) }
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: .failure(.cancelled)) }
                waiters.append(Waiter(number: number, continuation: continuation))
            }
        } onCancel: {
            Task { await self.end(number, with: .cancelled) }
        }
    }

    private func end(_ number: UInt64, with failure: PostgresFailure) {
        guard let index = waiters.firstIndex(where: { $0.number == number }) else { return }
        waiters.remove(at: index).continuation.resume(returning: .failure(failure))
    }
}

/// How long nothing is tried after a server could not be reached: longer each time, and never the same for two.
struct BackOff {
    private var failures = 0
    private var notBefore: ContinuousClock.Instant?

    /// The longest wait; with the time of one attempt it is well below the half minute in which a store heals.
    static let longest = Duration.seconds(5)
    private static let first = Duration.milliseconds(100)

    /// How long to wait before the next attempt; nil where it may be made now.
    func wait(at now: ContinuousClock.Instant) -> Duration? {
        notBefore.flatMap { $0 > now ? $0 - now : nil }
    }

    mutating func failed(at now: ContinuousClock.Instant) {
        failures += 1
        let full = min(Self.longest, Self.first * (1 << min(failures - 1, 10)))
        notBefore = now + full * Int.random(in: 50...100) / 100
    }

    mutating func succeeded() {
        self = BackOff()
    }
}
