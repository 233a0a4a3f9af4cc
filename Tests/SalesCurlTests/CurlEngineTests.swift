import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesCurl

@Suite("CurlEngine")
struct CurlEngineTests {
    private func plan(_ url: PageURL, _ policy: NetworkPolicy) -> TransferPlan {
        TransferPlan(
            url: url.absoluteString,
            timeout: .seconds(60),
            bodyLimit: 1 << 20,
            fieldLimit: 1 << 16,
            policy: policy
        )
    }

    @Test("a kept connection is judged again for each request")
    func judgesKeptConnections() async throws {
        let server = try ScriptedServer { _, connection in connection.respond(text: "x") }
        defer { server.stop() }
        let engine = CurlEngine(policy: .trusted)
        #expect(await engine.perform(plan(server.origin, .trusted)).end == .complete)
        let guarded = await engine.perform(plan(server.origin, .publicInternet()))
        #expect(guarded.end == .refused(.notPublic))
        #expect(server.requests.count == 1)
    }

    @Test("every transfer ends exactly once when many are cancelled at any moment")
    func cancellation() async throws {
        let server = try ScriptedServer { request, connection in
            request.target == "/wait" ? !connection.waitForClose() : connection.respond(text: "x")
        }
        defer { server.stop() }
        let policy = TestFetcher.policy(allowing: [server.origin])
        let engine = CurlEngine(policy: policy, limits: CurlEngine.Limits(connectionsPerHost: 64))
        let hanging = plan(try server.url("/wait"), policy)
        let quick = plan(server.origin, policy)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let task = Task { await engine.perform(index % 2 == 0 ? hanging : quick) }
                    for _ in 0..<(index % 7) { await Task.yield() }
                    task.cancel()
                    let end = await task.value.end
                    #expect(end == .cancelled || (end == .complete && index % 2 == 1))
                }
            }
        }
        #expect(await engine.perform(quick).end == .complete)
    }

    @Test("a task that was cancelled before it asked is not served")
    func cancelledBefore() async throws {
        let server = try ScriptedServer { _, connection in !connection.waitForClose() }
        defer { server.stop() }
        let engine = CurlEngine(policy: .trusted)
        let plan = plan(server.origin, .trusted)
        let end = await withTaskGroup(of: TransferOutcome.End.self) { group in
            group.cancelAll()
            group.addTask { await engine.perform(plan).end }
            return await group.next()
        }
        #expect(end == .cancelled)
    }

    @Test("shutting down ends what runs, refuses what comes, and closes every connection")
    func shutdown() async throws {
        let closed = Mutex(0)
        let server = try ScriptedServer { request, connection in
            if request.target == "/keep" { return connection.respond(text: "x") }
            connection.waitForClose()
            closed.withLock { $0 += 1 }
            return false
        }
        defer { server.stop() }
        let engine = CurlEngine(policy: .trusted)
        #expect(await engine.perform(plan(try server.url("/keep"), .trusted)).end == .complete)
        let waiting = (0..<5).map { _ in
            let plan = plan(server.origin, .trusted)
            return Task { await engine.perform(plan).end }
        }
        await server.waitForRequests(6)
        await engine.shutdown()
        for task in waiting { #expect(await task.value == .engineClosed) }
        #expect(await engine.perform(plan(server.origin, .trusted)).end == .engineClosed)
        await engine.shutdown()
        while closed.withLock({ $0 }) < 5 { await Task.yield() }
    }

    @Test("an engine that is let go ends its thread")
    func letGo() async throws {
        let isClosed = Mutex(false)
        let server = try ScriptedServer { _, connection in
            connection.respond(text: "x")
            connection.waitForClose()
            isClosed.withLock { $0 = true }
            return false
        }
        defer { server.stop() }
        do {
            let engine = CurlEngine(policy: .trusted)
            #expect(await engine.perform(plan(server.origin, .trusted)).end == .complete)
        }
        while !isClosed.withLock({ $0 }) { await Task.yield() }
    }

    @Test("no more connections are open than the limits allow")
    func connectionLimits() async throws {
        let load = Mutex((now: 0, most: 0))
        let server = try ScriptedServer { _, connection in
            load.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { load.withLock { $0.now -= 1 } }
            return connection.respond(text: "x")
        }
        defer { server.stop() }
        let policy = TestFetcher.policy(allowing: [server.origin])
        let engine = CurlEngine(policy: policy, limits: CurlEngine.Limits(connections: 10, connectionsPerHost: 3))
        let plan = plan(server.origin, policy)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { #expect(await engine.perform(plan).end == .complete) }
            }
        }
        #expect(load.withLock { $0.most } <= 3)
        #expect(server.connections <= 3)
    }

    @Test("the ledger lets small bodies grow, stops large ones when it is full, and forgets what was given back")
    func ledger() {
        let ledger = BufferLedger(limit: 1_000_000)
        #expect(ledger.book(1_000_000, total: 1_000_000))
        #expect(!ledger.book(1, total: BufferLedger.share + 1))
        #expect(ledger.book(1_000, total: 1_000))
        ledger.release(1_001_000)
        #expect(ledger.book(600_000, total: 600_000))
        #expect(!ledger.book(600_000, total: 600_000))
    }

    @Test("the libcurl here has all that is needed")
    func library() {
        #expect(CurlLibrary.missingFeatures == [])
        #expect(CurlLibrary.isReady)
    }
}
