import SalesCore

/// What every `InstallationStore` promises, by number.
///
/// The store that the harness makes conforms to `InstallationStore` and `AccountStore` beside `TrackingStore`. They run
/// as ``StorePromises`` do.
public enum InstallationPromises {
    /// Every promise of a store that tells of an installation.
    public static let all: [Promise<StoreHarness>] = totals + rankings + changes

    /// A promise whose check gets a fresh store that tells of an installation.
    static func promise(
        _ number: Int,
        _ sentence: String,
        check: @escaping @Sendable (InstallationBench) async throws -> Void
    ) -> Promise<StoreHarness> {
        Promise("INSTALLATION-\(number)", sentence, role: "installation", needs: [.severalUsers]) { harness in
            let clock = ManualClock()
            let tested = try await harness.makeStore(clock)
            do {
                try await check(InstallationBench(StoreBench(clock: clock, tested: tested)))
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }
}

/// A fresh store that tells of an installation, and the steps that its promises begin with.
struct InstallationBench: Sendable {
    /// One of the two lists.
    enum Ranking: CaseIterable {
        case popular, failing
    }

    let bench: StoreBench
    let installation: any InstallationStore

    var clock: ManualClock { bench.clock }

    init(_ bench: StoreBench) throws {
        self.bench = bench
        installation = try demandValue(
            bench.store as? any InstallationStore,
            "the store is no `InstallationStore`; leave out `InstallationPromises`"
        )
    }

    /// A page of a list.
    func page(_ ranking: Ranking, after token: PageToken? = nil, limit: Int) async throws -> Page<Product> {
        switch ranking {
        case .popular: try await installation.popularProducts(after: token, limit: limit)
        case .failing: try await installation.failingProducts(after: token, limit: limit)
        }
    }

    /// A whole list, page by page, with something done between the pages.
    func list(_ ranking: Ranking, limit: Int = 2, between: () async throws -> Void = {}) async throws -> [Product] {
        try await bench.allPages(between: between, { try await page(ranking, after: $0, limit: limit) })
    }

    /// Adds a product that so many of these people follow.
    func product(_ number: Int, followers: Int, of people: [UserID]) async throws -> ProductID {
        let product = try await bench.product(number).id
        for person in people.prefix(followers) { _ = try await bench.follow(product, by: person) }
        return product
    }

    /// Saves that a followed product failed so often, and since when it counts as broken.
    func fail(_ product: ProductID, times: Int, brokenSince: Timestamp? = nil) async throws {
        let lease = try await bench.claimOne(product)
        var state = try await bench.reread(product).state
        (state.consecutiveFailures, state.brokenSince) = (times, brokenSince)
        let outcome = CheckOutcome(
            lease: lease,
            state: state,
            nextCheckAt: clock.now + .seconds(60),
            decidedAt: clock.now
        )
        let results = try await bench.store.commit([outcome])
        try demand(results, equals: [.committed(nil)], "saving a check of product \(product)")
    }
}

extension InstallationPromises {
    /// Promises about counts.
    static let totals: [Promise<StoreHarness>] = [
        promise(1, "people, products and subscriptions are counted, and those that are verified, followed and paused") {
            bench in
            let before = try await bench.installation.totals(since: bench.clock.now)
            try demand(before.people, equals: 1, "the people of an empty store")
            let people = [
                try await bench.bench.person(1), try await bench.bench.verifiedPerson(2, on: [.email]),
                try await bench.bench.verifiedPerson(3, on: [.sms]), try await bench.bench.verifiedPerson(4),
            ].map(\.id)
            _ = try await bench.product(1, followers: 4, of: people)
            let second = try await bench.product(2, followers: 2, of: people)
            let third = try await bench.product(3, followers: 1, of: people)
            _ = try await bench.product(4, followers: 0, of: people)
            let paused: [(product: ProductID, interval: Duration?)] = [(second, nil), (third, .seconds(90))]
            for (product, interval) in paused {
                let draft = Sample.draft(of: people[0], to: product, interval: interval, isPaused: true)
                _ = try await bench.bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            }
            let draft = Sample.draft(of: people[1], to: second, interval: .seconds(90))
            _ = try await bench.bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            let expected = InstallationTotals(
                people: 5,
                verifiedPeople: 3,
                products: 4,
                followedProducts: 2,
                activeSubscriptions: 5,
                pausedSubscriptions: 2,
                alerts: [:],
                events: 0
            )
            try demand(try await bench.installation.totals(since: bench.clock.now), equals: expected, "the totals")
        },
        promise(2, "alerts and events are counted that were made since a moment, alerts by how far they have come") {
            bench in
            let product = try await bench.bench.followedProduct(1).id
            var moments: [Timestamp] = []
            let channels: [[Channel]] = [[.console], [.console, .email], [.sms], []]
            for (step, channels) in channels.enumerated() {
                moments.append(bench.clock.now)
                try await bench.bench.drop(of: product, to: 3_999 - Int64(step))
                // The last event is not told yet.
                if !channels.isEmpty { _ = try await bench.bench.expandNext(channels: channels) }
                bench.clock.advance(by: .seconds(1))
            }
            let claimed = try await bench.bench.claimAlerts(2)
            try demand(claimed.count, equals: 2, "how many alerts were leased")
            let settled = try await bench.bench.store.settle([
                Settlement(
                    alertID: claimed[0].alert.id,
                    token: claimed[0].token,
                    outcome: .accepted(at: bench.clock.now, receipt: nil)
                )
            ])
            try demand(settled, equals: [true], "whether the alert was settled")
            let expected: [(since: Timestamp, events: Int, pending: Int, accepted: Int)] = [
                (moments[0] - .seconds(9), 4, 3, 1), (moments[0], 4, 3, 1), (moments[1], 3, 3, 0),
                (moments[1] + .milliseconds(1), 2, 1, 0), (moments[3], 1, 0, 0), (bench.clock.now, 0, 0, 0),
            ]
            for (since, events, pending, accepted) in expected {
                let found = try await bench.installation.totals(since: since)
                try demand(found.events, equals: events, "the events since \(since)")
                let statuses = Dictionary(uniqueKeysWithValues: Alert.Status.allCases.map { ($0, 0) })
                    .merging([.pending: pending, .accepted: accepted]) { $1 }
                try demand(found.alerts, equals: statuses, "the alerts since \(since)")
            }
        },
    ]

    /// Promises about lists of products that stand out.
    static let rankings: [Promise<StoreHarness>] = [
        promise(3, "products with active followers come by how many there are, the most first, then by number") {
            bench in
            let people = try await bench.bench.people(4)
            var products: [ProductID] = []
            for (number, followers) in [1, 3, 0, 3, 1, 4, 2, 1].enumerated() {
                products.append(try await bench.product(number, followers: followers, of: people))
            }
            // Who paused does not follow actively.
            for (person, product) in [(people[3], products[5]), (people[0], products[7])] {
                let draft = Sample.draft(of: person, to: product, isPaused: true)
                _ = try await bench.bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            }
            var expected: [Product] = []
            for index in [1, 3, 5, 6, 0, 4] { expected.append(try await bench.bench.reread(products[index])) }
            for limit in [Int.min, 1, 2, 3, 6, Int.max] {
                let listed = try await bench.list(.popular, limit: limit)
                try demand(listed, equals: expected, "the products in pages of limit \(limit)")
            }
        },
        promise(4, "products that fail or are broken come by how often in a row, the most first, then by number") {
            bench in
            var products: [ProductID] = []
            for number in 1...7 { products.append(try await bench.bench.followedProduct(number).id) }
            for (index, times) in [2, 0, 5, 0, 2, 7, 1].enumerated() where times > 0 || index == 3 {
                let brokenSince = index == 3 || index == 5 ? bench.clock.now : nil
                try await bench.fail(products[index], times: times, brokenSince: brokenSince)
            }
            try await bench.bench.store.removeSubscription(of: .local, to: products[6])
            var expected: [Product] = []
            for index in [5, 2, 0, 4, 6, 3] { expected.append(try await bench.bench.reread(products[index])) }
            for limit in [Int.min, 1, 2, 3, 6, Int.max] {
                let listed = try await bench.list(.failing, limit: limit)
                try demand(listed, equals: expected, "the products in pages of limit \(limit)")
            }
            try await bench.fail(products[5], times: 0)
            let left = try await bench.list(.failing).map(\.id)
            try demand(left, equals: expected.dropFirst().map(\.id), "the products after one was read again")
        },
        promise(5, "what joins, leaves or moves meanwhile neither repeats nor hides products whose count stays") {
            bench in
            let people = try await bench.bench.people(4)
            var products: [ProductID] = []
            for (number, followers) in [2, 3, 2, 1, 1, 2, 1].enumerated() {
                let product = try await bench.product(number, followers: followers, of: people)
                try await bench.fail(product, times: followers)
                products.append(product)
            }
            for ranking in InstallationBench.Ranking.allCases {
                let whole = try await bench.list(ranking).map(\.id)
                try demand(Set(whole), equals: Set(products), "the products that are \(ranking)")
                var round = 0
                let walked = try await bench.list(
                    ranking,
                    limit: 2,
                    between: {
                        round += 1
                        // What the first page ended with leaves its place, and another takes one before it.
                        if round == 1, ranking == .popular {
                            let draft = Sample.draft(of: people[1], to: whole[1], isPaused: true)
                            _ = try await bench.bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                        } else if round == 1 {
                            try await bench.fail(whole[1], times: 0)
                        }
                        guard round <= 2 else { return }
                        let other = try await bench.product(10 + round, followers: 4, of: people)
                        try await bench.fail(other, times: 9)
                    }
                ).map(\.id)
                let stayed = whole.filter { $0 != whole[1] }
                try demand(walked.filter(Set(stayed).contains), equals: stayed, "what stayed among the \(ranking)")
                for number in 11...12 {
                    let other = try await bench.bench.product(number).id
                    try await bench.bench.store.removeProduct(other)
                }
                _ = try await bench.bench.follow(whole[1], by: people[1])
                try await bench.fail(whole[1], times: 2)
            }
        },
        promise(6, "a token of the other list, or of none, is refused as an invalid argument") { bench in
            let people = try await bench.bench.people(2)
            for number in 1...2 {
                let product = try await bench.product(number, followers: 2, of: people)
                try await bench.fail(product, times: 2)
            }
            let pairs: [(InstallationBench.Ranking, InstallationBench.Ranking)] = [
                (.popular, .failing), (.failing, .popular),
            ]
            for (ranking, other) in pairs {
                let first = try await bench.page(ranking, limit: 1)
                let token = try demandValue(first.next, "the first page of the \(ranking) has no token")
                for stray in ["", "?", "?" + token.text, token.text + "?"] {
                    try await demandError("“\(stray)” as a token", where: isInvalid) {
                        _ = try await bench.page(ranking, after: PageToken(text: stray), limit: 1)
                    }
                }
                try await demandError("a token of the \(ranking) for the \(other)", where: isInvalid) {
                    _ = try await bench.page(other, after: token, limit: 1)
                }
            }
        },
    ]

    /// Promises about what changed last.
    static let changes: [Promise<StoreHarness>] = [
        promise(7, "the newest events of all products come first, each with its product as it is now, as many as asked")
        {
            bench in
            let nothing = try await bench.installation.latestEvents(limit: 5)
            try demand(nothing, equals: [], "the events of an empty store")
            var products: [ProductID] = []
            for number in 1...3 { products.append(try await bench.bench.followedProduct(number).id) }
            var made: [PriceEventID] = []
            for (step, index) in [0, 1, 0, 2, 1].enumerated() {
                made.append(try await bench.bench.drop(of: products[index], to: 3_999 - Int64(step)))
                bench.clock.advance(by: .seconds(60))
            }
            try await bench.bench.store.removeProduct(products[2])
            var expected: [LatestEvent] = []
            for index in [1, 0, 1, 0] {
                let product = try await bench.bench.reread(products[index])
                let id = made[[4, 2, 1, 0][expected.count]]
                let found = try await bench.installation.latestEvents(limit: maximumPageSize)
                let event = try demandValue(found.first { $0.event.id == id }?.event, "event \(id) is not there")
                expected.append(LatestEvent(event: event, product: product))
            }
            try demand(
                expected.map { $0.event.change.after.price?.minorUnits },
                equals: [3_995, 3_997, 3_998, 3_999],
                "what the events say"
            )
            for limit in [Int.min, 1, 2, 3, 4, 5, Int.max] {
                let found = try await bench.installation.latestEvents(limit: limit)
                try demand(found, equals: Array(expected.prefix(pageSize(limit))), "the newest \(limit) events")
            }
        }
    ]

    private static func isInvalid(_ error: any Error) -> Bool { (error as? StoreError)?.code == .invalidArgument }
}
