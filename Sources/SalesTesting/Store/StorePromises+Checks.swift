import SalesCore

extension StorePromises {
    /// Promises about what is due and who works on it.
    static let checks: [Promise<StoreHarness>] = claiming + turns + committing + conflicts

    private static let claiming: [Promise<StoreHarness>] = [
        promise(30, "only followed products that are due are claimed, oldest first within a host", role: "checks") {
            bench in
            let now = bench.clock.now
            let young = try await bench.followedProduct(1, dueAt: now)
            let old = try await bench.followedProduct(2, dueAt: now - .seconds(9))
            let middle = try await bench.followedProduct(3, dueAt: now - .milliseconds(1))
            let later = try await bench.followedProduct(4, dueAt: now + .milliseconds(1))
            _ = try await bench.product(5)
            let first = try await bench.claim()
            try demand(
                first.map(\.product.id),
                equals: [old.id, middle.id, young.id],
                "what was claimed, in its order"
            )
            try demand(first.map(\.product), equals: [old, middle, young], "the products of the claims")
            try demand(first.map(\.lease.productID), equals: first.map(\.product.id), "the leases' products")
            bench.clock.advance(by: .milliseconds(1))
            try demand(try await bench.claim().map(\.product.id), equals: [later.id], "what is due a moment later")
        },
        promise(31, "a claimed product is not claimed again before its lease ends, and is then", role: "checks") {
            bench in
            let product = try await bench.followedProduct(1)
            try demand(try await bench.claim(lease: .seconds(30)).count, equals: 1, "the first claim")
            for only in [nil, [product.id]] {
                let second = try await bench.claim(only: only)
                try demand(second.count, equals: 0, "a second claim, by its number: \(only != nil)")
            }
            bench.clock.advance(by: .milliseconds(29_999))
            try demand(try await bench.claim().count, equals: 0, "a claim a millisecond before the lease ends")
            bench.clock.advance(by: .milliseconds(1))
            let next = try await bench.claim()
            try demand(next.map(\.product.id), equals: [product.id], "a claim when the lease ended")
        },
        promise(32, "every lease of a product has a token of its own", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            var tokens: [Int64] = []
            for round in 0..<6 {
                let claimed = try demandValue(try await bench.claim().first, "claim \(round) gave nothing")
                tokens.append(claimed.lease.token)
                switch round % 3 {
                case 0: bench.clock.advance(by: .seconds(30))
                case 1: try await bench.store.releaseChecks([claimed.lease])
                default:
                    _ = try await bench.store.commit([Sample.outcome(under: claimed.lease, at: bench.clock.now)])
                    try await bench.store.scheduleCheck(of: product.id, at: bench.clock.now)
                }
            }
            try demand(Set(tokens).count, equals: tokens.count, "how many of the tokens \(tokens) are different")

            // Leased behind another, in one claim.
            let elder = try await bench.followedProduct(2, dueAt: bench.clock.now - .seconds(60))
            try await bench.store.scheduleCheck(of: product.id, at: bench.clock.now)
            for only in [[product.id], [elder.id, product.id], [elder.id, product.id]] {
                let claimed = try await bench.claim(only: only)
                tokens += claimed.filter { $0.product.id == product.id }.map(\.lease.token)
                try await bench.store.releaseChecks(claimed.map(\.lease))
            }
            try demand(Set(tokens).count, equals: 9, "how many of the tokens \(tokens) are different")
        },
        promise(35, "named products are claimed whether due or followed or not, and no others", role: "checks") {
            bench in
            let due = try await bench.followedProduct(1)
            let later = try await bench.followedProduct(2, dueAt: bench.clock.now + .seconds(999))
            let unfollowed = try await bench.product(3)
            let absent = ProductID(rawValue: 999)
            let named = [later.id, unfollowed.id, absent, later.id]
            let claimed = try await bench.claim(only: named)
            try demand(Set(claimed.map(\.product.id)), equals: [later.id, unfollowed.id], "what was claimed")
            try demand(claimed.count, equals: 2, "how many were claimed")
            try demand(try await bench.claim(only: []).count, equals: 0, "how many of no named ones were claimed")
            try demand(try await bench.claim().map(\.product.id), equals: [due.id], "what is due besides")
        },
        promise(44, "16 workers who claim 1,000 products together give none to two", role: "checks") { bench in
            var ids: Set<ProductID> = []
            for number in 0..<1_000 {
                ids.insert(try await bench.followedProduct(number, host: "h\(number % 7).example").id)
            }
            let claimed = try await withThrowingTaskGroup(of: [ProductID].self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        var mine: [ProductID] = []
                        while true {
                            let next = try await bench.claim(23)
                            if next.isEmpty || mine.count > 1_000 { return mine }
                            mine += next.map(\.product.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try demand(claimed.count, equals: 1_000, "how many claims were given")
            try demand(Set(claimed), equals: ids, "the products that were claimed")
        },
        promise(45, "a claim gives no more than its limit", role: "checks") { bench in
            for number in 0..<5 { _ = try await bench.followedProduct(number, host: "h\(number % 2).example") }
            var sizes: [Int] = []
            for _ in 0..<4 { sizes.append(try await bench.claim(2).count) }
            try demand(sizes, equals: [2, 2, 1, 0], "the sizes of claims of 2")
        },
    ]

    private static let committing: [Promise<StoreHarness>] = [
        promise(36, "a commit saves state, name, row, event and next check together", role: "checks") { bench in
            var random = SeededRandom(seed: 36)
            for number in 1...20 {
                let before = try await bench.followedProduct(number)
                var outcome = Sample.outcome(under: try await bench.claimOne(before.id), at: bench.clock.now)
                outcome.state = Sample.state(&random)
                outcome.name = Sample.texts[number % Sample.texts.count]
                outcome.event = Sample.change(&random)
                let result = try await bench.store.commit([outcome])
                var expected = before
                expected.state = outcome.state
                expected.name = outcome.name ?? ""
                expected.nextCheckAt = outcome.nextCheckAt
                try demand(try await bench.reread(before.id), equals: expected, "the product after its commit")
                let rows = try await bench.history(of: before.id)
                try demand(rows, equals: outcome.row.map { [$0] } ?? [], "the history after the commit")
                let events = try await bench.eventList(of: before.id)
                try demand(events.map(\.change), equals: outcome.event.map { [$0] } ?? [], "the events")
                try demand(events.map(\.productID), equals: [before.id], "the product of the events")
                try demand(result, equals: [.committed(events.first?.id)], "the answer")
            }
        },
        promise(39, "each item of a batch stands alone, and answers come in its order", role: "checks") { bench in
            var leases: [CheckLease] = []
            for number in 0..<5 {
                leases.append(try await bench.claimOne(try await bench.followedProduct(number).id))
            }
            leases[1] = CheckLease(productID: leases[1].productID, token: leases[1].token &+ 1_000_000)
            leases[3] = CheckLease(productID: ProductID(rawValue: 999), token: leases[3].token)
            let outcomes = leases.enumerated().map { index, lease in
                Sample.outcome(under: lease, at: bench.clock.now, event: index == 4)
            }
            let results = try await bench.store.commit(outcomes)
            let kinds = results.map { $0 == .conflict ? "conflict" : $0 == .committed(nil) ? "saved" : "event" }
            try demand(kinds, equals: ["saved", "conflict", "saved", "conflict", "event"], "the answers")
            for (index, lease) in leases.enumerated() where index != 3 {
                let rows = try await bench.history(of: lease.productID)
                try demand(rows.count, equals: index == 1 ? 0 : 1, "the rows of item \(index)")
            }
            try demand(try await bench.store.commit([]), equals: [], "the answers to no items")
        },
        promise(47, "a row of a moment that is there stays, and the rest of its commit is saved", role: "checks") {
            bench in
            let product = try await bench.followedProduct(1)
            let there = Sample.row(of: product.id, Sample.pounds(1), at: bench.clock.now)
            _ = try await bench.store.importPrices([there])
            let outcome = Sample.outcome(under: try await bench.claimOne(product.id), at: bench.clock.now, event: true)
            let results = try await bench.store.commit([outcome])
            try demand(results.contains(.conflict), equals: false, "whether the commit was a conflict")
            try demand(try await bench.history(of: product.id), equals: [there], "the history")
            try demand(try await bench.reread(product.id).state, equals: outcome.state, "the state")
            try demand(try await bench.eventList(of: product.id).count, equals: 1, "how many events there are")
        },
        promise(48, "a commit after the last follower left is saved, and the product is not due", role: "checks") {
            bench in
            let product = try await bench.followedProduct(1)
            let lease = try await bench.claimOne(product.id)
            try await bench.store.removeSubscription(of: .local, to: product.id)
            let outcome = Sample.outcome(under: lease, at: bench.clock.now)
            try demand(try await bench.store.commit([outcome]), equals: [.committed(nil)], "the answer")
            try demand(try await bench.reread(product.id).state, equals: outcome.state, "the state")
            bench.clock.advance(by: .seconds(600))
            try demand(try await bench.claim().count, equals: 0, "how many are due without a follower")
        },
        promise(49, "a commit without name, row and event leaves those as they are", role: "checks") { bench in
            let product = try await bench.followedProduct(1)
            try await bench.drop(of: product.id)
            let rows = try await bench.history(of: product.id)
            let events = try await bench.eventList(of: product.id)
            let lease = try await bench.claimOne(product.id)
            bench.clock.advance(by: .seconds(5))
            let next = bench.clock.now + .seconds(60)
            let outcome = CheckOutcome(
                lease: lease,
                state: ProductState(),
                nextCheckAt: next,
                decidedAt: bench.clock.now
            )
            try demand(try await bench.store.commit([outcome]), equals: [.committed(nil)], "the answer")
            try demand(try await bench.history(of: product.id), equals: rows, "the history")
            try demand(try await bench.eventList(of: product.id), equals: events, "the events")
            let found = try await bench.reread(product.id)
            try demand(found.name, equals: product.name, "the name")
            try demand(found.state, equals: ProductState(), "the state")
            try demand(found.nextCheckAt, equals: next, "the next check")
        },
    ]
}
