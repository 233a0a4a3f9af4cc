import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Obeying robots.txt")
struct RobotsFetcherTests {
    private let clock = ManualClock()
    private let store: MemoryStore

    init() { store = MemoryStore(time: clock) }

    private func fetcher(
        _ stub: StubFetcher,
        robots: (any Fetcher)? = nil,
        isIgnored: @escaping @Sendable (String) -> Bool = { _ in false }
    )
        -> RobotsFetcher
    {
        RobotsFetcher(stub, robots: robots, hosts: store, agent: "kettlebot", isIgnored: isIgnored, time: clock)
    }

    private func error(_ fetcher: RobotsFetcher, _ url: String = "https://shop.example/p/1") async -> FetchError? {
        do {
            _ = try await fetcher.fetch(FetchRequest(url: Sample.url(url)))
            return nil
        } catch {
            return error
        }
    }

    private static func failing(_ code: FetchError.Code) -> StubFetcher {
        StubFetcher { request throws(FetchError) in throw FetchError(code, message: "shop.example: \(code.rawValue)") }
    }

    @Test("a forbidden page is fetched 0 times, and the error names the line and the switch")
    func forbidden() async throws {
        let stub = StubFetcher(robots: 200, "User-agent: *\nDisallow: /p/\n")
        let fetcher = fetcher(stub)
        for _ in 0..<3 {
            let error = try #require(await error(fetcher))
            #expect(error.code == .robots)
            #expect(error.advice == .later(after: .seconds(86_400)))
            #expect(error.message.contains("line 2") && error.message.contains("Disallow: /p/"))
            #expect(error.message.contains("hosts.shop.example.robots: off"))
        }
        #expect(stub.pageFetches == 0)
        #expect(await error(fetcher, "https://shop.example/q/1") == nil)
        #expect(stub.asked == ["https://shop.example/robots.txt", "https://shop.example/q/1"])
    }

