import SalesCore

extension StorePromises {
    /// Promises about how claims keep each host's rate.
    static let turns: [Promise<StoreHarness>] = [
        promise(33, "turns by claims and reservations together never exceed a host's rate", role: "checks") { bench in
            for number in 0..<60 { _ = try await bench.followedProduct(number) }
            let limits = HostLimits(rate: 10, burst: 3)
            let horizon = Duration.milliseconds(250)
            let request = CheckRequest(
                limit: 2,
                lease: .seconds(600),
                horizon: horizon,
                policy: HostPolicy(standard: limits)
            )
            var starts: [Timestamp] = []
            var byClaim = 0
            for step in 0..<60 {
                if step % 3 == 0 {
                    let wait = try await bench.store.reserveSlot(at: Sample.host, limits: limits, horizon: horizon)
                    if let wait { starts.append(bench.clock.now + wait) }
                }
                let claimed = try await bench.store.claimChecks(request)
                byClaim += claimed.count
                starts += claimed.map { bench.clock.now + $0.startAfter }
                bench.clock.advance(by: .milliseconds(50))
            }
            try demandRate(limits, starts)
            try demand(starts.count >= 30, "only \(starts.count) turns in 3 s at 10 a second: the host starves")
            try demand(byClaim > 5 && byClaim < starts.count, "\(byClaim) of \(starts.count) turns went to claims")
        },
        promise(34, "a host without a free turn does not keep others' products from being claimed", role: "checks") {
            bench in
            let now = bench.clock.now
            for number in 0..<40 {
                let due = now - .seconds(1_000 - number)
                _ = try await bench.followedProduct(number, host: "busy.example", dueAt: due)
            }
            var free: [ProductID] = []
            for number in 40..<45 {
                free.append(try await bench.followedProduct(number, host: "h\(number).example").id)
            }
            let claimed = try await bench.store.claimChecks(
                CheckRequest(limit: 10, horizon: .zero, policy: HostPolicy(standard: HostLimits(rate: 1, burst: 1)))
            )
            let busy = claimed.filter { $0.product.url.host == "busy.example" }
            try demand(busy.count, equals: 1, "how many turns a host of one a second gave at once")
            try demand(Set(claimed.map(\.product.id)).isSuperset(of: free), "a free host's product was not claimed")
        },
        promise(46, "a turn lies within the horizon, and a paused host has none until its pause ends", role: "checks") {
            bench in
            for number in 0..<6 { _ = try await bench.followedProduct(number) }
            let policy = HostPolicy(
                standard: HostLimits(rate: 100, burst: 9),
                named: [Sample.host: HostLimits(rate: 1, burst: 1)]
            )
            let request = CheckRequest(limit: 10, lease: .seconds(2), horizon: .seconds(3), policy: policy)
            let pause = HostChange.Pause(until: bench.clock.now + .seconds(10), reason: "it asked for a pause")
            try await bench.store.updateHost(Sample.host, HostChange(pause: .some(pause)))
            try demand(try await bench.store.claimChecks(request).count, equals: 0, "what a paused host gave")
            bench.clock.advance(by: .seconds(8))
            let waits = try await bench.store.claimChecks(request).map(\.startAfter)
            try demand(waits, equals: [.seconds(2), .seconds(3)], "the waits 2 s before the pause ends")
        },
        promise(
            76,
            "a host that was paused because it failed gives one turn at a time until it answers",
            role: "checks"
        ) {
            bench in
            for number in 0..<6 { _ = try await bench.followedProduct(number) }
            let limits = HostLimits(rate: 100, burst: 9)
            let horizon = Duration.seconds(5)
            let request = CheckRequest(
                limit: 10,
                lease: .seconds(600),
                horizon: horizon,
                policy: HostPolicy(standard: limits)
            )
            let pause = HostChange.Pause(until: bench.clock.now + .seconds(10), reason: "5 requests in a row failed")
            try await bench.store.updateHost(Sample.host, HostChange(pause: .some(pause), consecutiveFailures: 5))
            bench.clock.advance(by: .seconds(10))
            for round in 0..<2 {
                let claimed = try await bench.store.claimChecks(request).count
                try demand(claimed, equals: 1, "what was claimed in round \(round) after the pause")
                let wait = try await bench.store.reserveSlot(at: Sample.host, limits: limits, horizon: horizon)
                try demand(wait, equals: nil, "a second turn in round \(round)")
                bench.clock.advance(by: HostState.probeSpacing)
            }
            try await bench.store.updateHost(Sample.host, HostChange(pause: .some(nil), consecutiveFailures: 0))
            let claimed = try await bench.store.claimChecks(request).count
            try demand(claimed, equals: 4, "what was claimed when the host had answered")
        },
        promise(107, "named products take their host's turns, one after another, within the limit", role: "checks") {
            bench in
            var ids: [ProductID] = []
            for number in 0..<6 { ids.append(try await bench.followedProduct(number).id) }
            let other = try await bench.followedProduct(6, host: "other.example").id
            let policy = HostPolicy(standard: HostLimits(rate: 1, burst: 1))
            func waits(_ limit: Int, _ products: [ProductID]) async throws -> [Duration] {
                let request = CheckRequest(limit: limit, horizon: .seconds(3), policy: policy, products: products)
                return try await bench.store.claimChecks(request).map(\.startAfter).sorted()
            }
            let first = try await waits(2, [ids[0], ids[1], ids[2]])
            try demand(first, equals: [.zero, .seconds(1)], "the waits of a claim of two of three named ones")
            let second = try await waits(9, Array(ids[2...]) + [other])
            let turns: [Duration] = [.zero, .seconds(2), .seconds(3)]
            try demand(second, equals: turns, "the waits of the next, with one of another host")
        },
    ]

    /// Breaks the promise where turns come faster than the rate with its burst allows, over any stretch of them.
    static func demandRate(_ limits: HostLimits, _ starts: [Timestamp]) throws {
        let sorted = starts.sorted()
        let tolerance = limits.spacing * (limits.burst - 1)
        for first in sorted.indices {
            for last in sorted.indices[(first + 1)...] {
                let least = limits.spacing * (last - first) - tolerance
                let found = sorted[last] - sorted[first]
                try demand(
                    found >= least,
                    "\(last - first + 1) turns within \(found); the rate allows them in \(least)"
                )
            }
        }
    }
}
