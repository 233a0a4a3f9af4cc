import SalesCore

extension StorePromises {
    /// Promises about who wants to be told what.
    static let preferences: [Promise<StoreHarness>] = savingPreferences + countingFollowers

    private static let savingPreferences: [Promise<StoreHarness>] = [
        promise(10, "a subscription is read back whole, and replacing it keeps its number", role: "preferences") {
            bench in
            let product = try await bench.product(1)
            var version: Int64 = 0
            var number: SubscriptionID?
            for draft in Sample.drafts(to: product.id, at: bench.clock.now) {
                let saved = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                let row = try demandValue(saved, "a subscription was not saved")
                version += 1
                let expected = Sample.subscription(of: draft, id: number ?? row.id, version: version)
                try demand(row, equals: expected, "the subscription as it was saved")
                let found = try await bench.store.subscription(of: .local, to: product.id)
                try demand(found, equals: expected, "the subscription as it was read back")
                number = row.id
            }
        },
        promise(11, "a save that expects another version changes nothing", role: "preferences") { bench in
            let product = try await bench.product(1)
            let draft = Sample.draft(to: product.id)
            for wrong in [Int64(1), 2] {
                let saved = try await bench.store.save(draft, expectedVersion: wrong, dueAt: bench.clock.now)
                try demand(saved, equals: nil, "a save that expects version \(wrong) where there is none")
            }
            let first = try await bench.store.save(draft, expectedVersion: 0, dueAt: bench.clock.now)
            try demand(first?.version, equals: 1, "the version of a save that expects none")
            var other = draft
            other.rule = .anyDrop
            for wrong in [Int64(0), 2] {
                let saved = try await bench.store.save(other, expectedVersion: wrong, dueAt: bench.clock.now)
                try demand(saved, equals: nil, "a save that expects version \(wrong) where it is 1")
            }
            let kept = try await bench.store.subscription(of: .local, to: product.id)
            try demand(kept, equals: first, "the subscription after saves that expected other versions")
            let second = try await bench.store.save(other, expectedVersion: 1, dueAt: bench.clock.now)
            try demand(second?.version, equals: 2, "the version after a save that expected the present one")
            try demand(second?.rule, equals: .anyDrop, "the rule after a save that expected the present version")
        },
        promise(12, "a subscription to no product or of nobody is not saved", role: "preferences") { bench in
            let product = try await bench.product(1)
            for draft in [
                Sample.draft(to: ProductID(rawValue: 999)),
                Sample.draft(of: UserID(rawValue: 999), to: product.id),
            ] {
                let saved = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                try demand(saved, equals: nil, "a subscription of \(draft.userID) to \(draft.productID)")
            }
            let all = try await bench.store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: 10)
            try demand(all.elements, equals: [], "the subscriptions")
            try demand(try await bench.reread(product.id), equals: product, "the product")
        },
        promise(13, "subscriptions come in pages, each once, in the order of their numbers", role: "preferences") {
            bench in
            var products: [ProductID] = []
            for number in 0..<8 { products.append(try await bench.followedProduct(number).id) }
            var removals = [products[0], products[1]].makeIterator()
            let listed = try await bench.allPages(
                between: {
                    guard let id = removals.next() else { return }
                    try await bench.store.removeSubscription(of: .local, to: id)
                },
                { try await bench.store.subscriptions(matching: SubscriptionFilter(), after: $0, limit: 2) }
            )
            try demand(listed.map(\.id), equals: Set(listed.map(\.id)).sorted(), "the order of the subscriptions")
            try demand(listed.map(\.productID), equals: products, "the products of the subscriptions")
        },
        promise(14, "a removed subscription is gone, and removing what is not there succeeds", role: "preferences") {
            bench in
            let product = try await bench.followedProduct(1)
            let other = try await bench.followedProduct(2)
            try await bench.store.removeSubscription(of: .local, to: product.id)
            try await bench.store.removeSubscription(of: .local, to: product.id)
            try await bench.store.removeSubscription(of: UserID(rawValue: 999), to: other.id)
            let found = try await bench.store.subscription(of: .local, to: product.id)
            try demand(found, equals: nil, "the removed subscription")
            try demand(try await bench.reread(product.id).activeFollowers, equals: 0, "the followers that are left")
            try demand(try await bench.reread(other.id).activeFollowers, equals: 1, "the followers of another product")
            try demand(try await bench.claim().map(\.product.id), equals: [other.id], "what is due")
            let again = try await bench.follow(product.id)
            try demand(again.version, equals: 1, "the version of a subscription that was made anew")
        },
        promise(18, "a list of subscriptions holds only those asked for", role: "preferences", needs: [.severalUsers]) {
            bench in
            let people = try await bench.people(3)
            let products = [try await bench.product(1).id, try await bench.product(2).id]
            for product in products {
                for person in people { _ = try await bench.follow(product, by: person) }
            }
            func list(_ filter: SubscriptionFilter) async throws -> [[Int64]] {
                try await bench.allPages {
                    try await bench.store.subscriptions(matching: filter, after: $0, limit: 2)
                }.map { [$0.productID.rawValue, $0.userID.rawValue] }
            }
            let ofProduct = try await list(SubscriptionFilter(productID: products[1]))
            try demand(ofProduct, equals: people.map { [products[1].rawValue, $0.rawValue] }, "those to a product")
            let ofPerson = try await list(SubscriptionFilter(userID: people[2]))
            try demand(ofPerson, equals: products.map { [$0.rawValue, people[2].rawValue] }, "those of a person")
            let one = try await list(SubscriptionFilter(userID: people[1], productID: products[0]))
            try demand(one, equals: [[products[0].rawValue, people[1].rawValue]], "those of a person to a product")
        },
    ]

    private static let countingFollowers: [Promise<StoreHarness>] = [
        promise(15, "a paused subscription is not counted, and its interval neither", role: "preferences") { bench in
            let product = try await bench.product(1)
            for (isPaused, interval) in [(false, 45), (true, 45), (true, 30), (false, 90), (false, nil)] {
                let draft = Sample.draft(
                    to: product.id,
                    interval: interval.map { .seconds($0) },
                    isPaused: isPaused
                )
                _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                let found = try await bench.reread(product.id)
                try demand(found.activeFollowers, equals: isPaused ? 0 : 1, "the followers, paused: \(isPaused)")
                let expected = isPaused ? nil : draft.interval
                try demand(found.interval, equals: expected, "the product's interval, paused: \(isPaused)")
                let claimed = try await bench.claim()
                try demand(claimed.count, equals: isPaused ? 0 : 1, "what is due, paused: \(isPaused)")
                try await bench.store.releaseChecks(claimed.map(\.lease))
            }
        },
        promise(16, "the first active follower makes a product due, later ones leave it as it is", role: "preferences")
        {
            bench in
            let product = try await bench.product(1)
            let now = bench.clock.now
            func save(isPaused: Bool, dueAt: Timestamp, _ what: String, expected: Timestamp) async throws {
                let draft = Sample.draft(to: product.id, isPaused: isPaused)
                _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: dueAt)
                try demand(try await bench.reread(product.id).nextCheckAt, equals: expected, what)
            }
            let later = now + .seconds(500)
            try await save(isPaused: true, dueAt: later, "next check after a paused one", expected: product.nextCheckAt)
            try await save(isPaused: false, dueAt: later, "next check after the first", expected: later)
            try await save(isPaused: false, dueAt: now, "next check after an edit", expected: later)
            try await save(isPaused: true, dueAt: now, "next check after pausing", expected: later)
            try await save(isPaused: false, dueAt: now, "next check after resuming", expected: now)
        },
        promise(17, "the local user is there from the start", role: "preferences") { bench in
            let product = try await bench.product(1)
            let subscription = try await bench.follow(product.id, by: .local)
            try demand(subscription.userID, equals: .local, "the subscription's person")
        },
        promise(
            19,
            "followers and the shortest interval are of all people",
            role: "preferences",
            needs: [.severalUsers]
        ) {
            bench in
            let people = try await bench.people(4)
            let product = try await bench.product(1)
            let intervals: [Duration?] = [.seconds(300), nil, .milliseconds(61_500), .seconds(61)]
            for (person, interval) in zip(people, intervals) {
                let draft = Sample.draft(of: person, to: product.id, interval: interval)
                _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            }
            try await expect(4, .seconds(61), "with all")
            try await bench.store.removeSubscription(of: people[3], to: product.id)
            try await expect(3, .milliseconds(61_500), "without the shortest")
            let paused = Sample.draft(of: people[2], to: product.id, interval: .milliseconds(61_500), isPaused: true)
            _ = try await bench.store.save(paused, expectedVersion: nil, dueAt: bench.clock.now)
            try await expect(2, .seconds(300), "with the next shortest paused")
            try await bench.store.removeSubscription(of: people[0], to: product.id)
            try await expect(1, nil, "with only one that asks for no interval")

            func expect(_ followers: Int, _ interval: Duration?, _ when: String) async throws {
                let found = try await bench.reread(product.id)
                try demand(found.activeFollowers, equals: followers, "the followers \(when)")
                try demand(found.interval, equals: interval, "the interval \(when)")
            }
        },
        promise(
            28,
            "whether an active follower names no interval is known",
            role: "preferences",
            needs: [.severalUsers]
        ) { bench in
            let people = try await bench.people(3)
            let product = try await bench.product(1)
            func save(_ person: UserID, _ interval: Duration?, isPaused: Bool = false, _ expected: Bool) async throws {
                let draft = Sample.draft(of: person, to: product.id, interval: interval, isPaused: isPaused)
                _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                let found = try await bench.reread(product.id).hasDefaultFollower
                let what = "an interval of \(interval.map { "\($0)" } ?? "none"), paused: \(isPaused)"
                try demand(found, equals: expected, "whether somebody names none after \(what)")
            }
            try demand(try await bench.reread(product.id).hasDefaultFollower, equals: false, "with no follower")
            try await save(people[0], .seconds(300), false)
            try await save(people[1], nil, isPaused: true, false)
            try await save(people[1], nil, true)
            try await save(people[2], nil, true)
            try await save(people[1], .seconds(30), true)
            let claimed = try await bench.claim().first
            try demand(claimed?.product.hasDefaultFollower, equals: true, "what a claim says")
            try await bench.store.removeSubscription(of: people[2], to: product.id)
            let left = try await bench.reread(product.id).hasDefaultFollower
            try demand(left, equals: false, "when the last who named none is gone")
        },
    ]
}
