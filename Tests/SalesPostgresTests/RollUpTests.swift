import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Roll-ups of prices by day")
struct RollUpTests {
    @Test(
        "equal what the rows give, for random commits and imports in any order, frozen days and late rows among them",
        arguments: [1, 2, 3] as [UInt64]
    )
    func random(seed: UInt64) async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            var random = SeededRandom(seed: seed)
            var products: [ProductID] = []
            for number in 0..<4 { products.append(try await store.follow(number, host: "shop\(number % 2).example")) }
            for batch in 0..<40 {
                if batch == 20 { _ = try await bed.sql(FreezeTests.freeze("2026_03_01")) }
                if batch % 3 == 0 {
                    let checks = try await store.claim(Int.random(in: 1...4, using: &random))
                    let outcomes = checks.map { check in
                        var outcome = Sample.outcome(under: check.lease, at: bed.clock.now)
                        outcome.row = Self.row(of: check.lease.productID, near: bed.clock.now, &random)
                        outcome.nextCheckAt = bed.clock.now
                        return outcome
                    }
                    #expect(try await store.commit(outcomes).allSatisfy { $0 == .committed(nil) })
                } else {
                    let rows = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                        // Around now, around the first day of 1970 and long before it.
                        let era =
                            [bed.clock.now, Timestamp(milliseconds: 0), Timestamp(milliseconds: -9_999_999_999_999)]
                            .randomElement(using: &random) ?? bed.clock.now
                        return Self.row(of: products.randomElement(using: &random) ?? products[0], near: era, &random)
                    }
                    _ = try await store.importPrices(rows.shuffled(using: &random))
                }
            }
            try await Self.expectRollUps(of: products, in: store)
        }
    }

    @Test("lose no row of commits and imports of one product and day at the same time")
    func together() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 3)
            let product = try await stores[0].follow(1)
            for round in 0..<30 {
                let start = bed.clock.now
                let check = try #require(try await stores[0].claim(1, only: [product]).first)
                let outcome = Sample.outcome(under: check.lease, minorUnits: 5_000 + Int64(round), at: start)
                let old = Sample.row(of: product, Sample.pounds(9_000 + Int64(round)), at: start + .milliseconds(1))
                let older = Sample.row(of: product, Sample.pounds(1_000 - Int64(round)), at: start + .milliseconds(2))
                async let committed = stores[0].commit([outcome])
                async let one = stores[1].importPrices([old])
                async let other = stores[2].importPrices([older])
                #expect(try await committed == [.committed(nil)])
                #expect(try await one + other == 2)
                try await Self.expectRollUps(of: [product], in: stores[0])
                bed.clock.advance(by: .seconds(60))
            }
        }
    }

    @Test("keep what was reckoned of rows that the archive has purged, and go on with what comes later")
    func purged() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            func row(_ price: Int64, _ currency: String = "GBP", hour: Int64) -> PricePoint {
                Sample.row(of: product, Sample.money(price, currency), at: Self.midnight + .seconds(3_600 * hour))
            }
            func day() async throws -> [Int64] {
                let day = try await store.dailyPrices(of: product, days: Self.day..<(Self.day + 1)).first
                return day.map { [$0.open, $0.low, $0.high, $0.close].map(\.minorUnits) } ?? []
            }
            _ = try await store.importPrices([
                row(500, hour: 0), row(300, hour: 1), row(700, hour: 2), row(600, hour: 3),
            ])
            #expect(try await day() == [500, 300, 700, 600])
            // The first five hours of the day are another day of the archive's, as in New York.
            _ = try await bed.sql(
                """
                UPDATE price_days SET starts_at = starts_at + interval '5 hours', ends_at = ends_at + interval '5 hours';
                UPDATE price_days SET state = 'purged' WHERE starts_at <= '2026-03-01Z';
                INSERT INTO archive_runs (day, number, plan, step, starts_at, ends_at)
                    SELECT day, 1, '{}', 'purged', starts_at, ends_at FROM price_days WHERE state = 'purged';
                DELETE FROM prices;
                """
            )
            // Late for a part that is gone: its first row and its last were others.
            _ = try await store.importPrices([row(900, hour: 2)])
            #expect(try await day() == [500, 300, 900, 600])
            _ = try await store.importPrices([row(450, hour: 4)])
            #expect(try await day() == [500, 300, 900, 450])
            _ = try await store.importPrices([row(200, hour: 6), row(400, hour: 7)])
            #expect(try await day() == [500, 200, 900, 400])
            _ = try await store.importPrices([row(1, "EUR", hour: 5)])
            #expect(try await day() == [500, 200, 900, 400])
            _ = try await store.importPrices([row(2, "EUR", hour: 8)])
            #expect(try await day() == [1, 1, 2, 2])
        }
    }

    private static let midnight = Timestamp(milliseconds: day * Timestamp.millisecondsPerDay)
    private static let day = ManualClock.start.utcDay

    private static func row(of product: ProductID, near time: Timestamp, _ random: inout SeededRandom) -> PricePoint {
        let currency = Int.random(in: 0..<4, using: &random) == 0 ? "EUR" : "GBP"
        return Sample.row(
            of: product,
            Sample.money(Int64.random(in: -50...50, using: &random), currency),
            // Few moments, so that some come twice.
            at: time + .seconds(1_800 * Int64.random(in: -100...100, using: &random))
        )
    }

    /// Reckons the days of products from their rows, and compares them with what the store tells.
    private static func expectRollUps(of products: [ProductID], in store: PostgresStore) async throws {
        for product in products {
            let rows = try await store.history(of: product)
            let expected = Dictionary(grouping: rows, by: \.observedAt.utcDay).sorted { $0.key < $1.key }.map {
                day,
                rows in
                let counted = rows.filter { $0.price.currency == rows.last?.price.currency }.map(\.price)
                let ordered = counted.sorted { $0.minorUnits < $1.minorUnits }
                return DailyPrices(
                    productID: product,
                    day: day,
                    open: counted[0],
                    low: ordered[0],
                    high: ordered[ordered.count - 1],
                    close: counted[counted.count - 1]
                )
            }
            #expect(try await store.dailyPrices(of: product, days: -1_000_000..<1_000_000) == expected)
        }
    }
}
