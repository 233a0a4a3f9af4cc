import SalesTesting
import Testing

@testable import SalesCore

@Suite("Turns at a host")
struct HostTurnTests {
    private let hour = Duration.seconds(3_600)

    @Test("a host that was never asked gives its burst at once, then one turn after the other")
    func burst() {
        let limits = HostLimits(rate: 2, burst: 3)
        var host = HostState()
        var waits: [Duration] = []
        for _ in 0..<6 {
            guard let slot = host.slot(at: .noon, limits: limits, horizon: hour) else { continue }
            host.nextArrival = slot.nextArrival
            waits.append(slot.wait)
        }
        #expect(waits == [.zero, .zero, .zero, .milliseconds(500), .milliseconds(1_000), .milliseconds(1_500)])
    }

    @Test("over no window are there more turns than rate and burst allow, whoever asks whenever")
    func neverAboveRate() {
        var random = SeededRandom(seed: 9)
        for limits in [
            HostLimits(), HostLimits(rate: 3, burst: 1), HostLimits(rate: 0.5, burst: 4), HostLimits(rate: 7, burst: 0),
        ] {
            var host = HostState()
            var now = Timestamp.noon
            var starts: [Timestamp] = []
            for _ in 0..<400 {
                now =
                    now
                    + .milliseconds(Int64.random(in: 0...(3 * limits.spacing.wholeMilliseconds / 2), using: &random))
                guard let slot = host.slot(at: now, limits: limits, horizon: hour) else { continue }
                host.nextArrival = slot.nextArrival
                #expect(slot.wait >= .zero)
                starts.append(now + slot.wait)
            }
            starts.sort()
            #expect(starts.count > 300)
            for (index, start) in starts.enumerated() {
                for later in index..<min(index + 20, starts.count) {
                    let most =
                        max(1, limits.burst)
                        + Int((starts[later] - start).wholeMilliseconds / limits.spacing.wholeMilliseconds)
                    #expect(later - index + 1 <= most, "rate \(limits.rate), burst \(limits.burst)")
                }
            }
        }
    }

    @Test("a turn beyond the horizon is none; one just within it is given")
    func horizon() {
        let limits = HostLimits(rate: 1, burst: 1)
        let host = HostState(nextArrival: .noon + .seconds(5))
        #expect(host.slot(at: .noon, limits: limits, horizon: .milliseconds(4_999)) == nil)
        #expect(host.slot(at: .noon, limits: limits, horizon: .seconds(5))?.wait == .seconds(5))
    }

    @Test("no turn lies within a pause, and a pause gives no burst beyond the usual")
    func pause() {
        let limits = HostLimits(rate: 1, burst: 2)
        var host = HostState(pausedUntil: .noon + .seconds(100))
        var waits: [Duration] = []
        for _ in 0..<4 {
            guard let slot = host.slot(at: .noon, limits: limits, horizon: hour) else { continue }
            host.nextArrival = slot.nextArrival
            waits.append(slot.wait)
        }
        #expect(waits == [.seconds(100), .seconds(100), .seconds(101), .seconds(102)])
        #expect(host.slot(at: .noon, limits: limits, horizon: .seconds(99)) == nil)
        #expect(HostState(pausedUntil: .noon).slot(at: .noon, limits: limits, horizon: .zero)?.wait == .zero)
    }

    @Test(
        "moments at the ends of time, odd rates and odd bursts give an answer and no trap",
        arguments: [
            HostLimits(rate: 0), HostLimits(rate: -1), HostLimits(rate: .nan), HostLimits(rate: .infinity),
            HostLimits(rate: 1e-300),
            HostLimits(rate: 1e300), HostLimits(rate: 1, burst: .max), HostLimits(rate: 1, burst: .min),
            HostLimits(rate: 1e-9, burst: .max),
        ]
    )
    func extremes(limits: HostLimits) {
        #expect(limits.spacing >= .milliseconds(1))
        #expect(limits.spacing <= .seconds(86_400))
        for now in [Timestamp(milliseconds: .min), .noon, Timestamp(milliseconds: .max)] {
            for arrival in [nil, Timestamp(milliseconds: .min), .noon, Timestamp(milliseconds: .max)] {
                for pause in [nil, Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)] {
                    let host = HostState(nextArrival: arrival, pausedUntil: pause)
                    let slot = host.slot(at: now, limits: limits, horizon: hour)
                    #expect(slot.map { $0.wait >= .zero && $0.wait <= hour } ?? true)
                }
            }
        }
    }

    @Test("named hosts have their own limits, all others the standard")
    func policy() {
        let policy = HostPolicy(standard: HostLimits(rate: 2), named: ["shop.example": HostLimits(rate: 9)])
        #expect(policy.limits(for: "shop.example").rate == 9)
        #expect(policy.limits(for: "shop.example:8080").rate == 2)
    }
}
