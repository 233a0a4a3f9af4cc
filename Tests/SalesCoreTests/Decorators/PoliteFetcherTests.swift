import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("Politeness along redirects")
struct PoliteFetcherTests {
    private let clock = ManualClock()
    private let store: MemoryStore

    init() { store = MemoryStore(time: clock) }

    /// Hosts by their answers: a path to the place that it redirects to, `robots` to what is forbidden there.
    private func shops(_ places: [String: String], forbidding lines: [String: String] = [:]) -> StubFetcher {
        StubFetcher { request throws(FetchError) in
            if request.url.path == "/robots.txt" {
                guard let line = lines[request.url.host] else {
                    return FetchResponse(status: .notFound, url: request.url)
                }
                let text = "User-agent: *\nDisallow: \(line)\n"
                return FetchResponse(status: .ok, body: Array(text.utf8), url: request.url)
            }
            guard let target = places[request.url.absoluteString] else {
                return FetchResponse(status: .ok, url: request.url)
            }
            return FetchResponse(status: .found, fields: [.location: target], url: request.url)
        }
    }

    private func polite(_ pages: any Fetcher, _ limits: HostLimits = HostLimits(rate: 1, burst: 10)) -> PoliteFetcher {
        PoliteFetcher(
            pages,
            hosts: store,
            policy: HostPolicy(standard: limits),
            agent: "kettlebot",
            time: clock
        )
    }

    private func error(_ fetcher: PoliteFetcher, _ url: String) async -> FetchError? {
        do {
            _ = try await fetcher.fetch(FetchRequest(url: Sample.url(url)))
            return nil
        } catch {
            return error
        }
    }

