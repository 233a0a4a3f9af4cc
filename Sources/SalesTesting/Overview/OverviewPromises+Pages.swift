import SalesCore

extension OverviewPromises {
    /// Promises about pages of lists.
    static let pages: [Promise<StoreHarness>] = [
        promise(7, "in every order pages hold each product once, at any limit, whatever comes and goes between them") {
            bench in
            let people = try await bench.bench.people(2)
            let products = try await bench.follow(Array(1...8), by: people[1])
            for (index, product) in products.enumerated() {
                try await bench.save(product) { state in
                    guard index % 4 > 0 else { return }
                    state.price = Sample.pounds(Int64(index / 2))
                    state.priceSince = bench.clock.now + .seconds(index / 2)
                    state.lastCheckAt = bench.clock.now + .seconds(index / 2)
                }
            }
            for order in FollowedOrder.allCases {
                let whole = try await bench.products(of: people[1], by: order, limit: Int.max)
                try demand(Set(whole), equals: Set(products), "the products by \(order)")
                for limit in [Int.min, 1, 2, 3, 7, 8] {
                    let listed = try await bench.products(of: people[1], by: order, limit: limit)
                    try demand(listed, equals: whole, "the products by \(order) in pages of limit \(limit)")
                }
                let first = try await bench.overviews.followedProducts(
                    of: people[1],
                    matching: .all,
                    by: order,
                    history: 0..<0,
                    after: nil,
                    limit: 8
                )
                try demand(first.next == nil, "the last page by \(order) has a token")
            }
        },
        promise(8, "what is followed or not any more meanwhile neither repeats nor hides others") { bench in
            let people = try await bench.bench.people(1 + FollowedOrder.allCases.count)
            for (order, person) in zip(FollowedOrder.allCases, people.dropFirst()) {
                let products = try await bench.follow(Array(1...6), by: person)
                let whole = try await bench.products(of: person, by: order)
                var passed = 0
                let walked = try await bench.list(
                    of: person,
                    by: order,
                    limit: 2,
                    between: {
                        // What the page ended with goes, and something else comes.
                        passed += 2
                        if passed <= 4 {
                            try await bench.store.removeSubscription(of: person, to: whole[passed - 1])
                        }
                        if passed < 9 { _ = try await bench.follow([100 + passed], by: person) }
                    }
                ).map(\.product.id)
                let known = walked.filter(Set(products).contains)
                try demand(known, equals: whole, "the products by \(order), while some go and others come")
                try demand(Set(walked).count, equals: walked.count, "how many came once by \(order)")
            }
        },
        promise(9, "a token of another order, or of none, is refused as an invalid argument") { bench in
            _ = try await bench.follow([1, 2, 3])
            func page(_ order: FollowedOrder, _ token: PageToken?) async throws -> Page<FollowedProduct> {
                try await bench.overviews.followedProducts(
                    of: .local,
                    matching: .all,
                    by: order,
                    history: 0..<0,
                    after: token,
                    limit: 1
                )
            }
            for order in FollowedOrder.allCases {
                let token = try demandValue(try await page(order, nil).next, "the first page by \(order) has no token")
                for other in FollowedOrder.allCases where other != order {
                    try await demandError("a token by \(order) for a list by \(other)", where: isInvalid) {
                        _ = try await page(other, token)
                    }
                }
                for stray in ["", "?", "?" + token.text, token.text + "?"] {
                    try await demandError("“\(stray)” as a token by \(order)", where: isInvalid) {
                        _ = try await page(order, PageToken(text: stray))
                    }
                }
            }
        },
    ]

    private static func isInvalid(_ error: any Error) -> Bool { (error as? StoreError)?.code == .invalidArgument }

    /// Promises about what filters leave.
    static let filters: [Promise<StoreHarness>] = [
        promise(10, "a text is looked for in names and URLs as it is, letters of ASCII in either case") { bench in
            let near = try await bench.follow([1, 22, 3, 4])
            let far = try await bench.follow([5], host: "far.example")
            for (product, name) in zip(near, ["100% Wool", "Kettle_x", "Écru KETTLE", "Tea"]) {
                try await bench.save(product, name: name)
            }
            let cases: [(text: String, expected: [ProductID])] = [
                ("kettle", [far[0], near[2], near[1]]), ("KETTLE", [far[0], near[2], near[1]]), ("%", [near[0]]),
                ("_", [near[1]]), ("wool", [near[0]]), ("e_X", [near[1]]), ("FAR.example", [far[0]]), ("écru", []),
                ("Écru k", [near[2]]), ("products/2", [near[1]]), ("ttlé", []), ("'", []), ("\\", []),
                ("", [far[0]] + near.reversed()), ("tea ", []),
            ]
            for (text, expected) in cases {
                let found = try await bench.products(FollowedFilter(text: text), limit: 2)
                try demand(found, equals: expected, "what is found of “\(text)”")
            }
        },
        promise(11, "a host leaves the products of its website, and no others") { bench in
            let near = try await bench.follow([1, 2])
            let far = try await bench.follow([3, 4, 5], host: "far.example")
            for (host, expected) in [(Sample.host, near), ("far.example", far), ("example", []), ("", [])] {
                let found = try await bench.products(FollowedFilter(host: host), limit: 2)
                try demand(found, equals: expected.reversed(), "the products of “\(host)”")
            }
        },
        promise(12, "each state leaves what is in it, and all parts of a filter must hold") { bench in
            let products = try await bench.follow(Array(1...7))
            let changes: [(inout ProductState) -> Void] = [
                { $0.availability = .outOfStock }, { $0.availability = .discontinued }, { $0.isGone = true },
                { $0.consecutiveFailures = 1 }, { $0.availability = .backorder },
            ]
            for (product, change) in zip(products, changes) { try await bench.save(product, change) }
            var draft = Sample.draft(to: products[5])
            draft.memory.triggers = [.init(), .init(isArmed: false, wasTold: true)]
            _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            draft = Sample.draft(to: products[0], isPaused: true)
            draft.memory.triggers = []
            _ = try await bench.store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
            let expected: [FollowedFilter.State: [Int]] = [
                .any: [6, 5, 4, 3, 2, 1, 0], .active: [6, 5, 4, 3, 2, 1], .paused: [0], .unavailable: [2, 1, 0],
                .failing: [3], .met: [5],
            ]
            for state in FollowedFilter.State.allCases {
                let found = try await bench.products(FollowedFilter(state: state), limit: 2)
                let wanted = try demandValue(expected[state], "no product is in state \(state)").map { products[$0] }
                try demand(found, equals: wanted, "the products in state \(state)")
            }
            let all = FollowedFilter(text: "kettle 2", host: Sample.host, state: .unavailable)
            try demand(try await bench.products(all), equals: [products[1]], "what all parts hold for")
            var other = all
            other.host = "far.example"
            try demand(try await bench.products(other), equals: [], "what all parts but the host hold for")
            other = all
            other.state = .failing
            try demand(try await bench.products(other), equals: [], "what all parts but the state hold for")
        },
    ]
}
