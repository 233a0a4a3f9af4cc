import SalesCore
import SalesTesting
import Testing

@Suite("A host's turns")
struct HostStateTests {
    @Test("a burst comes at once, then one turn each spacing")
    func burst() throws {
        var state = HostState()
        var waits: [Duration] = []
        for _ in 0..<5 {
            let limits = HostLimits(rate: 2, burst: 3)
            let slot = try #require(state.slot(at: ManualClock.start, limits: limits, horizon: .seconds(60)))
            state.nextArrival = slot.nextArrival
            waits.append(slot.wait)
        }
        #expect(waits == [.zero, .zero, .zero, .milliseconds(500), .seconds(1)])
    }

    @Test(
        "limits and moments at the ends of their ranges give an answer",
        arguments: [Int.min, -1, 0, 1, .max],
        [-1, 0, 1e-300, 0.01, 1e300, .infinity, .nan]
    )
    func extremes(_ burst: Int, rate: Double) {
        let limits = HostLimits(rate: rate, burst: burst)
        for now in [Int64.min, 0, .max].map(Timestamp.init(milliseconds:)) {
            for arrival in [Int64.min, 0, .max].map(Timestamp.init(milliseconds:)) {
                let state = HostState(nextArrival: arrival, pausedUntil: arrival)
                let slot = state.slot(at: now, limits: limits, horizon: .seconds(5))
                #expect((slot?.wait ?? .zero) <= .seconds(5))
                #expect((slot?.wait ?? .zero) >= .zero)
            }
        }
    }
}
