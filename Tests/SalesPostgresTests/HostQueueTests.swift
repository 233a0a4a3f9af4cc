import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("The queue of hosts")
struct HostQueueTests {
    @Test(
        "whatever happens, no host is looked at too late or held for longer than its leases, and a claim leases all it may",
        arguments: [1, 2, 3] as [UInt64]
    )
    func anyOperations(seed: UInt64) async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 2)
            var walk = QueueWalk(stores[0], bed.clock, seed: seed)
            for number in 0..<250 {
                let store = stores[Int.random(in: 0...1, using: &walk.random)]
                walk.store = store
                let operation = try await walk.step()
                if number % 3 == 0 {
                    bed.clock.advance(by: .milliseconds(Int64.random(in: 1...9_000, using: &walk.random)))
                }
                let before = try await QueueCheck(store, policy: QueueWalk.policy)
                before.expectSoundHosts(at: bed.clock.now, after: operation)
                guard number % 2 == 0 else { continue }
                let request = walk.request()
                let claimed = try await store.claimChecks(request)
                before.expect(claimed, for: request, at: bed.clock.now)
                walk.took(claimed)
                let after = try await QueueCheck(store, policy: QueueWalk.policy)
                after.expectSoundHosts(at: bed.clock.now, after: "claiming")
            }
        }
    }

    @Test("the same holds after four workers at once")
    func manyWorkers() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 4)
            try await withThrowingTaskGroup { group in
                for (worker, store) in stores.enumerated() {
                    group.addTask {
                        var walk = QueueWalk(store, bed.clock, seed: UInt64(worker), firstNumber: 100 * worker)
                        for number in 0..<120 {
                            _ = try await walk.step()
                            if number % 2 == 0 { walk.took(try await store.claimChecks(walk.request())) }
                            bed.clock.advance(by: .milliseconds(300))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let check = try await QueueCheck(stores[0], policy: QueueWalk.policy)
            check.expectSoundHosts(at: bed.clock.now, after: "four walks")
            let request = CheckRequest(limit: maximumPageSize, policy: QueueWalk.policy)
            check.expect(try await stores[0].claimChecks(request), for: request, at: bed.clock.now)
        }
    }

    @Test("three thousand due products of one host keep none of fifty other hosts' from the first claims")
    func saturatedHost() async throws {
        for isFirst in [true, false] {
            try await StoreBed.with { bed in
                let store = try await bed.open()
                let others = try await Self.followOthers(50, in: store)
                let crowded = try await store.follow(1, host: "crowded.example")
                // As old as they can be, or younger than all others.
                try await bed.crowd(behind: crowded, 3_000, dueAt: ManualClock.start + .seconds(isFirst ? -3_600 : 0))
                var claimed: [ProductID] = []
                for _ in 0..<6 {
                    claimed += try await store.claimChecks(CheckRequest(limit: 10)).map(\.lease.productID)
                }
                #expect(Set(claimed).isSuperset(of: others))
                // A burst of 2, and one a second within five seconds.
                #expect(claimed.count == 50 + 7)
            }
        }
    }

    @Test("hosts that wait for their turn or are paused, however many, keep no other host from a claim of one")
    func waitingHosts() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let soon = CheckRequest(limit: 1, horizon: .zero)
            let waiting = try await Self.followOthers(30, in: store)
            for id in waiting.prefix(10) {
                let host = "other\(id.rawValue).example"
                _ = try await store.reserveSlot(at: host, limits: HostLimits(), horizon: .zero)
                _ = try await store.reserveSlot(at: host, limits: HostLimits(), horizon: .zero)
            }
            for id in waiting.dropFirst(10) {
                let pause = HostChange.Pause(
                    until: bed.clock.now + .seconds(id.rawValue < 20 ? 2 : 900),
                    reason: "busy"
                )
                try await store.updateHost("other\(id.rawValue).example", HostChange(pause: .some(pause)))
            }
            let free = try await store.follow(999, host: "free.example")
            #expect(try await store.claimChecks(soon).map(\.lease.productID) == [free])
            #expect(try await store.claimChecks(soon).isEmpty)
        }
    }

    @Test("a paused host gives nothing until its pause ends or is lifted, and then at once")
    func pausedHost() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            let request = CheckRequest(limit: 10, lease: .seconds(1))
            let pause = HostChange.Pause(until: bed.clock.now + .seconds(3_600), reason: "429")
            try await store.updateHost(Sample.host, HostChange(pause: .some(pause)))
            #expect(try await store.claimChecks(request).isEmpty)
            try await store.updateHost(Sample.host, HostChange(pause: .some(nil)))
            #expect(try await store.claimChecks(request).map(\.lease.productID) == [product])
            bed.clock.advance(by: .seconds(1))
            try await store.updateHost(Sample.host, HostChange(pause: .some(pause)))
            #expect(try await store.claimChecks(request).isEmpty)
            bed.clock.set(to: pause.until - .seconds(5) - .milliseconds(1))
            #expect(try await store.claimChecks(request).isEmpty)
            bed.clock.advance(by: .milliseconds(1))
            let claimed = try await store.claimChecks(request)
            #expect(claimed.map(\.lease.productID) == [product] && claimed.first?.startAfter == .seconds(5))
        }
    }

    static func followOthers(_ count: Int, in store: PostgresStore) async throws -> [ProductID] {
        var products: [ProductID] = []
        for number in 1...count { products.append(try await store.follow(number, host: "other\(number).example")) }
        return products
    }
}

extension StoreBed {
    /// Adds followed products to the host of another, and tells the host of them.
    func crowd(behind product: ProductID, _ count: Int, dueAt: Timestamp) async throws {
        _ = try await sql(
            """
            WITH added AS (
                INSERT INTO products (website_id, url, selection, name, created_at)
                SELECT website_id, url || '/' || n, '', name, created_at
                FROM products, generate_series(1, \(count - 1)) n WHERE id = \(product) RETURNING id, website_id
            ),
            stated AS (INSERT INTO product_states (product_id) SELECT id FROM added)
            INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
            SELECT id, website_id, 1, to_timestamp(\(dueAt.milliseconds / 1_000)) FROM added;
            UPDATE check_queue SET next_check_at = to_timestamp(\(dueAt.milliseconds / 1_000)) WHERE product_id = \(product);
            UPDATE hosts SET work_at = to_timestamp(\(dueAt.milliseconds / 1_000))
            WHERE website_id = (SELECT website_id FROM products WHERE id = \(product));
            """
        )
    }
}
