import FlyingFox
import FlyingSocks
import Foundation

/// A shop that listens on the loopback interface, and nowhere else.
struct ShopServer: Sendable {
    /// The server could not listen, or stopped by itself.
    struct Failure: Error, CustomStringConvertible, Sendable {
        var description: String
    }

    /// How long a handler may take: longer than the longest fault.
    private static let handlerSeconds = TimeInterval(Fault.secondsLimit + 60)

    let shop: Shop
    /// Where it listens, such as `http://127.0.0.1:8080`, without a slash at the end.
    let url: String
    let port: UInt16
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    /// Listens on `port` of 127.0.0.1, or on a free one for 0.
    static func start(_ shop: Shop, port: UInt16 = 0) async throws -> ShopServer {
        let server = HTTPServer(
            address: try .inet(ip4: "127.0.0.1", port: port),
            timeout: handlerSeconds,
            logger: .disabled
        )
        let listening = Task { try await server.waitUntilListening(timeout: listenSeconds) }
        let running = Task {
            // A port that is taken ends `run` at once; nobody is to wait out the time limit then.
            defer { listening.cancel() }
            try await server.run()
        }
        do {
            try await listening.value
        } catch {
            running.cancel()
            throw Failure(
                description: "Can't listen on 127.0.0.1:\(port). Is the port taken? Use --port 0 for a free one."
            )
        }
        guard case .ip4(_, let bound) = await server.listeningAddress else {
            running.cancel()
            throw Failure(description: "The server on 127.0.0.1:\(port) stopped as it started; try again.")
        }
        let url = "http://127.0.0.1:\(bound)"
        OwnSockets.sendAtOnce(listener: bound)
        await server.appendRoute("*", to: ShopHandler(shop: shop, base: url, port: bound))
        return ShopServer(shop: shop, url: url, port: bound, server: server, running: running)
    }

    /// How long a busy machine may take to give the server its turn; a port that is taken ends it at once.
    private static let listenSeconds = 60.0

    /// Returns when the server has stopped.
    func wait() async {
        _ = await running.result
    }

    /// Stops listening and cuts every connection.
    func stop() async {
        await server.stop(timeout: 0)
        running.cancel()
        _ = await running.result
    }
}
