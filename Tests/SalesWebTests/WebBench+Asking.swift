import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SalesCore
import ServiceLifecycle
import Testing

@testable import SalesWeb

extension WebBench {
    /// One service that is asked more than once: it counts, and remembers.
    struct Asker: Sendable {
        fileprivate let client: any TestClientProtocol
        /// Whether its routes are the service's own, which are held to the description of the API.
        fileprivate let isDescribed: Bool

        func ask(
            _ method: HTTPRequest.Method = .get,
            _ path: String,
            _ fields: HTTPFields = [:],
            body: String? = nil
        ) async throws -> Answer {
            let answer = try await client.execute(
                uri: path,
                method: method,
                headers: fields,
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer($0) }
            if isDescribed {
                try Conformance.expect(.init(method: method, path: path, fields: fields, body: body), answer)
            }
            return answer
        }
    }

    /// Asks one service, over its own routes or others, without a network.
    func asking<Value>(
        _ routes: [Route]? = nil,
        _ body: @Sendable (Asker) async throws -> Value
    ) async throws -> Value {
        try await service(routes).application.test(.router) { client in
            try await body(Asker(client: client, isDescribed: routes == nil))
        }
    }

    /// Runs the service on a port of its own, which is told, and stops it.
    func live<Value: Sendable>(
        _ routes: [Route]? = nil,
        _ body: @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let service = try service(routes) { listening.yield($0) }
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [service], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                try await group.run()
            }
            var numbers = ports.makeAsyncIterator()
            let number = await numbers.next()
            let port = try #require(number)
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(port))
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}
