import Foundation
import SalesCore
import SalesPostgres

/// Outcomes of checks, committed in batches.
enum Commits {
    /// A lease as it is kept in a file between the two halves of the measurement.
    private struct Kept: Codable {
        let product: Int64
        let token: Int64
    }

    /// Leases products whether they are due or not, in an order that is not theirs.
    static func lease(_ store: PostgresStore, count: Int, file: String) async throws {
        var kept: [Kept] = []
        let policy = HostPolicy(standard: HostLimits(rate: 1_000, burst: HostLimits.maximumBurst))
        for first in stride(from: 1, through: count, by: maximumPageSize) {
            let ids = (first...min(count, first + maximumPageSize - 1)).map { ProductID(rawValue: Int64($0)) }
            let request = CheckRequest(limit: ids.count, lease: .seconds(86_400), policy: policy, products: ids)
            kept += try await store.claimChecks(request).map {
                Kept(product: $0.lease.productID.rawValue, token: $0.lease.token)
            }
        }
        var random = SystemRandomNumberGenerator()
        kept.shuffle(using: &random)
        try JSONEncoder().encode(kept).write(to: URL(fileURLWithPath: file))
        try Main.report(["bench": "lease", "leases": kept.count])
    }

    static func commit(_ store: PostgresStore, file: String, batch: Int, changed: Int) async throws {
        let kept = try JSONDecoder().decode([Kept].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        let now = store.time.now
        guard let pounds = Currency(code: "GBP") else { return }
        let outcomes = kept.enumerated().map { index, kept in
            outcome(of: kept, hasChanged: index % changed == 0, pounds, at: now)
        }
        var conflicts = 0
        // The connection, and what is prepared once.
        _ = try await store.commit([])
        let start = ContinuousClock.now
        for first in stride(from: 0, to: outcomes.count, by: batch) {
            let results = try await store.commit(Array(outcomes[first..<min(outcomes.count, first + batch)]))
            conflicts += results.filter { $0 == .conflict }.count
        }
        let wall = (ContinuousClock.now - start).seconds
        try Main.report([
            "bench": "commit", "outcomes": outcomes.count, "conflicts": conflicts, "wall_s": wall,
            "outcomes_per_s": Double(outcomes.count) / wall,
        ])
    }

    private static func outcome(of kept: Kept, hasChanged: Bool, _ currency: Currency, at now: Timestamp)
        -> CheckOutcome
    {
        let id = ProductID(rawValue: kept.product)
        let price = Money(minorUnits: 1_000 + kept.product % 9_000, currency: currency)
        return CheckOutcome(
            lease: CheckLease(productID: id, token: kept.token),
            state: ProductState(
                price: price,
                availability: .inStock,
                priceSince: now,
                lastReadAt: now,
                lastCheckAt: now,
                outcome: .offer,
                lastRowDay: now.utcDay,
                validators: Validators(etag: "\"5d8c72a5edda8d6a\"", lastModified: nil),
                bodyHash: UInt64(kept.product)
            ),
            row: hasChanged
                ? PricePoint(
                    productID: id,
                    observedAt: now,
                    price: price,
                    availability: .inStock,
                    isCarriedForward: false
                ) : nil,
            nextCheckAt: now + .seconds(60),
            decidedAt: now
        )
    }
}
