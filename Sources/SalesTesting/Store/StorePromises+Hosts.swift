import SalesCore

extension StorePromises {
    /// Promises about what is remembered of hosts.
    static let hosts: [Promise<StoreHarness>] = [
        promise(70, "an unknown host is fresh, and each host has a state of its own", role: "hosts") { bench in
            try demand(try await bench.store.host("a.example"), equals: HostState(), "a host never heard of")
            try await bench.store.updateHost("a.example", HostChange(consecutiveFailures: 3))
            _ = try await bench.store.reserveSlot(at: "b.example", limits: HostLimits(), horizon: .zero)
            let first = try await bench.store.host("a.example")
            try demand(first, equals: HostState(consecutiveFailures: 3), "the host that failed")
            let second = try await bench.store.host("b.example")
            let expected = HostState(nextArrival: bench.clock.now + .seconds(1))
            try demand(second, equals: expected, "the host that was asked")
        },
        promise(71, "only the given parts of a host's state change", role: "hosts") { bench in
            let host = "a.example"
            _ = try await bench.store.reserveSlot(at: host, limits: HostLimits(), horizon: .zero)
            var expected = try await bench.store.host(host)
            let pause = HostChange.Pause(until: bench.clock.now + .seconds(60), reason: "Retry-After: «60»")
            let robots = RobotsRecord(status: 200, text: "User-agent: *\r\nDisallow: /ü", fetchedAt: bench.clock.now)
            let changes: [(HostChange, (inout HostState) -> Void)] = [
                (HostChange(pause: .some(pause)), { ($0.pausedUntil, $0.pauseReason) = (pause.until, pause.reason) }),
                (HostChange(consecutiveFailures: 7), { $0.consecutiveFailures = 7 }),
                (HostChange(robots: robots), { $0.robots = robots }),
                (HostChange(), { _ in }),
                (HostChange(pause: .some(nil)), { ($0.pausedUntil, $0.pauseReason) = (nil, nil) }),
                (HostChange(consecutiveFailures: 0), { $0.consecutiveFailures = 0 }),
            ]
            for (index, (change, apply)) in changes.enumerated() {
                try await bench.store.updateHost(host, change)
                apply(&expected)
                try demand(try await bench.store.host(host), equals: expected, "the state after change \(index)")
            }
        },
        promise(72, "turns are given exactly as the host's rate and burst say", role: "hosts") { bench in
            var random = SeededRandom(seed: 72)
            for limits in [HostLimits(), HostLimits(rate: 0.3, burst: 1), HostLimits(rate: 7, burst: 4)] {
                let host = "h\(limits.burst).example"
                var model = HostState()
                for step in 0..<100 {
                    let horizon = Duration.milliseconds(Int64(random.next() % 3_000))
                    let expected = model.slot(at: bench.clock.now, limits: limits, horizon: horizon)
                    if let expected { model.nextArrival = expected.nextArrival }
                    let wait = try await bench.store.reserveSlot(at: host, limits: limits, horizon: horizon)
                    try demand(wait, equals: expected?.wait, "the wait for turn \(step) under \(limits)")
                    bench.clock.advance(by: .milliseconds(Int64(random.next() % 700)))
                }
            }
        },
        promise(73, "a turn beyond the horizon is refused and takes nothing", role: "hosts") { bench in
            let limits = HostLimits(rate: 1, burst: 1)
            let first = try await bench.store.reserveSlot(at: "a.example", limits: limits, horizon: .zero)
            try demand(first, equals: .zero, "the first turn")
            let before = try await bench.store.host("a.example")
            for _ in 0..<5 {
                let refused = try await bench.store.reserveSlot(
                    at: "a.example",
                    limits: limits,
                    horizon: .milliseconds(999)
                )
                try demand(refused, equals: nil, "a turn beyond the horizon")
            }
            try demand(try await bench.store.host("a.example"), equals: before, "the state after refusals")
            let next = try await bench.store.reserveSlot(at: "a.example", limits: limits, horizon: .seconds(1))
            try demand(next, equals: .seconds(1), "the turn at the very end of the horizon")
        },
        promise(74, "16 workers who reserve turns together keep the rate", role: "hosts") { bench in
            let limits = HostLimits(rate: 5, burst: 2)
            let starts = try await withThrowingTaskGroup(of: [Timestamp].self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        var mine: [Timestamp] = []
                        for _ in 0..<8 {
                            let wait = try await bench.store.reserveSlot(
                                at: "a.example",
                                limits: limits,
                                horizon: .seconds(20)
                            )
                            if let wait { mine.append(bench.clock.now + wait) }
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try demandRate(limits, starts)
            // The first two at once, then one every 200 ms up to the horizon.
            try demand(starts.count, equals: 102, "how many turns there are within 20 s at 5 a second")
        },
        promise(75, "a pause delays turns until it ends, and ending it frees them", role: "hosts") { bench in
            let host = "a.example"
            let pause = HostChange.Pause(until: bench.clock.now + .seconds(60), reason: "503")
            try await bench.store.updateHost(host, HostChange(pause: .some(pause)))
            func reserve(_ horizon: Duration) async throws -> Duration? {
                try await bench.store.reserveSlot(at: host, limits: HostLimits(), horizon: horizon)
            }
            try demand(try await reserve(.milliseconds(59_999)), equals: nil, "a turn before the pause ends")
            try demand(try await reserve(.seconds(60)), equals: .seconds(60), "the turn when the pause ends")
            try await bench.store.updateHost(host, HostChange(pause: .some(nil)))
            try await bench.store.updateHost("b.example", HostChange(pause: .some(pause)))
            try await bench.store.updateHost("b.example", HostChange(pause: .some(nil)))
            let freed = try await bench.store.reserveSlot(at: "b.example", limits: HostLimits(), horizon: .zero)
            try demand(freed, equals: .zero, "a turn when the pause was ended")
        },
    ]
}
