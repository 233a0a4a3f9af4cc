import SalesCore

/// What every `OverviewStore` promises, by number.
///
/// The store that the harness makes conforms to `OverviewStore` beside `TrackingStore`, and has several users. They run
/// as ``StorePromises`` do.
public enum OverviewPromises {
    /// Every promise of a store of overviews.
    public static let all: [Promise<StoreHarness>] =
        lists + orders + pages + filters + details
        + injections

    /// A promise whose check gets a fresh store of overviews.
    static func promise(
        _ number: Int,
        _ sentence: String,
        check: @escaping @Sendable (OverviewBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("OVERVIEW-\(number)", sentence, role: "overviews", needs: [.severalUsers]) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(OverviewBench(StoreBench(clock: clock, tested: tested)))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

/// A fresh store of overviews, and the steps that its promises begin with.
struct OverviewBench: Sendable {
    let bench: StoreBench
    let overviews: any OverviewStore

    var clock: ManualClock { bench.clock }
    var store: any TrackingStore { bench.store }

    init(_ bench: StoreBench) throws {
        self.bench = bench
        overviews = try demandValue(
            bench.store as? any OverviewStore,
            "the store is no `OverviewStore`; leave out `OverviewPromises`"
        )
    }

    /// Adds products of these numbers, which a person follows in this order.
    func follow(_ numbers: [Int], by user: UserID = .local, host: String = Sample.host) async throws -> [ProductID] {
        var products: [ProductID] = []
        for number in numbers {
            let product = try await bench.product(number, host: host).id
            _ = try await bench.follow(product, by: user)
            products.append(product)
        }
        return products
    }

    /// Saves what a check of a followed product gave.
    func save(
        _ product: ProductID,
        name: String? = nil,
        _ change: (inout ProductState) -> Void = { _ in }
    ) async throws {
        let lease = try await bench.claimOne(product)
        var state = try await bench.reread(product).state
        change(&state)
        let outcome = CheckOutcome(
            lease: lease,
            state: state,
            name: name,
            nextCheckAt: clock.now + .seconds(60),
            decidedAt: clock.now
        )
        let results = try await store.commit([outcome])
        try demand(results, equals: [.committed(nil)], "saving a check of product \(product)")
    }

    /// What a person follows, page by page, with something done between the pages.
    func list(
        of user: UserID = .local,
        _ filter: FollowedFilter = .all,
        by order: FollowedOrder = .newest,
        history: Range<Int64> = 0..<0,
        limit: Int = 3,
        between: () async throws -> Void = {}
    ) async throws -> [FollowedProduct] {
        try await bench.allPages(
            between: between,
            { token in
                try await overviews.followedProducts(
                    of: user,
                    matching: filter,
                    by: order,
                    history: history,
                    after: token,
                    limit: limit
                )
            }
        )
    }

    /// The products that a person follows, as a list has them.
    func products(
        of user: UserID = .local,
        _ filter: FollowedFilter = .all,
        by order: FollowedOrder = .newest,
        limit: Int = 3
    ) async throws -> [ProductID] {
        try await list(of: user, filter, by: order, limit: limit).map(\.product.id)
    }

    /// What a list has of a product, read by other ways.
    func expected(_ product: ProductID, of user: UserID = .local) async throws -> FollowedProduct {
        let known = try await bench.reread(product)
        let subscription = try await store.subscription(of: user, to: product)
        let websites = try await bench.allPages { try await store.websites(after: $0, limit: maximumPageSize) }
        return FollowedProduct(
            product: known,
            subscription: try demandValue(subscription, "product \(product) is not followed"),
            website: try demandValue(websites.first { $0.id == known.websiteID }, "product \(product) has no website")
        )
    }
}
