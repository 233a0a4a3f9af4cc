import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Several handles on one PostgreSQL store")
struct ContentionTests {
    @Test("a product leased twice, by both, is committed once and makes one event")
    func oneCommit() async throws {
        try await StoreBed.with { bed in
            let (first, second) = (try await bed.open(), try await bed.open())
            let product = try await first.follow(1)
            let slept = try #require(try await first.claim(1).first)
            bed.clock.advance(by: .seconds(30))
            let awake = try #require(try await second.claim(1).first)
            let now = bed.clock.now
            async let late = first.commit([
                Sample.outcome(under: slept.lease, minorUnits: 3_999, at: now, event: true)
            ])
            async let fresh = second.commit([
                Sample.outcome(under: awake.lease, minorUnits: 3_899, at: now, event: true)
            ])
            #expect(try await late == [.conflict])
            #expect(try await fresh == [.committed(PriceEventID(rawValue: 1))])
            #expect(try await first.events(of: product, after: nil, limit: 10).elements.count == 1)
            #expect(try await first.product(product)?.state.price == Sample.pounds(3_899))
        }
    }

    @Test("two prices of one product at once become one event and one alert, whoever commits and expands")
    func twoPrices() async throws {
        try await StoreBed.with { bed in
            let (first, second) = (try await bed.open(), try await bed.open())
            let product = try await first.follow(1)
            for round in 1...20 {
                async let one = first.claim(1, only: [product])
                async let other = second.claim(1, only: [product])
                let claimed = try await one + other
                #expect(claimed.count == 1)
                let lease = try #require(claimed.first).lease
                let now = bed.clock.now
                async let low = first.commit([Sample.outcome(under: lease, minorUnits: 3_999, at: now, event: true)])
                async let lower = second.commit([Sample.outcome(under: lease, minorUnits: 3_899, at: now, event: true)])
                #expect(try await (low + lower).filter { $0 == .conflict }.count == 1)

                async let mine = first.claimEvents(limit: 10, lease: .seconds(30))
                async let yours = second.claimEvents(limit: 10, lease: .seconds(30))
                let events = try await mine + yours
                #expect(events.count == 1)
                let event = try #require(events.first)
                async let saved = expand(event, in: first, copy: 0)
                async let again = expand(event, in: second, copy: 1)
                _ = try await (saved, again)
                #expect(try await first.alerts(matching: AlertFilter(), after: nil, limit: 100).elements.count == round)
                bed.clock.advance(by: .seconds(1))
            }
        }
    }

    @Test("a page of an expansion taken twice at once makes each alert once")
    func samePage() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 2)
            let product = try await stores[0].follow(1)
            for _ in 0..<20 {
                let lease = try #require(try await stores[0].claim(1, only: [product]).first).lease
                _ = try await stores[0].commit([Sample.outcome(under: lease, at: bed.clock.now, event: true)])
                let event = try #require(try await stores[0].claimEvents(limit: 1, lease: .seconds(30)).first)
                async let one = expand(event, in: stores[0], copy: 0, cursor: PageToken(text: "1"))
                async let other = expand(event, in: stores[1], copy: 1, cursor: PageToken(text: "1"))
                let results = try await [one, other]
                #expect(results.contains(.saved(alerts: 1, stale: [])))
                #expect(results.compactMap(\.alertCount).reduce(0, +) == 1)
                _ = try await stores[0].expand(
                    Expansion(eventID: event.event.id, token: event.token, items: [], cursor: nil)
                )
                bed.clock.advance(by: .seconds(1))
            }
        }
    }

    @Test("eight workers over four handles lease nothing twice and lose no outcome")
    func manyWorkers() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 4)
            for number in 0..<240 { try await stores[number % 4].follow(number, host: "shop\(number % 12).example") }
            let now = bed.clock.now
            let done = DoneCount(240)
            let claimed = try await withThrowingTaskGroup { group in
                for worker in 0..<8 {
                    group.addTask { try await Self.work(in: stores[worker % 4], at: now, until: done) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 240)
            #expect(Set(claimed).count == 240)
            #expect(
                try await bed.sql("SELECT last_value FROM lease_tokens; SELECT count(*) FROM prices")
                    == "240\n240\n"
            )
        }
    }

    private static func work(in store: PostgresStore, at now: Timestamp, until done: DoneCount) async throws
        -> [ProductID]
    {
        var mine: [ProductID] = []
        // Nothing to claim may mean that others hold the hosts just now.
        while await !done.isReached {
            let checks = try await store.claim(7)
            let results = try await store.commit(checks.map { Sample.outcome(under: $0.lease, at: now) })
            #expect(results.allSatisfy { $0 == .committed(nil) })
            mine += checks.map(\.lease.productID)
            await done.add(checks.count)
        }
        return mine
    }

    private func expand(
        _ claimed: ClaimedEvent,
        in store: PostgresStore,
        copy: Int,
        cursor: PageToken? = nil
    ) async throws -> ExpansionResult {
        let follower = try #require(try await store.subscription(of: .local, to: claimed.event.productID))
        var item = Sample.item(for: follower, of: claimed.event, at: claimed.event.change.seenAt)
        item.alerts = [Sample.alert(to: follower, about: claimed.event, at: claimed.event.change.seenAt, copy: copy)]
        return try await store.expand(
            Expansion(eventID: claimed.event.id, token: claimed.token, items: [item], cursor: cursor)
        )
    }
}

/// How much of a job several workers have done together.
actor DoneCount {
    private let whole: Int
    private var done = 0

    init(_ whole: Int) { self.whole = whole }

    var isReached: Bool { done >= whole }

    func add(_ count: Int) { done += count }
}

extension ExpansionResult {
    /// How many alerts were made; nil for a conflict.
    var alertCount: Int? {
        if case .saved(let alerts, _) = self { alerts } else { nil }
    }
}