    @Test("a host that answers robots.txt with a wish for time is left alone for that long, the file included (K1)")
    func askedToWait() async throws {
        let stub = StubFetcher { request throws(FetchError) in
            FetchResponse(status: .tooManyRequests, fields: [.retryAfter: "900"], url: request.url)
        }
        let policy = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000))
        let turns = RateLimitedFetcher(stub, hosts: store, policy: policy, horizon: .seconds(30), time: clock)
        let fetcher = fetcher(stub, robots: turns)
        #expect(await error(fetcher)?.code == .paused)
        #expect(try await store.host("shop.example").pausedUntil == clock.now + .seconds(900))
        clock.advance(by: .seconds(400))
        #expect(await error(fetcher)?.code == .paused)
        #expect(stub.asked.count == 1)
        clock.advance(by: .seconds(500))
        #expect(await error(fetcher)?.code == .paused)
        #expect(stub.asked.count == 2)
    }

    @Test("the time that the file takes is part of the deadline")
    func deadline() async throws {
        let deadlines = Mutex<[Duration]>([])
        let stub = StubFetcher { [clock] request throws(FetchError) in
            deadlines.withLock { $0.append(request.limits.deadline) }
            if request.url.path == "/robots.txt" { clock.advance(by: .seconds(8)) }
            return FetchResponse(status: .notFound, url: request.url)
        }
        let fetcher = fetcher(stub)
        for number in 1...2 { #expect(await error(fetcher, "https://shop.example/p/\(number)") == nil) }
        #expect(deadlines.withLock { $0 } == [.seconds(15), .seconds(12), .seconds(20)])
        stub.answers { [clock] request throws(FetchError) in
            clock.advance(by: .seconds(20))
            return FetchResponse(status: .notFound, url: request.url)
        }
        #expect(await error(fetcher, "https://other.example/p")?.code == .busy)
        #expect(stub.asked.last == "https://other.example/robots.txt")
    }

    @Test("the wait of a forbidden page ends when the file is read anew")
    func advice() async throws {
        let fetcher = fetcher(StubFetcher(robots: 200, "User-agent: *\nDisallow: /p/\n"))
        _ = await error(fetcher)
        clock.advance(by: .seconds(80_000))
        #expect(await error(fetcher)?.advice == .later(after: .seconds(6_400)))
    }

    @Test(
        "a server error or no answer at all lets no page be fetched, and is asked again after minutes",
        arguments: [500, 503, 429]
    )
    func unreachable(status: Int) async throws {
        let stub = StubFetcher(robots: status)
        let fetcher = fetcher(stub)
        for _ in 0..<5 {
            let error = try #require(await error(fetcher))
            #expect(error.code == .paused)
            #expect(error.advice == .later(after: RobotsRecord.retry))
            #expect(error.message.contains("\(status)"))
        }
        #expect(stub.pageFetches == 0)
        #expect(stub.robotsFetches == 1)
        #expect(try await store.host("shop.example").robots?.status == status)
        clock.advance(by: RobotsRecord.retry)
        _ = await error(fetcher)
        #expect(stub.robotsFetches == 2)
    }

    @Test("a half hour without the file costs its host at most 7 requests, however many products ask")
    func outage() async {
        let stub = StubFetcher(robots: 503)
        let fetcher = fetcher(stub)
        for _ in 0..<180 {
            for _ in 0..<5 { _ = await error(fetcher) }
            clock.advance(by: .seconds(10))
        }
        #expect(stub.asked.count <= 7)
    }

    @Test("what a host has not forbids nothing", arguments: [404, 410, 403, 401, 301])
    func unavailable(status: Int) async {
        let stub = StubFetcher(robots: status, "User-agent: *\nDisallow: /")
        #expect(await error(fetcher(stub)) == nil)
        #expect(stub.pageFetches == 1)
    }

    @Test("a file behind too many redirects counts as one that the host has not")
    func redirects() async {
        let stub = StubFetcher { request throws(FetchError) in
            guard request.url.path != "/robots.txt" else { throw FetchError(.redirects, message: "in a circle") }
            return FetchResponse(status: .ok, url: request.url)
        }
        #expect(await error(fetcher(stub)) == nil)
    }

    @Test(
        "who finds the host out of reach gets the failure itself, later ones a short wait, and none a page",
        arguments: [
            FetchError.Code.dns, .connection, .tls, .timeout, .malformed, .tooLarge,
        ]
    )
    func noResponse(code: FetchError.Code) async throws {
        let stub = Self.failing(code)
        let fetcher = fetcher(stub)
        let first = try #require(await error(fetcher))
        #expect(first.code == code)
        #expect(first.advice == .later(after: RobotsRecord.retry))
        #expect(first.message.contains("robots.txt"))
        clock.advance(by: .seconds(60))
        let second = try #require(await error(fetcher))
        #expect(second.code == .paused)
        #expect(second.advice == .later(after: RobotsRecord.retry - .seconds(60)))
        #expect(stub.asked.count == 1)
        stub.answers { request throws(FetchError) in FetchResponse(status: .notFound, url: request.url) }
        clock.advance(by: RobotsRecord.retry)
        #expect(await error(fetcher) == nil)
    }

    @Test(
        "a failure that says nothing of the host is passed on and kept nowhere",
        arguments: [
            FetchError.Code.cancelled, .paused, .refused,
        ]
    )
    func notKept(code: FetchError.Code) async throws {
        let stub = Self.failing(code)
        let fetcher = fetcher(stub)
        #expect(await error(fetcher)?.code == code)
        #expect(try await store.host("shop.example").robots == nil)
        stub.answers { request throws(FetchError) in FetchResponse(status: .notFound, url: request.url) }
        #expect(await error(fetcher) == nil)
    }

    @Test("a file is asked for once a day, by all processes on a store together")
    func day() async {
        let stub = StubFetcher(robots: 200, "User-agent: *\nDisallow: /q")
        let (one, two) = (fetcher(stub), fetcher(stub))
        #expect(await error(one) == nil)
        #expect(await error(two) == nil)
        clock.advance(by: .seconds(86_399))
        #expect(await error(one) == nil)
        #expect(await error(two) == nil)
        #expect(stub.robotsFetches == 1)
        clock.advance(by: .seconds(1))
        #expect(await error(one) == nil)
        #expect(await error(two) == nil)
        #expect(stub.robotsFetches == 2)
    }

    @Test("a clock that is put back by a year keeps no file for a year")
    func clockBack() async {
        let stub = StubFetcher(robots: 200)
        let fetcher = fetcher(stub)
        #expect(await error(fetcher) == nil)
        clock.set(to: ManualClock.start - .seconds(365 * 86_400))
        #expect(await error(fetcher) == nil)
        #expect(stub.robotsFetches == 2)
    }

    @Test("a file that was had stays in force while no newer one can be had, for a week")
    func stale() async {
        let stub = StubFetcher(robots: 200, "User-agent: *\nDisallow: /q")
        let fetcher = fetcher(stub)
        #expect(await error(fetcher) == nil)
        stub.answers { request throws(FetchError) in
            FetchResponse(status: request.url.path == "/robots.txt" ? .serviceUnavailable : .ok, url: request.url)
        }
        clock.advance(by: .seconds(2 * 86_400))
        #expect(await error(fetcher) == nil)
        #expect(await error(fetcher, "https://shop.example/q")?.code == .robots)
        #expect(stub.robotsFetches == 2)
        clock.advance(by: RobotsRecord.retry)
        #expect(await error(fetcher) == nil)
        #expect(stub.robotsFetches == 3)
        clock.advance(by: .seconds(6 * 86_400))
        #expect(await error(fetcher)?.code == .paused)
    }

    @Test("each scheme, host and port has a file of its own")
    func origins() async throws {
        let stub = StubFetcher { request throws(FetchError) in
            let isFirst = request.url.absoluteString == "https://shop.example/robots.txt"
            return FetchResponse(
                status: isFirst ? .ok : .notFound,
                body: isFirst ? Array("User-agent: *\nDisallow: /".utf8) : [],
                url: request.url
            )
        }
        // The second fetcher reads what the first one left in the store.
        for fetcher in [fetcher(stub), fetcher(stub)] {
            #expect(await error(fetcher, "https://shop.example/p")?.code == .robots)
            for origin in ["http://shop.example", "https://www.shop.example", "https://shop.example:8443"] {
                #expect(await error(fetcher, origin + "/p") == nil, "\(origin)")
            }
        }
        #expect(stub.robotsFetches == 4)
        #expect(try await store.host("shop.example").robots?.status == 200)
        #expect(try await store.host("https://www.shop.example").robots?.status == 404)
    }

    @Test("a site whose file the operator switched off is not asked for it")
    func ignored() async {
        let stub = StubFetcher(robots: 200, "User-agent: *\nDisallow: /")
        let fetcher = fetcher(stub, isIgnored: { $0 == "shop.example" })
        #expect(await error(fetcher) == nil)
        #expect(await error(fetcher, "https://www.shop.example/p") == nil)
        #expect(stub.robotsFetches == 0)
        #expect(await error(fetcher, "https://other.example/p")?.code == .robots)
    }

    @Test("the file is fetched by the fetcher that is given for it")
    func ownFetcher() async {
        let (pages, robots) = (StubFetcher(robots: 500), StubFetcher(robots: 404))
        #expect(await error(fetcher(pages, robots: robots)) == nil)
        #expect(pages.robotsFetches == 0)
        #expect(robots.asked == ["https://shop.example/robots.txt"])
    }

    @Test("100 requests at once ask for the file once")
    func coalesced() async {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            if request.url.path == "/robots.txt" { _ = await gate.pass() }
            return FetchResponse(status: .ok, url: request.url)
        }
        let fetcher = fetcher(stub)
        let failures = await withTaskGroup(of: FetchError?.self) { group in
            for number in 0..<100 {
                group.addTask { await self.error(fetcher, "https://shop.example/p/\(number)") }
            }
            await gate.waitForArrivals(1)
            gate.open()
            return await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
        }
        #expect(failures == 0)
        #expect(stub.robotsFetches == 1)
        #expect(stub.pageFetches == 100)
    }

    @Test(
        "who gives up does not take the file from the others; when all give up the request ends",
        .timeLimit(.minutes(15))
    )
    func cancellation() async throws {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            guard request.url.path == "/robots.txt" else { return FetchResponse(status: .ok, url: request.url) }
            guard await gate.pass() else { throw FetchError(.cancelled, message: "cancelled") }
            return FetchResponse(status: .notFound, url: request.url)
        }
        let fetcher = fetcher(stub)
        let alone = Task { await error(fetcher) }
        await gate.waitForArrivals(1)
        alone.cancel()
        #expect(await alone.value?.code == .cancelled)
        while stub.running(at: "shop.example") > 0 { await Task.yield() }
        #expect(try await store.host("shop.example").robots == nil)

        let first = Task { await error(fetcher) }
        await gate.waitForArrivals(2)
        let second = Task { await error(fetcher) }
        first.cancel()
        #expect(await first.value?.code == .cancelled)
        gate.open()
        #expect(await second.value == nil)
    }

    @Test("a store that cannot be asked is a failure with the store's own advice, and no page is fetched")
    func storeFails() async {
        let stub = StubFetcher(robots: 404)
        let fetcher = RobotsFetcher(stub, hosts: BrokenHosts(), agent: "kettlebot", time: clock)
        let error = await error(fetcher)
        #expect(error?.code == .store)
        #expect(error?.advice == .later(after: .seconds(3)))
        #expect(stub.asked.isEmpty)
    }
}

/// A store of hosts that cannot be reached.
private struct BrokenHosts: HostStore {
    private var failure: StoreError {
        StoreError(.unavailable, advice: .later(after: .seconds(3)), message: "no store")
    }

    func host(_ name: String) async throws(StoreError) -> HostState { throw failure }
    func updateHost(_ name: String, _ change: HostChange) async throws(StoreError) { throw failure }
    func reserveSlot(at name: String, limits: HostLimits, horizon: Duration) async throws(StoreError) -> Duration? {
        throw failure
    }
}
