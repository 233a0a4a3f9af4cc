import Foundation
public import SalesCore
import Synchronization

/// A server on the loopback interface that sends exactly the bytes a test asks for, right or broken.
///
/// It listens on 127.0.0.1, on a port that the system chooses, until it is let go or stopped.
public final class ScriptedServer: Sendable {
    /// A request as it arrived.
    public struct Request: Hashable, Sendable {
        /// The method.
        public var method: String
        /// The path and query as sent.
        public var target: String
        /// The field lines as sent.
        public var lines: [String]
        /// The body, where its length was announced.
        public var body: [UInt8]
        /// Which connection it came on, from 1.
        public var connection: Int

        /// The value of a field; nil where it was not sent.
        public func field(_ name: String) -> String? {
            let start = "\(name.lowercased()):"
            return lines.first { $0.lowercased().hasPrefix(start) }
                .map { $0.dropFirst(start.count).trimmingCharacters(in: .whitespaces) }
        }
    }

    private struct State: Sendable {
        var connections = 0
        var open: Set<Int32> = []
        var requests: [Request] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var isStopped = false

        /// Those who waited for as many requests as there are, or for more that no longer come.
        mutating func waitedEnough() -> [CheckedContinuation<Void, Never>] {
            let isOver = { [requests, isStopped] (count: Int) in isStopped || requests.count >= count }
            defer { waiting.removeAll { isOver($0.count) } }
            return waiting.filter { isOver($0.count) }.map(\.continuation)
        }
    }

    /// The server's URL with the path `/`.
    public let origin: PageURL
    private let listener: ListeningSocket
    private let state = Mutex(State())

    /// Starts a server that lets `serve` have each connection, on a thread of its own; the connection is closed when it
    /// returns.
    public init(serve: @escaping @Sendable (ScriptedServer, ScriptedConnection) -> Void) throws {
        let listener = try ListeningSocket()
        self.listener = listener
        origin = try PageURL("http://127.0.0.1:\(listener.port)/")
        Thread { [weak self] in
            while true {
                let descriptor = accept(listener.descriptor, nil, nil)
                guard descriptor >= 0, let self, let number = self.admit(descriptor) else {
                    if descriptor >= 0 { close(descriptor) }
                    break
                }
                Thread { [weak self] in
                    if let self { serve(self, ScriptedConnection(number: number, descriptor: descriptor)) }
                    self?.leave(descriptor)
                    close(descriptor)
                }.start()
            }
        }.start()
    }

    /// Starts an HTTP server that answers each request with what `answer` writes to the connection.
    ///
    /// The connection is kept while it answers true.
    public convenience init(answer: @escaping @Sendable (Request, ScriptedConnection) -> Bool) throws {
        try self.init { server, connection in
            while let request = server.readRequest(from: connection), answer(request, connection) {}
        }
    }

    deinit { stop() }

    /// All requests so far, in the order of their arrival.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// Waits until this many requests arrived, or the server was stopped.
    public func waitForRequests(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            wake { $0.waiting.append((count, continuation)) }
        }
    }

    /// How many connections were accepted so far.
    public var connections: Int { state.withLock { $0.connections } }

    /// The URL of a path of this server.
    public func url(_ path: String) throws -> PageURL { try origin.resolving(path) }

    /// Closes the door and all connections.
    ///
    /// Nobody else is given the port before the server is let go.
    public func stop() {
        wake { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            listener.stop()
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let woken = state.withLock { state in
            change(&state)
            return state.waitedEnough()
        }
        for continuation in woken { continuation.resume() }
    }

    private func admit(_ descriptor: Int32) -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            state.connections += 1
            state.open.insert(descriptor)
            return state.connections
        }
    }

    private func leave(_ descriptor: Int32) {
        _ = state.withLock { $0.open.remove(descriptor) }
    }

    private func readRequest(from connection: ScriptedConnection) -> Request? {
        guard let first = connection.readLine() else { return nil }
        let parts = first.split(separator: " ")
        guard parts.count == 3 else { return nil }
        var lines: [String] = []
        while let line = connection.readLine(), !line.isEmpty { lines.append(line) }
        var request = Request(
            method: String(parts[0]),
            target: String(parts[1]),
            lines: lines,
            body: [],
            connection: connection.number
        )
        if let length = request.field("Content-Length").flatMap({ Int($0) }) { request.body = connection.read(length) }
        wake { $0.requests.append(request) }
        return request
    }
}
