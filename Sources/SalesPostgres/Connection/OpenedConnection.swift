internal import CLibpq
import Foundation
internal import SalesCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A connection that was just made, on its way to the actor that takes it over.
struct OpenedConnection: ~Copyable {
    /// Owned by whoever holds this value; finished with it unless it was taken.
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQfinish(handle) }

    /// The connection, which the caller owns from now on.
    consuming func take() -> OpaquePointer {
        let taken = handle
        discard self
        return taken
    }

    /// Connects on a thread of its own: looking up a name and waiting for the server may take long.
    ///
    /// - Throws: ``PostgresFailure``. A task that is cancelled, or whose name nobody looks up in time, goes on; the thread
    ///   ends by itself.
    static func open(_ address: PostgresAddress, _ options: PostgresOptions) async throws -> PostgresConnection {
        let attempt = Attempt()
        let timeout = options.connectTimeout
        let timer = Task {
            try await Task.sleep(for: timeout, clock: .continuous)
            attempt.end(.failure(.late(timeout)))
        }
        defer { timer.cancel() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                attempt.begin(continuation)
                Thread.detachNewThread { attempt.end(Self.connect(address, options)) }
            }
        } onCancel: {
            attempt.end(.failure(.cancelled))
        }
        return try result.get()
    }

    /// One attempt, which is answered once: by the thread, or by a cancellation.
    private final class Attempt: Sendable {
        typealias Answer = Result<PostgresConnection, PostgresFailure>

        private struct State {
            var continuation: CheckedContinuation<Answer, Never>?
            var early: Answer?
            var isAnswered = false
        }

        private let state = Mutex(State())

        func begin(_ continuation: CheckedContinuation<Answer, Never>) {
            let early = state.withLock { state -> Answer? in
                if state.early == nil { state.continuation = continuation }
                return state.early
            }
            if let early { continuation.resume(returning: early) }
        }

        func end(_ answer: Answer) {
            let continuation = state.withLock { state -> CheckedContinuation<Answer, Never>? in
                guard !state.isAnswered else { return nil }
                state.isAnswered = true
                if state.continuation == nil { state.early = answer }
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(returning: answer)
        }
    }

    /// Connects to the first server that can be used; each that is silent has its share of the time.
    private static func connect(
        _ address: PostgresAddress,
        _ options: PostgresOptions
    ) -> Result<PostgresConnection, PostgresFailure> {
        let end = ContinuousClock.now + options.connectTimeout
        var failures: [PostgresFailure] = []
        let servers = address.servers(program: options.applicationName)
        for (place, server) in servers.enumerated() {
            let share = (end - .now) / (servers.count - place)
            let result = connect(server, options, until: .now + share)
            guard case .failure(let failure) = result, failure.leavesHopeForOthers else { return result }
            failures.append(failure)
        }
        // One that said something tells more than one that was silent.
        let telling = failures.first { if case .late = $0 { false } else { true } }
        return .failure(telling ?? .late(options.connectTimeout))
    }

    private static func connect(
        _ server: [String: String],
        _ options: PostgresOptions,
        until deadline: ContinuousClock.Instant
    ) -> Result<PostgresConnection, PostgresFailure> {
        let started = LibpqParameters.start(server)
        guard let started else { return .failure(.connection("out of memory")) }
        let opened = OpenedConnection(started)
        // With SQLSTATEs, which libpq tells in no other way before a connection stands.
        _ = PQsetErrorVerbosity(started, PQERRORS_VERBOSE)
        sales_drop_notices(started)
        guard PQstatus(started) != CONNECTION_BAD else {
            let text = message(of: started)
            return .failure(isOfSettings(text) ? .setting(text) : failure(of: started))
        }
        var progress = PGRES_POLLING_WRITING
        while progress != PGRES_POLLING_OK {
            guard progress != PGRES_POLLING_FAILED else { return .failure(failure(of: started)) }
            guard wait(for: progress, on: started, until: deadline) else {
                return .failure(.late(options.connectTimeout))
            }
            progress = PQconnectPoll(started)
        }
        _ = PQsetErrorVerbosity(started, PQERRORS_DEFAULT)
        guard PQsetnonblocking(started, 1) == 0, PQenterPipelineMode(started) == 1 else {
            return .failure(failure(of: started))
        }
        guard let socket = WatchedSocket(of: PQsocket(started)) else {
            return .failure(.connection("no file descriptor is left"))
        }
        return .success(PostgresConnection(opened, watching: socket))
    }

    /// Waits for the socket; false where the time is over.
    private static func wait(
        for progress: PostgresPollingStatusType,
        on handle: OpaquePointer,
        until deadline: ContinuousClock.Instant
    ) -> Bool {
        let events = progress == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var socket = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        while true {
            let left = (deadline - .now).wholeMilliseconds
            guard left > 0 else { return false }
            let ready = poll(&socket, 1, Int32(clamping: left))
            if ready > 0 { return true }
            guard ready == 0 || errno == EINTR else { return true }
        }
    }

    /// Whether libpq refused a setting before it connected, which it tells in no other way than by its words; a name that
    /// has no address begins otherwise.
    static func isOfSettings(_ text: String) -> Bool {
        [
            "invalid ", "definition of service", "service file", "syntax error in service file", "nested service",
            "line ",
            "could not match ",
        ].contains(where: text.hasPrefix)
    }

    private static func failure(of handle: OpaquePointer) -> PostgresFailure {
        let text = message(of: handle)
        // libpq's own word, as it has nothing to answer the server with.
        if PQconnectionNeedsPassword(handle) == 1 { return .server(state: "28P01", message: "no password was given") }
        guard let state = sqlState(in: text) else { return .connection(text) }
        return .server(state: state.code, message: state.message)
    }

    /// What libpq says of a connection, in one line; its questions to people, which are indented, are left out.
    static func message(of handle: OpaquePointer) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\t") }.joined(separator: "; ")
            .trimmingCharacters(in: .whitespaces)
    }

    /// The SQLSTATE in the text of a failed connection, `… FATAL:  28P01: password authentication failed …`.
    private static func sqlState(in text: String) -> (code: String, message: String)? {
        guard let start = text.range(of: ":  "), text.distance(from: start.upperBound, to: text.endIndex) > 7 else {
            return nil
        }
        let rest = text[start.upperBound...]
        let code = rest.prefix(5)
        let isState = code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        guard isState, rest.dropFirst(5).hasPrefix(": ") else { return nil }
        let message = rest.dropFirst(7)
        return (String(code), String(message[..<(message.range(of: "; LOCATION:")?.lowerBound ?? message.endIndex)]))
    }
}
