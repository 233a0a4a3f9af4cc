import SalesTesting
import Testing

@testable import SalesCore

@Suite("When a failing host is left alone")
struct CircuitBreakerTests {
    private let breaker = CircuitBreaker()

    private func applied(_ change: HostChange?, to host: HostState) -> HostState {
        var host = host
        guard let change else { return host }
        if let pause = change.pause {
            host.pausedUntil = pause?.until
            host.pauseReason = pause?.reason
        }
        host.consecutiveFailures = change.consecutiveFailures ?? host.consecutiveFailures
        return host
    }

    private func after(_ signals: [CircuitBreaker.Signal], from host: HostState = HostState()) -> HostState {
        signals.reduce(host) { applied(breaker.change($1, in: $0, at: .noon), to: $0) }
    }

    @Test("four failures are borne, the fifth in a row pauses for two minutes (RELIABILITY K3)")
    func threshold() {
        let four = after(Array(repeating: .failed, count: 4))
        #expect(four.pausedUntil == nil)
        #expect(four.consecutiveFailures == 4)
        let five = after([.failed], from: four)
        #expect(five.pausedUntil == .noon + .seconds(120))
        #expect(five.pauseReason?.contains("5") == true)
        #expect(after([.failed, .failed, .failed, .failed, .fine, .failed]).pausedUntil == nil)
    }

    @Test(
        "each further failure doubles the pause up to half an hour",
        arguments: [
            (5, 120), (6, 240), (7, 480), (8, 960), (9, 1_800), (10, 1_800), (500, 1_800),
        ]
    )
    func doubling(failures: Int, seconds: Int) {
        let host = after(Array(repeating: .failed, count: failures))
        #expect(host.pausedUntil == .noon + .seconds(seconds))
    }

    @Test("one wall, or two, cost nobody else their three minutes; the third in a row pauses the host")
    func blocked() {
        #expect(after([.blocked, .blocked]).pausedUntil == nil)
        #expect(after([.blocked, .blocked, .blocked]).pausedUntil == .noon + .seconds(900))
        #expect(after(Array(repeating: .blocked, count: 4)).pausedUntil == .noon + .seconds(1_800))
        #expect(after(Array(repeating: .blocked, count: 40)).pausedUntil == .noon + .seconds(21_600))
    }

    @Test(
        "a host that asks to wait is left alone for that long, at most a day, and counts as no failure",
        arguments: [
            (30, 30), (0, 0), (-9, 0), (86_400, 86_400), (1_000_000_000_000, 86_400),
        ]
    )
    func asked(wait: Int, seconds: Int) {
        let host = after([.asked(wait: .seconds(wait))])
        #expect(host.pausedUntil == .noon + .seconds(seconds))
        #expect(host.consecutiveFailures == 0)
    }

    @Test("a pause never ends earlier because of another reason, and keeps its own reason")
    func longest() {
        let host = after([.asked(wait: .seconds(7_200))] + Array(repeating: .failed, count: 6))
        #expect(host.pausedUntil == .noon + .seconds(7_200))
        #expect(host.pauseReason?.contains("Retry-After") == true)
        #expect(after([.asked(wait: .seconds(1))], from: host).pausedUntil == .noon + .seconds(7_200))
    }

    @Test("a proper answer clears the failures, and the pause only when it is over")
    func recovery() {
        let open = after(Array(repeating: .failed, count: 5))
        let early = after([.fine], from: open)
        #expect(early.consecutiveFailures == 0)
        #expect(early.pausedUntil == open.pausedUntil)
        let late = applied(breaker.change(.fine, in: open, at: .noon + .seconds(120)), to: open)
        #expect(late.pausedUntil == nil)
        #expect(late.pauseReason == nil)
        #expect(breaker.change(.fine, in: HostState(), at: .noon) == nil)
    }

    @Test("an answer says nothing of a pause where it saw none, so that it wipes none that comes meanwhile")
    func noPause() {
        let change = breaker.change(.fine, in: HostState(consecutiveFailures: 1), at: .noon)
        #expect(change == HostChange(consecutiveFailures: 0))
    }

    @Test("counts at the end of their range stay there")
    func saturated() {
        let host = HostState(consecutiveFailures: .max)
        for signal in [CircuitBreaker.Signal.failed, .blocked] {
            #expect(breaker.change(signal, in: host, at: .noon)?.consecutiveFailures == .max)
        }
    }

    @Test("an outage of half an hour costs the host at most 20 requests, others nothing (RELIABILITY K3)")
    func outage() async throws {
        let clock = ManualClock()
        let store = MemoryStore(time: clock)
        let watch = HostWatch(store: store, breaker: breaker)
        var asked = ["down.example": 0, "fine.example": 0]
        var afterOutage = 0
        // Every second each of 100 products that are due would take whatever turn there is, for 30 minutes and 40 more.
        for second in 0..<4_200 {
            for site in ["down.example", "fine.example"] {
                guard try await store.reserveSlot(at: site, limits: HostLimits(), horizon: .zero) != nil else {
                    continue
                }
                let isDown = site == "down.example" && second < 1_800
                if second < 1_800 { asked[site, default: 0] += 1 } else if site == "down.example" { afterOutage += 1 }
                _ = try await watch.note(isDown ? .failed : .fine, at: site, now: clock.now)
            }
            clock.advance(by: .seconds(1))
        }
        #expect((5...20).contains(asked["down.example"] ?? 0), "\(asked)")
        #expect((asked["fine.example"] ?? 0) >= 1_800)
        #expect(afterOutage > 500, "the host is asked again after its outage")
    }

    @Test("when a pause for failures ends, one request at a time is let through until one is answered")
    func halfOpen() {
        var host = after(Array(repeating: .failed, count: 5))
        let end = Timestamp.noon + .seconds(120)
        var waits: [Duration] = []
        for _ in 0..<10 {
            guard let slot = host.slot(at: end, limits: HostLimits(), horizon: .seconds(29)) else { continue }
            host.nextArrival = slot.nextArrival
            waits.append(slot.wait)
        }
        #expect(waits == [.zero])
        host = applied(breaker.change(.fine, in: host, at: end + .seconds(20)), to: host)
        #expect(host.slot(at: end + .seconds(30), limits: HostLimits(), horizon: .zero)?.wait == .zero)
        #expect(
            host.slot(at: end + .seconds(30), limits: HostLimits(), horizon: .zero)?.nextArrival == end + .seconds(31)
        )
    }
}
