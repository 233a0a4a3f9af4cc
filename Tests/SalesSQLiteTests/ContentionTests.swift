import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("Two handles on one SQLite file")
struct ContentionTests {
    @Test("a product leased twice, by both, is committed once and makes one event")
    func oneCommit() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let first = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let second = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let product = try await follow(Sample.product(1), in: first)
            let request = CheckRequest(limit: 1, lease: .seconds(30), policy: Self.unlimited)
            let slept = try #require(try await first.claimChecks(request).first)
            clock.advance(by: .seconds(30))
            let awake = try #require(try await second.claimChecks(request).first)
            async let late = first.commit([
                Sample.outcome(under: slept.lease, minorUnits: 3_999, at: clock.now, event: true)
            ])
            async let fresh = second.commit([
                Sample.outcome(under: awake.lease, minorUnits: 3_899, at: clock.now, event: true)
            ])
            #expect(try await late == [.conflict])
            #expect(try await fresh == [.committed(PriceEventID(rawValue: 1))])
            #expect(try await first.events(of: product, after: nil, limit: 10).elements.count == 1)
            #expect(try await first.product(product)?.state.price == Sample.pounds(3_899))
        }
    }

    @Test("one lease that both commit at once is committed once")
    func sameLease() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let first = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let second = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let product = try await follow(Sample.product(1), in: first)
            let request = CheckRequest(limit: 1, policy: Self.unlimited, products: [product])
            for _ in 0..<20 {
                let check = try #require(try await first.claimChecks(request).first)
                let outcome = Sample.outcome(under: check.lease, at: clock.now, event: true)
                async let one = first.commit([outcome])
                async let other = second.commit([outcome])
                let results = try await one + other
                #expect(results.filter { $0 == .conflict }.count == 1)
                clock.advance(by: .seconds(1))
            }
            #expect(try await first.events(of: product, after: nil, limit: 100).elements.count == 20)
        }
    }

    @Test("eight workers over both lease nothing twice, lose no outcome, and leave a sound file")
    func manyWorkers() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let stores = [
                try await SQLiteStore(path: folder.path("store.sqlite"), time: clock),
                try await SQLiteStore(path: folder.path("store.sqlite"), time: clock),
            ]
            for number in 0..<240 {
                _ = try await follow(Sample.product(number, host: "shop\(number % 12).example"), in: stores[0])
            }
            let claimed = try await withThrowingTaskGroup { group in
                for worker in 0..<8 {
                    group.addTask { try await Self.work(in: stores[worker % 2], until: clock) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 240)
            #expect(Set(claimed).count == 240)
            let tokens = try await stores[0].read { try $0.rows("SELECT last FROM lease_tokens") { try $0.number() } }
            #expect(tokens == [240])
            let rows = try await stores[1].read { try $0.rows("SELECT count(*) FROM prices") { try $0.number() } }
            #expect(rows == [240])
            #expect(try await stores[0].integrityProblems() == [])
        }
    }

    private static let unlimited = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000))

    private static func work(in store: SQLiteStore, until clock: ManualClock) async throws -> [ProductID] {
        var done: [ProductID] = []
        while true {
            let checks = try await store.claimChecks(CheckRequest(limit: 7, policy: unlimited))
            guard !checks.isEmpty else { return done }
            let results = try await store.commit(checks.map { Sample.outcome(under: $0.lease, at: clock.now) })
            #expect(results.allSatisfy { $0 == .committed(nil) })
            done += checks.map(\.lease.productID)
        }
    }

    private func follow(_ product: Product.New, in store: SQLiteStore) async throws -> ProductID {
        let id = try await store.addProduct(product).product.id
        _ = try await store.save(Sample.draft(to: id), expectedVersion: nil, dueAt: ManualClock.start)
        return id
    }
}
