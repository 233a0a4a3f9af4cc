import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Politeness that PostgreSQL handles share")
struct PolitenessTests {
    @Test("turns that four handles take at once, by claims and one by one, never exceed the rate")
    func sharedRate() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 4)
            let first = try await stores[0].follow(1)
            try await bed.crowd(behind: first, 400, dueAt: bed.clock.now)
            let limits = HostLimits(rate: 2, burst: 3)
            let taken = try await withThrowingTaskGroup { group in
                for (worker, store) in stores.enumerated() {
                    group.addTask { try await takeTurns(in: store, as: worker, limits) }
                }
                return try await group.reduce(into: []) { $0 += $1 }.sorted()
            }
            // The clock stands: a burst of 3, then one each half second up to the longest horizon.
            #expect(taken == (0..<15).map { .milliseconds(500) * max(0, $0 - 2) })
        }
    }

    /// Takes turns in both ways, and answers how long each is to be waited for.
    private func takeTurns(
        in store: PostgresStore,
        as worker: Int,
        _ limits: HostLimits
    ) async throws -> [Duration] {
        var taken: [Duration] = []
        for round in 0..<40 {
            let horizon = Duration.seconds(round % 7)
            if (round + worker) % 3 == 0 {
                let slot = try await store.reserveSlot(at: Sample.host, limits: limits, horizon: horizon)
                if let slot { taken.append(slot) }
            } else {
                let policy = HostPolicy(standard: limits)
                let request = CheckRequest(limit: 1 + worker, horizon: horizon, policy: policy)
                taken += try await claimAndRelease(request, from: store)
            }
        }
        return taken
    }

    /// Takes turns and gives the products and the host back; answers how long each turn is to be waited for.
    private func claimAndRelease(_ request: CheckRequest, from store: PostgresStore) async throws -> [Duration] {
        let checks = try await store.claimChecks(request)
        try await store.releaseChecks(checks.map(\.lease))
        return checks.map(\.startAfter)
    }

    @Test("over an hour in which workers come and go a host gives no more turns than its rate and burst")
    func anHour() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 3)
            let first = try await stores[0].follow(1)
            try await bed.crowd(behind: first, 900, dueAt: bed.clock.now)
            let policy = HostPolicy(standard: HostLimits(rate: 0.2, burst: 2))
            let start = bed.clock.now
            var random = SeededRandom(seed: 8)
            var turns: [Timestamp] = []
            while bed.clock.now < start + .seconds(3_600) {
                let now = bed.clock.now
                let request = CheckRequest(limit: 3, horizon: .seconds(7), policy: policy)
                async let one = claimAndRelease(request, from: stores[0])
                async let two = claimAndRelease(request, from: stores[1])
                async let three = claimAndRelease(request, from: stores[2])
                turns += try await (one + two + three).map { now + $0 }
                bed.clock.advance(by: .milliseconds(Int64.random(in: 500...60_000, using: &random)))
            }
            turns.sort()
            for (index, turn) in turns.enumerated().dropFirst(2) {
                #expect(turn >= turns[index - 2] + .seconds(5), "three turns within five seconds")
            }
        }
    }
}
