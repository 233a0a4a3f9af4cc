import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Connections at a host")
struct ConnectionLimitedFetcherTests {
    private let policy = HostPolicy(named: [
        "big.example": HostLimits(connections: 5), "odd.example": HostLimits(connections: 0),
    ])

    private func request(_ number: Int, at host: String = "shop.example") -> FetchRequest {
        FetchRequest(url: Sample.url("https://\(host)/p/\(number)"))
    }

    @Test(
        "no more run at once than the host's limit, and all are answered",
        arguments: [
            ("shop.example", 2), ("www.shop.example", 2), ("big.example", 5), ("odd.example", 1),
        ]
    )
    func limit(host: String, connections: Int) async {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            _ = await gate.pass()
            return FetchResponse(status: .ok, url: request.url)
        }
        let fetcher = ConnectionLimitedFetcher(stub, policy: policy, time: ManualClock())
        let site = Sample.url("https://\(host)/").site
        let answered = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 { group.addTask { (try? await fetcher.fetch(self.request(number, at: host))) != nil } }
            for number in 0..<60 {
                await gate.waitForArrivals(min(connections + number, 60))
                #expect(stub.running(at: site) <= connections)
                gate.letOnePass()
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 60)
        #expect(stub.mostRunning(at: site) == connections)
    }

    @Test("a full host holds up no other")
    func others() async throws {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            if request.url.host == "shop.example" { _ = await gate.pass() }
            return FetchResponse(status: .ok, url: request.url)
        }
        let fetcher = ConnectionLimitedFetcher(stub, policy: policy, time: ManualClock())
        let full = (0..<10).map { number in Task { try? await fetcher.fetch(self.request(number)) } }
        await gate.waitForArrivals(2)
        #expect(try await fetcher.fetch(request(0, at: "other.example")).status == .ok)
        gate.open()
        for task in full { #expect(await task.value != nil) }
    }

    @Test("who waits is served in the order of coming, and a failure frees its place")
    func order() async {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            _ = await gate.pass()
            throw FetchError(.connection, message: "broken")
        }
        let fetcher = ConnectionLimitedFetcher(
            stub,
            policy: HostPolicy(standard: HostLimits(connections: 1)),
            time: ManualClock()
        )
        var tasks: [Task<FetchError.Code?, Never>] = []
        for number in 0..<5 {
            tasks.append(Task { await self.code(fetcher, number) })
            if number == 0 {
                await gate.waitForArrivals(1)
            } else {
                await fetcher.waitForWaiting(number, at: "shop.example")
            }
        }
        for count in 1...5 {
            await gate.waitForArrivals(count)
            gate.letOnePass()
        }
        for task in tasks { #expect(await task.value == .connection) }
        #expect(stub.asked == (0..<5).map { "https://shop.example/p/\($0)" })
    }

    @Test("who gives up while waiting leaves the queue, and is never fetched")
    func cancelled() async {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            _ = await gate.pass()
            return FetchResponse(status: .ok, url: request.url)
        }
        let fetcher = ConnectionLimitedFetcher(
            stub,
            policy: HostPolicy(standard: HostLimits(connections: 1)),
            time: ManualClock()
        )
        let first = Task { await code(fetcher, 0) }
        await gate.waitForArrivals(1)
        let second = Task { await code(fetcher, 1) }
        await fetcher.waitForWaiting(1, at: "shop.example")
        let third = Task { await code(fetcher, 2) }
        await fetcher.waitForWaiting(2, at: "shop.example")
        second.cancel()
        #expect(await second.value == .cancelled)
        gate.open()
        #expect(await first.value == nil)
        #expect(await third.value == nil)
        #expect(stub.asked == ["https://shop.example/p/0", "https://shop.example/p/2"])
        let late = Task { await code(fetcher, 3) }
        #expect(await late.value == nil)
    }

    @Test("who finds no room within a quarter of the deadline is not sent; who does has what is left of it")
    func patience() async {
        let clock = ManualClock()
        let gate = Gate()
        let deadlines = Mutex<[Duration]>([])
        let stub = StubFetcher { request throws(FetchError) in
            deadlines.withLock { $0.append(request.limits.deadline) }
            _ = await gate.pass()
            return FetchResponse(status: .ok, url: request.url)
        }
        let policy = HostPolicy(standard: HostLimits(connections: 1))
        let fetcher = ConnectionLimitedFetcher(stub, policy: policy, time: clock)
        let first = Task { await code(fetcher, 0) }
        await gate.waitForArrivals(1)
        let second = Task { await code(fetcher, 1) }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(3))
        let third = Task { await code(fetcher, 2) }
        await clock.waitForSleepers(2)
        gate.letOnePass()
        await gate.waitForArrivals(2)
        clock.advance(by: .seconds(5))
        #expect(await third.value == .busy)
        gate.open()
        #expect(await first.value == nil)
        #expect(await second.value == nil)
        #expect(deadlines.withLock { $0 } == [.seconds(20), .seconds(17)])
        #expect(stub.asked == ["https://shop.example/p/0", "https://shop.example/p/1"])
    }

    @Test("a host that asks for time is sent nothing before it is over: not what waits, not what comes (K1)")
    func askedToWait() async {
        let clock = ManualClock()
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            _ = await gate.pass()
            return FetchResponse(status: .tooManyRequests, fields: [.retryAfter: "120"], url: request.url)
        }
        let policy = HostPolicy(standard: HostLimits(connections: 1))
        let fetcher = ConnectionLimitedFetcher(stub, policy: policy, time: clock)
        let first = Task { await code(fetcher, 0) }
        await gate.waitForArrivals(1)
        let waiting = (1...3).map { number in Task { await code(fetcher, number) } }
        await fetcher.waitForWaiting(3, at: "shop.example")
        gate.open()
        #expect(await first.value == nil)
        for task in waiting { #expect(await task.value == .busy) }
        clock.advance(by: .milliseconds(119_999))
        #expect(await code(fetcher, 4) == .busy)
        #expect(stub.asked.count == 1)
        clock.advance(by: .milliseconds(1))
        #expect(await code(fetcher, 5) == nil)
        #expect(stub.asked.count == 2)
    }

    private func code(_ fetcher: ConnectionLimitedFetcher, _ number: Int) async -> FetchError.Code? {
        do {
            _ = try await fetcher.fetch(request(number))
            return nil
        } catch {
            return error.code
        }
    }
}

extension ConnectionLimitedFetcher {
    /// Returns when this many wait at a site.
    fileprivate func waitForWaiting(_ count: Int, at site: String) async {
        while waiting(at: site) < count { await Task.yield() }
    }
}
