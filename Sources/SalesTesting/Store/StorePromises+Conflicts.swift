import SalesCore

extension StorePromises {
    /// Promises about leases of checks that were lost, used up or given back.
    static let conflicts: [Promise<StoreHarness>] = [
        promise(37, "a lease that somebody else took over changes nothing", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            let stale = try await bench.claimOne(product.id)
            bench.clock.advance(by: .seconds(30))
            let present = try await bench.claimOne(product.id)
            let before = try await bench.reread(product.id)
            let lost = Sample.outcome(under: stale, minorUnits: 1, at: bench.clock.now, event: true)
            try demand(try await bench.store.commit([lost]), equals: [.conflict], "the answer to the lost lease")
            try await unchanged(before, bench)
            let kept = Sample.outcome(under: present, at: bench.clock.now)
            try demand(try await bench.store.commit([kept]), equals: [.committed(nil)], "the answer to the present one")
        },
        promise(38, "a lease that ran out changes nothing even if nobody took it", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            let before = try await bench.reread(product.id)
            for wait in [Duration.seconds(30), .seconds(3_600)] {
                let lease = try await bench.claimOne(product.id, lease: .seconds(30))
                bench.clock.advance(by: wait)
                let outcome = Sample.outcome(under: lease, at: bench.clock.now, event: true)
                try demand(try await bench.store.commit([outcome]), equals: [.conflict], "the answer after \(wait)")
                try await unchanged(before, bench)
            }
            let lease = try await bench.claimOne(product.id, lease: .seconds(30))
            bench.clock.advance(by: .milliseconds(29_999))
            let results = try await bench.store.commit([Sample.outcome(under: lease, at: bench.clock.now)])
            try demand(results, equals: [.committed(nil)], "the answer a millisecond before the lease ends")
        },
        promise(40, "a commit for a removed product is a conflict", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            let lease = try await bench.claimOne(product.id)
            try await bench.store.removeProduct(product.id)
            let outcome = Sample.outcome(under: lease, at: bench.clock.now, event: true)
            try demand(try await bench.store.commit([outcome]), equals: [.conflict], "the answer")
            try demand(try await bench.store.product(product.id), equals: nil, "the removed product")
            try demand(try await bench.history(of: product.id), equals: [], "its history")
            try demand(try await bench.eventList(of: product.id), equals: [], "its events")
        },
        promise(41, "a released product is due as before, and a lost lease releases nothing", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            let stale = try await bench.claimOne(product.id)
            try await bench.store.releaseChecks([stale, CheckLease(productID: ProductID(rawValue: 999), token: 1)])
            try demand(try await bench.reread(product.id), equals: product, "the product after the release")
            let next = try await bench.claim()
            try demand(next.map(\.product.id), equals: [product.id], "what is due after the release")
            let outcome = Sample.outcome(under: stale, at: bench.clock.now)
            try demand(try await bench.store.commit([outcome]), equals: [.conflict], "a commit after the release")
            try await bench.store.releaseChecks([stale])
            try demand(try await bench.claim().count, equals: 0, "what a lost lease released")
        },
        promise(42, "a scheduled check is due at its moment, and none for what is not there", role: "checks") { bench in
            let product = try await bench.followedProduct(1, dueAt: bench.clock.now + .seconds(999))
            let soon = bench.clock.now + .seconds(5)
            try await bench.store.scheduleCheck(of: product.id, at: soon)
            try await bench.store.scheduleCheck(of: ProductID(rawValue: 999), at: soon)
            try demand(try await bench.reread(product.id).nextCheckAt, equals: soon, "the next check")
            try demand(try await bench.claim().count, equals: 0, "what is due before the moment")
            bench.clock.advance(by: .seconds(5))
            let lease = try demandValue(try await bench.claim().first, "nothing was due at the moment").lease
            try await bench.store.scheduleCheck(of: product.id, at: bench.clock.now)
            try demand(try await bench.claim().count, equals: 0, "what scheduling gave of a leased product")
            let outcome = Sample.outcome(under: lease, at: bench.clock.now)
            try demand(try await bench.store.commit([outcome]), equals: [.committed(nil)], "the answer under its lease")
            let next = try await bench.reread(product.id).nextCheckAt
            try demand(next, equals: outcome.nextCheckAt, "the next check after the commit")
        },
        promise(43, "a lease commits once", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            let lease = try await bench.claimOne(product.id)
            let first = Sample.outcome(under: lease, at: bench.clock.now, event: true)
            var second = first
            second.row?.observedAt = bench.clock.now + .milliseconds(1)
            let results = try await bench.store.commit([first, second])
            try demand(results.last, equals: .conflict, "the second answer in one batch")
            try demand(try await bench.store.commit([second]), equals: [.conflict], "the answer to another batch")
            try demand(try await bench.eventList(of: product.id).count, equals: 1, "how many events there are")
            try demand(try await bench.history(of: product.id).count, equals: 1, "how many rows there are")
        },
    ]

    private static func unchanged(_ product: Product, _ bench: StoreBench) async throws {
        try demand(try await bench.reread(product.id), equals: product, "the product after a conflict")
        try demand(try await bench.history(of: product.id), equals: [], "the history after a conflict")
        try demand(try await bench.eventList(of: product.id), equals: [], "the events after a conflict")
    }
}
