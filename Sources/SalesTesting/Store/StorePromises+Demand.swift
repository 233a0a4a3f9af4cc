import SalesCore

extension PromiseNeed {
    /// A store that counts what is asked of hosts: ``TestedStore/store`` conforms to `HostDemandStore` as well.
    public static let hostDemand = PromiseNeed(rawValue: "host demand")
}

extension StorePromises {
    /// Promises about counts of what is asked of hosts.
    static let hostDemand: [Promise<StoreHarness>] = [
        promise(
            97,
            "the followed products of a host are counted by the intervals that they ask for",
            role: "host demand",
            needs: [.hostDemand, .severalUsers]
        ) { bench in
            let store = try bench.countingStore()
            let people = try await bench.people(2)
            let minute = Duration.seconds(60)
            // Unnamed twice, named twice, both once, paused by all once, paused by one of two once, followed by nobody.
            let wishes: [[(named: Duration?, isPaused: Bool)]] = [
                [(nil, false)], [(nil, false)], [(minute, false)], [(minute, false), (minute * 2, false)],
                [(minute, false), (nil, false)], [(minute, true)], [(minute, true), (nil, false)], [],
            ]
            for (number, wishes) in wishes.enumerated() {
                let product = try await bench.product(number, host: "a.example").id
                for (person, wish) in zip(people, wishes) {
                    let draft = Sample.draft(
                        of: person,
                        to: product,
                        interval: wish.named,
                        isPaused: wish.isPaused,
                        at: bench.clock.now
                    )
                    _ = try await store.save(draft, expectedVersion: nil, dueAt: bench.clock.now)
                }
            }
            // One that is being checked counts as well.
            _ = try await bench.claim(1)
            let page = try await store.hostDemands(after: nil, limit: 10)
            let expected: [HostDemand.Interval: Int] = [
                .init(named: nil, hasDefaultFollower: true): 3, .init(named: minute, hasDefaultFollower: false): 2,
                .init(named: minute, hasDefaultFollower: true): 1,
            ]
            try demand(
                page.elements,
                equals: [HostDemand(host: "a.example", products: expected)],
                "what is asked of the host"
            )
        },
        promise(
            98,
            "hosts of which something is followed come in pages, each once, in the order of their websites' numbers",
            role: "host demand",
            needs: [.hostDemand]
        ) { bench in
            let store = try bench.countingStore()
            let names = ["d", "b", "e", "a", "c", "f"].map { "\($0).example" }
            for (number, name) in names.enumerated() { _ = try await bench.product(number, host: name) }
            for number in [0, 2, 3, 5] { _ = try await bench.followedProduct(number, host: names[number]) }
            for number in 10..<13 { _ = try await bench.followedProduct(number, host: names[3]) }
            let expected = [0, 2, 3, 5].map { names[$0] }
            for limit in [Int.min, 1, 2, 3, 4, Int.max] {
                let listed = try await bench.allPages { try await store.hostDemands(after: $0, limit: limit) }
                try demand(listed.map(\.host), equals: expected, "the hosts in pages of limit \(limit)")
                let counts = listed.map { $0.products.values.reduce(0, +) }
                try demand(counts, equals: [1, 1, 4, 1], "the products of the hosts in pages of limit \(limit)")
            }
            let first = try await store.hostDemands(after: nil, limit: 3)
            try demand(first.elements.count, equals: 3, "the size of the first page of limit 3")
            try demand(first.next != nil, "a page that is not the last has no token")
            let second = try await store.hostDemands(after: first.next, limit: 1)
            try demand(second.next == nil, equals: true, "whether the page of the last host is the last")
        },
    ]
}

extension StoreBench {
    fileprivate func countingStore() throws -> any HostDemandStore & TrackingStore {
        guard let counting = store as? any HostDemandStore & TrackingStore else {
            throw PromiseBroken("the store counts no demands; leave out promises that need it")
        }
        return counting
    }
}
