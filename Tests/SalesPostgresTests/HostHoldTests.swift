import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("A worker has a host to itself while it works there")
struct HostHoldTests {
    @Test(
        "what another worker leased keeps the host's other products from a claim, and nobody else's, until it is done"
    )
    func hold() async throws {
        try await withTwoWorkers(following: 3) { bed, first, second in
            let elsewhere = try await first.follow(4, host: "other.example")
            let held = try await claim(by: first, 1)
            #expect(try await claim(by: second, 10).map(\.productID) == [elsewhere])
            #expect(try await first.commit([outcome(held[0], bed)]) == [.committed(nil)])
            #expect(try await claim(by: second, 10).count == 2)
        }
    }

    @Test("a host is given back by the last of its leases, whether that is committed or released")
    func lastLease() async throws {
        try await withTwoWorkers(following: 4) { bed, first, second in
            let held = try await claim(by: first, 2) + claim(by: first, 1)
            #expect(held.count == 3)
            // The one that is committed twice ends once.
            _ = try await first.commit([outcome(held[0], bed), outcome(held[0], bed)])
            _ = try await first.commit([outcome(held[0], bed)])
            try await first.releaseChecks([held[1], held[1]])
            #expect(try await claim(by: second, 10).isEmpty)
            try await first.releaseChecks([held[2]])
            #expect(try await claim(by: second, 10).count == 3)
        }
    }

    @Test("a worker that died keeps a host no longer than its leases, and one that renews them as long as they run")
    func deadWorker() async throws {
        try await withTwoWorkers(following: 2) { bed, first, second in
            let held = try await claim(by: first, 1)
            bed.clock.advance(by: .seconds(20))
            #expect(try await first.renewChecks(held, lease: .seconds(30)) == [true])
            bed.clock.advance(by: .seconds(29))
            #expect(try await claim(by: second, 10).isEmpty)
            bed.clock.advance(by: .seconds(1))
            let taken = try await claim(by: second, 10)
            #expect(taken.count == 2)
            // What the first one left behind does not count for the second.
            #expect(try await first.commit([outcome(held[0], bed)]) == [.conflict])
            _ = try await second.commit([outcome(taken[0], bed)])
            #expect(try await claim(by: first, 10).isEmpty)
        }
    }

    @Test(
        "a product that is removed under a lease, or gives one back that ran out, frees its host and no other lease's"
    )
    func otherEnds() async throws {
        try await withTwoWorkers(following: 3) { bed, first, second in
            let removed = try await claim(by: first, 1)
            try await first.removeProduct(removed[0].productID)
            let stalled = try await claim(by: second, 1)
            #expect(stalled.count == 1)
            bed.clock.advance(by: .seconds(30))
            // Not the one that stalled: that is due again, too.
            let request = CheckRequest(
                limit: 1,
                policy: Self.noWaiting,
                products: try await others(than: stalled, in: first)
            )
            let running = try await first.claimChecks(request).map(\.lease)
            #expect(running.count == 1)
            try await second.releaseChecks(stalled)
            #expect(try await claim(by: second, 10).isEmpty)
            try await first.releaseChecks(running)
            #expect(try await claim(by: second, 10).count == 2)
        }
    }

    private func others(than leases: [CheckLease], in store: PostgresStore) async throws -> [ProductID] {
        let known = Set(leases.map(\.productID))
        return try await store.products(matching: .all, after: nil, limit: 10).elements.map(\.id)
            .filter { !known.contains($0) }
    }

    @Test("a claim by name goes ahead, and leaves the host to the worker that has it")
    func named() async throws {
        try await withTwoWorkers(following: 3) { bed, first, second in
            let held = try await claim(by: first, 1)
            let other = try #require(try await first.products(matching: .all, after: nil, limit: 10).elements.last?.id)
            let request = CheckRequest(limit: 1, policy: Self.noWaiting, products: [other])
            let named = try await second.claimChecks(request).map(\.lease)
            #expect(named.map(\.productID) == [other])
            _ = try await second.commit([outcome(named[0], bed)])
            #expect(try await claim(by: second, 10).isEmpty)
            _ = try await first.commit([outcome(held[0], bed)])
            #expect(try await claim(by: second, 10).count == 1)
        }
    }

    /// Two handles on a store in which so many products of one host are due.
    private func withTwoWorkers(
        following count: Int,
        _ body: (StoreBed, PostgresStore, PostgresStore) async throws -> Void
    ) async throws {
        try await StoreBed.with { bed in
            let (first, second) = (try await bed.open(), try await bed.open())
            for number in 1...count { try await first.follow(number) }
            try await body(bed, first, second)
        }
    }

    private static let noWaiting = HostPolicy(standard: HostLimits(rate: 1_000, burst: 100_000, connections: 100))

    private func claim(by store: PostgresStore, _ limit: Int) async throws -> [CheckLease] {
        try await store.claimChecks(CheckRequest(limit: limit, policy: Self.noWaiting)).map(\.lease)
    }

    private func outcome(_ lease: CheckLease, _ bed: StoreBed) -> CheckOutcome {
        Sample.outcome(under: lease, at: bed.clock.now)
    }
}
