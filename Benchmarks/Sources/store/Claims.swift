import Foundation
import SalesCore
import SalesPostgres

/// Workers that lease what is due, each through a store of its own.
struct Claims {
    let url: String
    let workers: Int
    let seconds: Int
    let limit: Int
    let rate: Double

    /// What one worker saw.
    struct Seen {
        var leases = 0
        var claims = 0
        var empty = 0
        var byHost: [String: Int] = [:]
        /// How late products of hosts other than the busy one were leased, in milliseconds.
        var lateness: [Int64] = []
        var waits: [Duration] = []
        var longest = Duration.zero
    }

    func run() async throws {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let seen = try await withThrowingTaskGroup { group in
            for _ in 0..<workers { group.addTask { try await work(until: end) } }
            return try await group.reduce(into: [Seen]()) { $0.append($1) }
        }
        let wall = (ContinuousClock.now - start).seconds
        let leases = seen.map(\.leases).reduce(0, +)
        let late = seen.flatMap(\.lateness).sorted()
        let busy = seen.map { $0.byHost[Self.busyHost] ?? 0 }.reduce(0, +)
        func quantile(_ share: Double) -> Int64 {
            late.isEmpty ? 0 : late[min(late.count - 1, Int(Double(late.count) * share))]
        }
        try Main.report([
            "bench": "claims", "workers": workers, "limit": limit, "rate": rate, "wall_s": wall, "leases": leases,
            "leases_per_s": Double(leases) / wall, "claims": seen.map(\.claims).reduce(0, +),
            "empty": seen.map(\.empty).reduce(0, +), "busy_host_leases": busy,
            "late_p50_ms": quantile(0.5), "late_p99_ms": quantile(0.99), "late_max_ms": late.last ?? 0,
            "longest_claim_ms": seen.map(\.longest.seconds).max().map { $0 * 1_000 } ?? 0,
        ])
    }

    /// The host that holds more products than it can be asked for.
    private static let busyHost = "busy.example"

    private func work(until end: ContinuousClock.Instant) async throws -> Seen {
        var options = PostgresOptions()
        options.maximumConnections = 2
        let store = try await PostgresStore(try PostgresAddress(url), options: options)
        let request = CheckRequest(
            limit: limit,
            // Nothing is committed, and nothing is to come back meanwhile.
            lease: .seconds(86_400),
            policy: HostPolicy(standard: HostLimits(rate: rate), named: [Self.busyHost: HostLimits(rate: 1)])
        )
        var seen = Seen()
        while ContinuousClock.now < end {
            let asked = ContinuousClock.now
            let claimed = try await store.claimChecks(request)
            seen.longest = max(seen.longest, ContinuousClock.now - asked)
            let now = store.time.now
            seen.claims += 1
            seen.leases += claimed.count
            for check in claimed {
                let site = check.product.url.site
                seen.byHost[site, default: 0] += 1
                if site != Self.busyHost { seen.lateness.append((now - check.product.nextCheckAt).wholeMilliseconds) }
            }
            guard claimed.isEmpty else { continue }
            seen.empty += 1
            // As the tracker polls.
            try await Task.sleep(for: .milliseconds(250))
        }
        await store.close()
        return seen
    }
}
