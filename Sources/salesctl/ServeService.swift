import SalesWeb
import ServiceLifecycle

/// The API and the dashboard with the loops beside them, as one service that ends within ten seconds.
///
/// Nothing is checked before it listens, so that one whose port is taken does nothing. At a stop no more connections are
/// taken, what was asked is answered, and then the loops end.
struct ServeService: ServiceLifecycle.Service, CustomStringConvertible {
    private let web: WebService
    private let loops: WatchService
    /// The port, once it listens.
    private let ports: AsyncStream<Int>
    private let port: AsyncStream<Int>.Continuation
    private let listening: @Sendable (Int) async -> Void

    /// How long the loops go on after a stop while something is still to be answered: what is with a carrier then may
    /// take eight seconds more.
    private static let headStart = Duration.seconds(1)

    var description: String { "serve" }

    /// A service of both.
    ///
    /// - Parameters:
    ///   - loops: what runs beside it.
    ///   - listening: is told the port before the loops begin.
    ///   - web: makes what answers, which calls what it is given with the port once it listens.
    init(
        beside loops: WatchService,
        listening: @escaping @Sendable (Int) async -> Void,
        web: (@escaping @Sendable (Int) async -> Void) -> WebService
    ) {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        (self.ports, self.port, self.loops, self.listening) = (ports, port, loops, listening)
        self.web = web { number in port.yield(number) }
    }

    /// Runs until the group shuts down; fails where it cannot listen, and where the store is lost.
    func run() async throws {
        let (answers, answered) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer {
                    port.finish()
                    answered.finish()
                }
                try await web.run()
            }
            group.addTask {
                guard let port = await ports.first(where: { _ in true }) else { return }
                await listening(port)
                try await loops.run { await Self.end(of: answers) }
            }
            // The failure of one ends the other.
            for try await _ in group {}
        }
    }

    /// Returns when all is answered, or when a stop is as long ago as the loops may go on.
    private static func end(of answers: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in answers {} }
            group.addTask {
                try? await gracefulShutdown()
                try? await Task.sleep(for: headStart)
            }
            _ = await group.next()
            group.cancelAll()
        }
    }
}
