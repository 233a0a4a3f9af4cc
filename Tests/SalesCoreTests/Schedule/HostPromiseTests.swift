import SalesTesting
import Testing

@testable import SalesCore

@Suite("What a host can be promised")
struct HostPromiseTests {
    private func promise(_ intervals: [Int], rate: Double = 1, minimum: Int = 1) -> HostPromise {
        var load = HostLoad(host: "shop.example")
        for interval in intervals { load.add(every: .seconds(interval)) }
        let pace = Pace(minimumInterval: .seconds(minimum))
        return HostPromise(of: load, limits: HostLimits(rate: rate), steps: HostPromise.Steps(pace: pace))
    }

    @Test("the defaults keep three minutes, for as many products as the rate reads")
    func defaults() {
        for count in [1, 59, 60] {
            let promise = promise(Array(repeating: 60, count: count))
            #expect(promise.interval == .seconds(60) && promise.bound == .seconds(179))
            #expect(promise.isKept && !promise.isRateTooLow && promise.products == count)
        }
    }

    @Test("more products than rate times interval are read as often as the rate allows, and the confirmations wait too")
    func tooMany() {
        let full = promise(Array(repeating: 60, count: 120))
        #expect(full.asked == .seconds(60) && full.interval == .seconds(120) && full.isRateTooLow)
        // 120 + 10 of the interval, 20, twice 12 + 5 + 60 of the confirmations, 30, 5, 20.
        #expect(full.bound == .seconds(359) && !full.isKept)
        #expect(promise(Array(repeating: 60, count: 61)).interval == .seconds(61))
        #expect(promise(Array(repeating: 60, count: 120), rate: 2).interval == .seconds(60))
        #expect(promise(Array(repeating: 60, count: 60), rate: 0.5).interval == .seconds(120))
    }

    @Test("products that are seldom read leave room for one that is often read")
    func mixed() {
        let mixed = promise([10] + Array(repeating: 3_600, count: 1_000))
        #expect(mixed.interval == .seconds(10) && mixed.asked == .seconds(10))
        #expect(mixed.bound == .milliseconds(120_666), "a short interval has a jitter of a sixth of it")
        #expect(promise([10] + Array(repeating: 3_600, count: 4_000)).interval == .seconds(4_001))
    }

    @Test("a longer interval that somebody asked for is said as it is")
    func asked() {
        let slow = promise([300])
        #expect(slow.interval == .seconds(300) && !slow.isRateTooLow && !slow.isKept)
        #expect(promise([5], minimum: 30).interval == .seconds(30))
    }

    @Test("numbers beyond all reason are held", arguments: [0, -1, .nan, 1e-300, .infinity])
    func extremes(_ rate: Double) {
        var load = HostLoad(host: "shop.example")
        for _ in 0..<3 { load.add(every: .milliseconds(1)) }
        let promise = HostPromise(of: load, limits: HostLimits(rate: rate), steps: HostPromise.Steps())
        #expect(promise.interval >= .seconds(1))
        #expect(rate == .infinity || promise.interval == .seconds(3 * 86_400))
    }

    @Test("products that are added together are as much as one by one", arguments: [7_000, 60_000, 86_400_001])
    func together(milliseconds: Int) {
        var together = HostLoad(host: "shop.example")
        var apart = together
        together.add(3, every: .milliseconds(milliseconds))
        for _ in 0..<3 { apart.add(every: .milliseconds(milliseconds)) }
        together.add(0, every: .milliseconds(1))
        #expect(together == apart)
        together.add(.max / 2, every: .milliseconds(1))
        #expect(together.checksADay == .max)
    }

    @Test("a tracker says the same of a store that counts and of one whose catalogue it reads")
    func fallback() async throws {
        let clock = ManualClock()
        let memory = MemoryStore(time: clock)
        for (number, host) in ["a.example", "a.example", "a.example", "www.b.example", "c.example"].enumerated() {
            let url = Sample.url("https://\(host)/\(number)")
            let new = Product.New(
                host: url.site,
                url: url,
                name: "Kettle",
                nextCheckAt: clock.now,
                createdAt: clock.now
            )
            let id = try await memory.addProduct(new).product.id
            guard host != "c.example" else { continue }
            let interval: Duration? = number == 0 ? nil : .seconds(60 * number - 30)
            let draft = Sample.draft(of: .local, to: id, interval: interval, at: clock.now)
            _ = try await memory.save(draft, expectedVersion: nil, dueAt: clock.now)
        }
        func promises(_ store: any TrackingStore) async throws -> [HostPromise] {
            try await Tracker(store: store, fetcher: ScriptedFetcher(), time: clock).hostPromises()
        }
        let counted = try await promises(memory)
        let read = try await promises(InterceptedStore(memory))
        #expect(counted.map(\.host) == ["a.example", "b.example"] && counted.map(\.products) == [3, 1])
        #expect(counted.map(\.asked) == [.seconds(30), .seconds(150)])
        #expect(counted == read)
    }

    @Test("a tracker asks for the followed products only, by host")
    func tracker() async throws {
        let bench = try TrackerBench()
        for host in ["a.example", "b.example"] {
            for number in 0..<2 {
                let url = try PageURL("https://\(host)/\(number)")
                bench.shop.script(url, bench.page("49.99"))
                let id = try await bench.tracker.track(TrackRequest(url: url.absoluteString, rule: .anyDrop)).product.id
                if host == "b.example", number == 1 {
                    _ = try await bench.tracker.edit(id, Tracker.Edit(isPaused: true))
                }
            }
        }
        let promises = try await bench.tracker.hostPromises()
        #expect(promises.map(\.host) == ["a.example", "b.example"] && promises.map(\.products) == [2, 1])
        // One confirmation is what this bench is set to.
        #expect(promises.allSatisfy { $0.bound == .seconds(162) })
    }
}
