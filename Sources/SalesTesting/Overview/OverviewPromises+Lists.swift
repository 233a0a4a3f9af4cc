import SalesCore

extension OverviewPromises {
    /// Promises about what lists hold.
    static let lists: [Promise<StoreHarness>] = [
        promise(1, "a person's list has what they follow, paused or not, each with its website, and nobody else's") {
            bench in
            let people = try await bench.bench.people(3)
            let own = try await bench.follow([1, 2], by: people[1])
            let far = try await bench.follow([3], by: people[1], host: "far.example")
            _ = try await bench.follow([2, 4], by: people[2])
            var draft = Sample.draft(of: people[1], to: own[1], rule: .anyDrop, interval: .seconds(90), isPaused: true)
            draft.channels = [.email]
            _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            try await bench.save(own[0], name: "Zoë’s 🫖") { state in
                state = Sample.outcome(under: CheckLease(productID: own[0], token: 0), at: bench.clock.now).state
                state.listPrice = Sample.pounds(5_999)
                state.image = Sample.url("https://shop.example/1.jpg")
            }
            var expected: [FollowedProduct] = []
            for product in far + own.reversed() { expected.append(try await bench.expected(product, of: people[1])) }
            try demand(try await bench.list(of: people[1]), equals: expected, "the list")
            try demand(try await bench.list(of: people[0]), equals: [], "the list of who follows nothing")
            try demand(try await bench.list(of: UserID(rawValue: 999)), equals: [], "the list of nobody")
        },
        promise(13, "a list has the daily prices of the range asked for, oldest first, and of no other product") {
            bench in
            let products = try await bench.follow([1, 2, 3])
            let midnight = Timestamp(milliseconds: 20_000 * Timestamp.millisecondsPerDay)
            var rows: [PricePoint] = []
            for (number, product) in products.dropLast().enumerated() {
                for hour in [-30, -6, 1, 7, 23, 49, 73, 97] {
                    let price = Sample.pounds(Int64(1_000 * number + 100 + hour))
                    rows.append(Sample.row(of: product, price, at: midnight + .seconds(3_600 * hour)))
                }
            }
            rows.append(Sample.row(of: products[1], Sample.money(7, "EUR"), at: midnight + .seconds(3_600 * 74)))
            _ = try await bench.store.importPrices(rows)
            for days in [19_999..<20_004, 20_000..<20_003, 20_001..<20_001, 30_000..<30_090] as [Range<Int64>] {
                let listed = try await bench.list(history: days)
                for (product, row) in zip(products.reversed(), listed) {
                    let known = try await bench.store.dailyPrices(of: product, days: days)
                    try demand(row.recent, equals: known, "days \(days) of product \(product)")
                }
                try demand(listed.count, equals: 3, "how many are listed with days \(days)")
            }
        },
        promise(18, "what a person follows is counted, paused or not, and nobody else's") { bench in
            let people = try await bench.bench.people(2)
            try demand(try await bench.overviews.followedCount(of: people[1]), equals: 0, "the count before")
            let products = try await bench.follow([1, 2, 3], by: people[1])
            _ = try await bench.follow([3], by: people[0])
            let draft = Sample.draft(of: people[1], to: products[0], isPaused: true)
            _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            try demand(try await bench.overviews.followedCount(of: people[1]), equals: 3, "the count")
            try await bench.store.removeSubscription(of: people[1], to: products[1])
            try demand(try await bench.overviews.followedCount(of: people[1]), equals: 2, "the count after one went")
            let nobody = try await bench.overviews.followedCount(of: UserID(rawValue: 999))
            try demand(nobody, equals: 0, "the count of nobody")
        },
    ]

    /// Promises about the orders of lists.
    static let orders: [Promise<StoreHarness>] = [
        promise(2, "by newest, what was followed last comes first") { bench in
            let products = try await bench.follow([1, 2, 3, 4])
            try await bench.store.removeSubscription(of: .local, to: products[1])
            _ = try await bench.bench.follow(products[1])
            let expected = [1, 3, 2, 0].map { products[$0] }
            try demand(try await bench.products(), equals: expected, "the products")
        },
        promise(3, "by name, letters of ASCII stand alike in either case, all else by its bytes, up to a length") {
            bench in
            let long = String(repeating: "a", count: FollowedOrder.nameLength)
            let names = [
                "zeta", "Alpha", "alpha", "Éclair", "beta", "[x", long + "b", long + "a", "BETA 2", "😀", "",
            ]
            let products = try await bench.follow(Array(names.indices))
            for (product, name) in zip(products, names) { try await bench.save(product, name: name) }
            let expected = [
                "", "[x", long + "b", long + "a", "Alpha", "alpha", "beta", "BETA 2", "zeta", "Éclair", "😀",
            ]
            for limit in [1, 100] {
                let listed = try await bench.list(by: .name, limit: limit).map(\.product.name)
                try demand(listed, equals: expected, "the names, in pages of \(limit)")
            }
        },
        promise(4, "by change, the price that changed last comes first, and those without one last") { bench in
            let products = try await bench.follow([1, 2, 3, 4, 5, 6])
            for (index, second) in [3, 1, nil, 7, 3].enumerated() {
                try await bench.save(products[index]) { state in
                    state.priceSince = second.map { bench.clock.now + .seconds($0) }
                }
            }
            let expected = [3, 0, 4, 1, 2, 5].map { products[$0] }
            for limit in [1, 100] {
                let listed = try await bench.products(by: .changed, limit: limit)
                try demand(listed, equals: expected, "the products, in pages of \(limit)")
            }
        },
        promise(5, "by check, what was checked longest ago comes first, before it what never was") { bench in
            let products = try await bench.follow([1, 2, 3, 4, 5, 6])
            for (index, second) in [3, 1, nil, 7, 3].enumerated() {
                try await bench.save(products[index]) { state in
                    state.lastCheckAt = second.map { bench.clock.now + .seconds($0) }
                }
            }
            let expected = [2, 5, 1, 0, 4, 3].map { products[$0] }
            for limit in [1, 100] {
                let listed = try await bench.products(by: .checked, limit: limit)
                try demand(listed, equals: expected, "the products, in pages of \(limit)")
            }
        },
        promise(6, "by price, the cheapest of a currency comes first, currencies by code, and those without last") {
            bench in
            let prices = [
                Sample.pounds(9), Sample.money(50, "EUR"), nil, Sample.pounds(10), Sample.pounds(9),
                Sample.money(1, "USD"), Sample.money(7, "EUR"),
            ]
            let products = try await bench.follow(Array(0...prices.count))
            for (product, price) in zip(products, prices) {
                try await bench.save(product) { $0.price = price }
            }
            let expected = [6, 1, 0, 4, 3, 5, 2, 7].map { products[$0] }
            for limit in [1, 100] {
                let listed = try await bench.products(by: .price, limit: limit)
                try demand(listed, equals: expected, "the products, in pages of \(limit)")
            }
        },
    ]
}
