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

    @Test("a circuit is open while the host is paused, half open until it answers again, and closed otherwise")
    func circuit() {
        let now = ManualClock.start
        #expect(HostState().circuit(at: now) == .closed)
        #expect(HostState(consecutiveFailures: 4).circuit(at: now) == .closed)
        let failed = HostState(pausedUntil: now + .seconds(1), consecutiveFailures: 5)
        #expect(failed.circuit(at: now) == .open && failed.circuit(at: now + .seconds(1)) == .halfOpen)
        // One that asked to wait did not fail.
        let asked = HostState(pausedUntil: now + .seconds(1))
        #expect(asked.circuit(at: now) == .open && asked.circuit(at: now + .seconds(1)) == .closed)
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