    @Test("the place that a redirect leads to is asked for its robots.txt, and not fetched where that forbids it")
    func robots() async throws {
        let shops = shops(
            ["https://shop.example/a": "https://other.example/private/b", "https://shop.example/c": "/d"],
            forbidding: ["other.example": "/private"]
        )
        let fetcher = polite(shops)
        let error = try #require(await error(fetcher, "https://shop.example/a"))
        #expect(error.code == .robots)
        #expect(error.message.contains("other.example"))
        #expect(
            shops.asked == [
                "https://shop.example/robots.txt", "https://shop.example/a", "https://other.example/robots.txt",
            ]
        )
        #expect(await self.error(fetcher, "https://shop.example/c") == nil)
        #expect(shops.asked.last == "https://shop.example/d")
    }

    @Test("what a redirect took is taken off the deadline by the time that is passed in", arguments: [5, 15, 20, 25])
    func deadline(seconds: Int) async throws {
        let clock = clock
        let left = Mutex<Duration?>(nil)
        let stub = StubFetcher { request throws(FetchError) in
            guard request.url.path == "/a" else {
                left.withLock { $0 = request.limits.deadline }
                return FetchResponse(status: .ok, url: request.url)
            }
            clock.advance(by: .seconds(seconds))
            return FetchResponse(status: .found, fields: [.location: "/b"], url: request.url)
        }
        let request = FetchRequest(url: Sample.url("https://shop.example/a"))
        let fetcher = RedirectingFetcher(stub, time: clock)
        let rest = request.limits.deadline - .seconds(seconds)
        if rest > .zero {
            _ = try await fetcher.fetch(request)
            #expect(left.withLock { $0 } == rest)
        } else {
            let error = await #expect(throws: FetchError.self) { try await fetcher.fetch(request) }
            #expect(error?.code == .timeout && left.withLock { $0 } == nil)
        }
    }

    @Test("a host that the operator answers for is not asked, also behind a redirect")
    func ignored() async {
        let shops = shops(["https://shop.example/a": "https://other.example/b"], forbidding: ["other.example": "/"])
        let fetcher = PoliteFetcher(
            shops,
            hosts: store,
            agent: "kettlebot",
            ignoresRobots: { $0 == "other.example" },
            time: clock
        )
        #expect(await error(fetcher, "https://shop.example/a") == nil)
        #expect(shops.robotsFetches == 1)
    }

    @Test("each request after the first takes a turn at its own host, whichever that is")
    func turns() async throws {
        let shops = shops(["https://shop.example/a": "/b", "https://shop.example/b": "https://other.example/c"])
        let before = clock.now
        #expect(await error(polite(shops), "https://shop.example/a") == nil)
        // Two for shop.example (its robots.txt and /b), two for other.example; the claim has the turn of /a.
        for site in ["shop.example", "other.example"] {
            #expect(try await store.host(site).nextArrival == before + .seconds(2), "\(site)")
        }
    }

    @Test("a redirect waits for the turn of the host that it leads to, and for no other")
    func waits() async throws {
        let shops = shops(["https://shop.example/a": "https://other.example/b"])
        let fetcher = polite(shops, HostLimits(rate: 1, burst: 2))
        // Its robots.txt takes the second turn there and then.
        _ = try await store.reserveSlot(at: "other.example", limits: HostLimits(rate: 1, burst: 2), horizon: .zero)
        let task = Task { await self.error(fetcher, "https://shop.example/a") }
        while shops.asked.last != "https://other.example/b" {
            if clock.sleeperCount > 0 { clock.advanceToNextSleeper() }
            await Task.yield()
        }
        #expect(await task.value == nil)
        #expect(clock.now - ManualClock.start >= .seconds(1))
    }

    @Test("a host that is paused hears nothing, also behind a redirect, and the error says why and how long")
    func paused() async throws {
        let shops = shops(["https://shop.example/a": "https://other.example/b"])
        let until = clock.now + .seconds(600)
        try await store.updateHost("other.example", HostChange(pause: .some(.init(until: until, reason: "it asked"))))
        let error = try #require(await error(polite(shops), "https://shop.example/a"))
        #expect(error.code == .paused)
        #expect(error.advice == .later(after: .seconds(600)))
        #expect(error.message.contains("other.example") && error.message.contains("it asked"))
        #expect(!shops.asked.contains { $0.contains("other.example") })
    }

    @Test("a host on probation that redirects within itself is still one probe, and no error")
    func probation() async throws {
        let shops = shops(["https://shop.example/a": "/b"])
        try await store.updateHost(
            "shop.example",
            HostChange(pause: .some(.init(until: clock.now, reason: "it failed")), consecutiveFailures: 5)
        )
        let fetcher = PoliteFetcher(
            shops,
            hosts: store,
            agent: "kettlebot",
            ignoresRobots: { _ in true },
            time: clock
        )
        // The claim's turn.
        _ = try await store.reserveSlot(at: "shop.example", limits: HostLimits(), horizon: .zero)
        #expect(await error(fetcher, "https://shop.example/a") == nil)
        #expect(shops.asked.last == "https://shop.example/b")
    }

    @Test("robots.txt itself may lie behind redirects, and is not asked whether it may be fetched")
    func robotsBehindRedirects() async {
        let stub = StubFetcher { request throws(FetchError) in
            switch request.url.absoluteString {
            case "https://shop.example/robots.txt":
                FetchResponse(status: .found, fields: [.location: "https://cdn.example/r.txt"], url: request.url)
            case "https://cdn.example/r.txt":
                FetchResponse(status: .ok, body: Array("User-agent: *\nDisallow: /p".utf8), url: request.url)
            default: FetchResponse(status: .ok, url: request.url)
            }
        }
        #expect(await error(polite(stub), "https://shop.example/p")?.code == .robots)
        #expect(stub.asked == ["https://shop.example/robots.txt", "https://cdn.example/r.txt"])
    }

    @Test("connections are counted at the host that is asked, not at the one that sent the visitor on")
    func connections() async {
        let gate = Gate()
        let stub = StubFetcher { request throws(FetchError) in
            guard request.url.host == "other.example" else {
                return FetchResponse(
                    status: .found,
                    fields: [.location: "https://other.example\(request.url.path)"],
                    url: request.url
                )
            }
            _ = await gate.pass()
            return FetchResponse(status: .ok, url: request.url)
        }
        let fetcher = PoliteFetcher(
            stub,
            hosts: store,
            policy: HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 3)),
            agent: "kettlebot",
            ignoresRobots: { _ in true },
            time: clock
        )
        await withTaskGroup { group in
            // More shops than connections, so that only the last host can be full.
            for number in 0..<20 {
                group.addTask { #expect(await self.error(fetcher, "https://shop\(number).example/\(number)") == nil) }
            }
            await gate.waitForArrivals(3)
            gate.open()
        }
        #expect(stub.mostRunning(at: "other.example") == 3)
    }

    @Test("circles, and more redirects than allowed, are errors after as many requests")
    func endless() async {
        let stub = StubFetcher { request throws(FetchError) in
            guard let step = Int(request.url.path.dropFirst()) else {
                return FetchResponse(status: .notFound, url: request.url)
            }
            let next = step + 1
            return FetchResponse(status: .found, fields: [.location: "/\(next)"], url: request.url)
        }
        #expect(await error(polite(stub), "https://shop.example/0")?.code == .redirects)
        #expect(stub.pageFetches == 6)
        let circle = shops(["https://shop.example/a": "/a"])
        #expect(await error(polite(circle), "https://shop.example/a")?.code == .redirects)
        #expect(circle.pageFetches == 1)
    }
}
