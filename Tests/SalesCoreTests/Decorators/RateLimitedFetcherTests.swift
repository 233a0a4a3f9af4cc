import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

@Suite("The rate at a host")
struct RateLimitedFetcherTests {
    private let clock = ManualClock()
    private let store: MemoryStore

    init() { store = MemoryStore(time: clock) }

    private func fetcher(_ inner: any Fetcher, _ limits: HostLimits, horizon: Duration = .seconds(3_600))
        -> RateLimitedFetcher
    {
        RateLimitedFetcher(inner, hosts: store, policy: HostPolicy(standard: limits), horizon: horizon, time: clock)
    }

    private func error(_ fetcher: RateLimitedFetcher, _ url: String = "https://shop.example/p/1") async -> FetchError? {
        do {
            _ = try await fetcher.fetch(FetchRequest(url: Sample.url(url)))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "two workers together keep the rate over every window, bursts included",
        arguments: [
            HostLimits(rate: 1, burst: 2), HostLimits(rate: 1, burst: 1), HostLimits(rate: 5, burst: 3),
            HostLimits(rate: 0.25, burst: 2),
        ]
    )
    func rate(limits: HostLimits) async {
        let starts = Mutex<[Timestamp]>([])
        let stub = StubFetcher { [clock] request throws(FetchError) in
            starts.withLock { $0.append(clock.now) }
            return FetchResponse(status: .ok, url: request.url)
        }
        let workers = [fetcher(stub, limits), fetcher(stub, limits)]
        await withTaskGroup { group in
            for number in 0..<30 { group.addTask { #expect(await self.error(workers[number % 2]) == nil) } }
            // Those beyond the burst sleep until the clock brings their turn.
            await clock.waitForSleepers(30 - limits.burst)
            while clock.sleeperCount > 0 {
                clock.advanceToNextSleeper()
                // The clock stands still until those who woke have been fetched.
                while stub.asked.count + clock.sleeperCount < 30 { await Task.yield() }
            }
        }
        let times = starts.withLock { $0.sorted() }
        #expect(times.count == 30)
        for (index, start) in times.enumerated() {
            for (later, end) in times.enumerated().dropFirst(index) {
                let most = limits.burst + Int((end - start).wholeMilliseconds / limits.spacing.wholeMilliseconds)
                #expect(later - index + 1 <= most, "\(later - index + 1) requests in \(end - start)")
            }
        }
    }

    @Test("a turn beyond the horizon is refused at once, says how long, and takes no turn from others")
    func horizon() async {
        let stub = StubFetcher(robots: 404)
        let fetcher = fetcher(stub, HostLimits(rate: 0.1, burst: 1), horizon: .seconds(9))
        #expect(await error(fetcher) == nil)
        for _ in 0..<20 {
            let error = await error(fetcher)
            #expect(error?.code == .paused)
            #expect(error?.advice == .later(after: .seconds(9)))
        }
        #expect(await error(fetcher, "https://other.example/") == nil)
        clock.advance(by: .seconds(10))
        #expect(await error(fetcher) == nil)
        #expect(stub.asked.count == 3)
    }

    @Test("a paused host is asked nothing before the pause ends, and the error says why")
    func pause() async throws {
        let stub = StubFetcher(robots: 404)
        let fetcher = fetcher(stub, HostLimits(), horizon: .seconds(30))
        let until = clock.now + .seconds(600)
        try await store.updateHost(
            "shop.example",
            HostChange(pause: .some(.init(until: until, reason: "it asked to wait")))
        )
        let error = await error(fetcher)
        #expect(error?.code == .paused)
        #expect(error?.advice == .later(after: .seconds(600)))
        #expect(error?.message.contains("it asked to wait") == true)
        #expect(stub.asked.isEmpty)
        clock.set(to: until)
        #expect(await self.error(fetcher) == nil)
    }

    @Test("a pause within the horizon is waited for")
    func shortPause() async throws {
        let stub = StubFetcher(robots: 404)
        let fetcher = fetcher(stub, HostLimits(), horizon: .seconds(30))
        try await store.updateHost(
            "shop.example",
            HostChange(pause: .some(.init(until: clock.now + .seconds(20), reason: "x")))
        )
        let task = Task { await error(fetcher) }
        await clock.waitForSleepers()
        #expect(stub.asked.isEmpty)
        clock.advance(by: .seconds(20))
        #expect(await task.value == nil)
    }

    @Test("who waits for a turn is not sent where the host is paused meanwhile (K1)")
    func pausedMeanwhile() async throws {
        let stub = StubFetcher(robots: 404)
        let fetcher = fetcher(stub, HostLimits(rate: 1, burst: 1))
        #expect(await error(fetcher) == nil)
        let task = Task { await error(fetcher) }
        await clock.waitForSleepers()
        let until = clock.now + .seconds(120)
        try await store.updateHost("shop.example", HostChange(pause: .some(.init(until: until, reason: "asked"))))
        clock.advance(by: .seconds(1))
        let refusal = await task.value
        #expect(refusal?.code == .paused)
        #expect(refusal?.advice == .later(after: .seconds(119)))
        #expect(stub.asked.count == 1)
    }

    @Test("who gives up while waiting for a turn gets a cancellation, and nothing is fetched")
    func cancelled() async {
        let stub = StubFetcher(robots: 404)
        let fetcher = fetcher(stub, HostLimits(rate: 1, burst: 1))
        #expect(await error(fetcher) == nil)
        let task = Task { await error(fetcher) }
        await clock.waitForSleepers()
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(stub.asked.count == 1)
    }
}
