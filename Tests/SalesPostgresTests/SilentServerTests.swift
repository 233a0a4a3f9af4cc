import Foundation
import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("A server that cannot be reached", .timeLimit(.minutes(15)))
struct SilentServerTests {
    /// Stands in for a password; it must never be seen.
    private static let secret = "canary-7d02b6c4"

    @Test(
        "an address where nobody answers is unavailable for now, and named without its password",
        arguments: [
            "sales:\(secret)@127.0.0.1:1/prices",
            "sales:\(secret)@127.0.0.1:1,127.0.0.1:2/prices",
            "sales:\(secret)@\(String(repeating: "x", count: 64)).example/prices",
            "sales:\(secret)@/prices?host=/nonexistent/folder",
            "127.0.0.1:1/prices?user=sales&password=\(secret)",
        ]
    )
    func nobody(rest: String) async throws {
        try await expectRefusal(
            .unavailable,
            .later(after: nil),
            saying: "Is the server up, and is the address right?",
            opening: "postgres://\(rest)",
            secret: Self.secret
        )
    }

    @Test("a server that accepts connections and says nothing is unavailable for now")
    func silent() async throws {
        let (socket, port) = try listeningSocket()
        defer { close(socket) }
        var options = PostgresOptions.patient
        options.connectTimeout = .milliseconds(100)
        try await expectRefusal(
            .unavailable,
            .later(after: nil),
            saying: "did not answer",
            opening: "postgres://sales:\(Self.secret)@127.0.0.1:\(port)/prices",
            options,
            secret: Self.secret
        )
    }

    @Test("a first server that says nothing is passed over for the second, within the time for one connection")
    func silentFirst() async throws {
        try await withStore { _, database in
            let (silent, port) = try listeningSocket()
            defer { close(silent) }
            let place = database.server.address
            let (real, ownPort) = (try #require(place.socket), try #require(place.port))
            var options = PostgresOptions.patient
            options.connectTimeout = .seconds(10)
            let url = "postgres:///\(database.name)?host=127.0.0.1,\(real)&port=\(port),\(ownPort)&user=postgres"
            let store = try await PostgresStore(PostgresAddress(url), options: options)
            #expect(try await store.schemaVersion() == Migration.newest)
            await store.close()
        }
    }

    @Test("a task that waits for a server that says nothing can be cancelled")
    func cancelledOpening() async throws {
        let (socket, port) = try listeningSocket()
        defer { close(socket) }
        let address = try PostgresAddress("postgres://sales@127.0.0.1:\(port)/prices")
        let task = Task { try await PostgresStore(address, options: .patient) }
        await Task.yield()
        task.cancel()
        let error = await #expect(throws: StoreError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test("a server of another protocol is unavailable")
    func otherProtocol() async throws {
        let (socket, port) = try listeningSocket()
        defer { close(socket) }
        Thread.detachNewThread {
            while case let client = accept(socket, nil, nil), client >= 0 {
                let answer = "HTTP/1.1 400 Bad Request\r\n\r\n"
                _ = answer.withCString { send(client, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
                shutdown(client, Int32(SHUT_RDWR))
                close(client)
            }
        }
        try await expectRefusal(
            .unavailable,
            .later(after: nil),
            saying: "Is the server up, and is the address right?",
            opening: "postgres://sales:\(Self.secret)@127.0.0.1:\(port)/prices",
            secret: Self.secret
        )
        shutdown(socket, Int32(SHUT_RDWR))
    }

    @Test("a connection that swallows all bytes ends requests as unavailable; they work when it lets through again")
    func halfOpen() async throws {
        try await withProxy { proxy, database in
            var options = PostgresOptions.requests(within: .seconds(1))
            options.connectTimeout = .seconds(1)
            let store = try await healed { [options] in
                try await PostgresStore(Self.address(of: database, through: proxy), options: options)
            }
            _ = try await healed { try await store.addProduct(Sample.product(1)) }
            proxy.swallow(true)
            for _ in 0..<2 {
                let error = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(2)) }
                #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
                #expect(error?.message.contains("did not answer") == true)
            }
            proxy.swallow(false)
            #expect(try await healed { try await store.addProduct(Sample.product(3)) }.isNew)
            await store.close()
        }
    }

    @Test("of connections that all fell silent one request finds it out, and the next works")
    func allSilent() async throws {
        try await withProxy { proxy, database in
            let address = try Self.address(of: database, through: proxy)
            let pool = ConnectionPool(address, options: .patient) { _ in }
            let (arrivals, goOn) = (AsyncStream.makeStream(of: Void.self), Latch())
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await pool.withConnection { _ in
                            arrivals.continuation.yield()
                            await goOn.wait()
                        }
                    }
                }
                var iterator = arrivals.stream.makeAsyncIterator()
                for _ in 0..<4 { await iterator.next() }
                await goOn.open()
                try await group.waitForAll()
            }
            proxy.abandon()
            let error = await #expect(throws: PostgresFailure.self) {
                try await pool.withConnection { connection in
                    _ = try await connection.run([Statement("SELECT 1")], timeout: .milliseconds(100))
                }
            }
            #expect(error?.isLike(.late(.zero)) == true)
            let number = try await pool.number("SELECT 1::bigint")
            #expect(number == 1)
            await pool.close()
        }
    }

    @Test("a request over a connection that swallows all bytes can be cancelled, and says that it may have been done")
    func cancelledHalfOpen() async throws {
        try await withProxy { proxy, database in
            let store = try await PostgresStore(Self.address(of: database, through: proxy), options: .patient)
            let task = Task { try await store.row("SELECT 1::bigint FROM pg_sleep(600)") { try $0.number() } }
            try await database.wait(until: 1, run: "pg_sleep(600)")
            proxy.swallow(true)
            task.cancel()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .unavailable && error?.message.contains("may have been done") == true)
        }
    }

    @Test("a connection that is cut in mid-request is unavailable for now")
    func cut() async throws {
        try await withProxy { proxy, database in
            let store = try await PostgresStore(Self.address(of: database, through: proxy), options: .patient)
            let task = Task { try await store.row("SELECT 1::bigint FROM pg_sleep(600)") { try $0.number() } }
            try await database.wait(until: 1, run: "pg_sleep(600)")
            proxy.stop()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
        }
    }

    private static func address(of database: TestDatabase, through proxy: SwallowingProxy) throws -> PostgresAddress {
        try PostgresAddress("postgres://127.0.0.1:\(proxy.port)/\(database.name)?user=postgres")
    }

    private func withProxy(_ body: (SwallowingProxy, TestDatabase) async throws -> Void) async throws {
        let shared = try await PrivatePostgres.shared()
        // A server that somebody else runs may not be reached as its user over a proxy.
        let server = shared.address.socket == nil ? try await PrivatePostgres.start() : shared
        let socket = try #require(server.address.socket)
        let port = try #require(server.address.port)
        let proxy = try SwallowingProxy(before: "\(socket)/.s.PGSQL.\(port)")
        defer { proxy.stop() }
        try await withDatabase(on: server) { database in try await body(proxy, database) }
    }
}
