import SalesCore

extension PromiseNeed {
    /// A store whose leases can be kept: ``TestedStore/store`` conforms to `LeaseRenewal` as well.
    public static let renewal = PromiseNeed(rawValue: "renewal")
}

extension StorePromises {
    /// Promises about leases that a worker keeps while it lives.
    static let renewal: [Promise<StoreHarness>] = [
        promise(95, "a renewed lease runs anew from the renewal, and no longer", role: "renewal", needs: [.renewal]) {
            bench in
            let store = try bench.renewingStore()
            let products = [try await bench.followedProduct(1).id, try await bench.followedProduct(2).id]
            let leases = try await bench.claim(2, lease: .seconds(10)).map(\.lease).sorted {
                $0.productID < $1.productID
            }
            try demand(leases.map(\.productID), equals: products, "what was claimed")
            bench.clock.advance(by: .seconds(9))
            let renewed = try await store.renewChecks([leases[0]], lease: .seconds(10))
            try demand(renewed, equals: [true], "renewing a lease that runs")
            bench.clock.advance(by: .seconds(9))
            let others = try await bench.claim(2).map(\.lease.productID)
            try demand(others, equals: [products[1]], "what was claimed when only the other lease had run out")
            let outcome = Sample.outcome(under: leases[0], at: bench.clock.now)
            try demand(try await bench.store.commit([outcome]), equals: [.committed(nil)], "committing under it")
            let again = try await bench.claimOne(products[0], lease: .seconds(10))
            _ = try await store.renewChecks([again], lease: .seconds(10))
            bench.clock.advance(by: .seconds(10))
            let late = Sample.outcome(under: again, at: bench.clock.now)
            try demand(try await bench.store.commit([late]), equals: [.conflict], "committing after its end")
        },
        promise(
            96,
            "a lease that has run out, was taken over or was ended is not renewed",
            role: "renewal",
            needs: [.renewal]
        ) {
            bench in
            let store = try bench.renewingStore()
            let product = try await bench.followedProduct(1).id
            let first = try await bench.claimOne(product, lease: .seconds(10))
            bench.clock.advance(by: .seconds(10))
            try demand(try await store.renewChecks([first], lease: .seconds(10)), equals: [false], "one that ran out")
            let second = try await bench.claimOne(product, lease: .seconds(10))
            let both = try await store.renewChecks([first, second, first], lease: .seconds(10))
            try demand(both, equals: [false, true, false], "one that was taken over, and its successor")
            try await bench.store.releaseChecks([second])
            let ended = try await store.renewChecks([second], lease: .seconds(10))
            try demand(ended, equals: [false], "one that was given back")
            let claimed = try await bench.claim().map(\.lease.productID)
            try demand(claimed, equals: [product], "what can be claimed then")
        },
    ]
}

extension StoreBench {
    fileprivate func renewingStore() throws -> any LeaseRenewal {
        guard let renewal = store as? any LeaseRenewal else {
            throw PromiseBroken("the store renews no leases; leave out promises that need it")
        }
        return renewal
    }
}
