import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Freezing a day of prices for the archive")
struct FreezeTests {
    @Test("while workers commit loses and doubles no row: what comes later is kept apart")
    func underLoad() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 4)
            for number in 0..<40 { try await stores[0].follow(number, host: "shop\(number % 8).example") }
            let begun = DoneCount(100)
            let frozen = DoneCount(1)
            let written = try await withThrowingTaskGroup { group in
                for store in stores {
                    group.addTask { try await Self.commit(in: store, bed.clock, counting: begun, until: frozen) }
                }
                group.addTask {
                    while await !begun.isReached { await Task.yield() }
                    _ = try await bed.sql(Self.freeze("2026_03_01"))
                    await frozen.add(1)
                    return []
                }
                // The same row comes twice where one is done with a product before the clock has moved on.
                return try await group.reduce(into: Set<PricePoint>()) { $0.formUnion($1) }
            }
            let counts = try await bed.sql(
                """
                SELECT count(*) FROM prices WHERE observed_at < '2026-03-02Z';
                SELECT count(*) > 0 FROM prices_frozen; SELECT count(*) > 0 FROM prices_late;
                SELECT count(*) = \(written.count) AND count(*) = count(DISTINCT (product_id, observed_at)) FROM all_prices;
                """
            )
            #expect(counts == "0\nt\nt\nt\n")
            for (product, rows) in Dictionary(grouping: written, by: \.productID) {
                #expect(try await stores[1].history(of: product) == rows.sorted { $0.observedAt < $1.observedAt })
            }
        }
    }

    @Test("by the store while sixteen writers commit loses no row: those that come later are the next run's")
    func sixteenWriters() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 8)
            for number in 0..<64 { try await stores[0].follow(number, host: "shop\(number % 16).example") }
            let day = ArchiveTests.day
            let token = try await stores[0].ledger()
            let run = try #require(try await stores[0].openArchiveRun(of: day, plan: ArchivePlan(), token: token))
            let begun = DoneCount(200)
            let frozen = DoneCount(1)
            let written = try await withThrowingTaskGroup(of: [PricePoint].self) { group in
                for writer in 0..<16 {
                    let store = stores[writer % stores.count]
                    group.addTask { try await Self.commit(in: store, bed.clock, counting: begun, until: frozen) }
                }
                group.addTask {
                    while await !begun.isReached { await Task.yield() }
                    _ = try await stores[0].freeze(run.id, token: token)
                    await frozen.add(1)
                    return []
                }
                return try await group.reduce(into: Set<PricePoint>()) { $0.formUnion($1) }
            }
            let first = try await stores[1].purgeDay(day, token)
            let late = try await stores[1].purgeDay(day, token, sequence: 2)
            #expect(!first.isEmpty && !late.isEmpty)
            #expect(first.count + late.count == written.count)
            #expect(Set(first).union(late) == written)
            #expect(try await bed.sql("SELECT count(*) FROM all_prices") == "0\n")
        }
    }

    @Test("adds no row again that is frozen already, and shows frozen, late and living rows as one history")
    func oneHistory() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            let rows = (0..<8).map {
                Sample.row(of: product, Sample.pounds(100 + Int64($0)), at: bed.clock.now + .seconds(6 * 3_600 * $0))
            }
            let ofTheDay = rows.prefix(2)
            #expect(try await store.importPrices([ofTheDay[0]] + rows.dropFirst(4)) == 5)
            _ = try await bed.sql(Self.freeze("2026_03_01"))
            #expect(try await store.importPrices(rows) == 3)
            #expect(try await store.importPrices(rows) == 0)
            let check = try #require(try await store.claim(1).first)
            // The time of a row that is frozen already.
            #expect(
                try await store.commit([Sample.outcome(under: check.lease, at: bed.clock.now)]) == [.committed(nil)]
            )
            #expect(try await store.history(of: product) == rows)
            #expect(
                try await bed.sql(
                    "SELECT count(*) FROM prices; SELECT count(*) FROM prices_frozen; SELECT count(*) FROM prices_late"
                ) == "6\n1\n1\n"
            )
            let day = try await store.dailyPrices(of: product, days: bed.clock.now.utcDay..<(bed.clock.now.utcDay + 1))
            #expect(day.map { [$0.open, $0.low, $0.high, $0.close].map(\.minorUnits) } == [[100, 100, 101, 101]])
        }
    }

    @Test("waits for whoever writes rows of the day, and whoever comes later waits for it")
    func order() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            let row = Sample.row(of: product, at: bed.clock.now)
            try await store.transaction { transaction in
                _ = try await transaction.run([PriceStatements.lockDays(of: [row])])
                await #expect(throws: (any Error).self) {
                    try await bed.sql("SET lock_timeout = 50;" + Self.freeze("2026_03_01"))
                }
                // Other days may be frozen meanwhile.
                _ = try await bed.sql("SET lock_timeout = 4000;" + Self.freeze("2026_03_04"))
            }
            #expect(try await bed.sql("SELECT day FROM price_days WHERE state = 'frozen'") == "2026-03-04\n")

            let hasty = try await PostgresStore(
                try bed.address(),
                time: bed.clock,
                options: PostgresOptions(requestTimeout: .seconds(60), lockTimeout: .milliseconds(50))
            )
            let lease = try #require(try await store.claim(1).first).lease
            let outcome = Sample.outcome(under: lease, at: bed.clock.now)
            try await store.transaction { transaction in
                var day = Arguments()
                day.add(bed.clock.now.utcDay)
                let hold = "SELECT pg_advisory_xact_lock(\(AdvisoryLock.priceDay), $1::bigint::integer)"
                _ = try await transaction.run([Statement(hold, day)])
                let late = await #expect(throws: StoreError.self) { try await hasty.commit([outcome]) }
                #expect(late?.code == .locked)
                let old = await #expect(throws: StoreError.self) { try await hasty.importPrices([row]) }
                #expect(old?.code == .locked)
                let other = Sample.row(of: product, at: bed.clock.now + .seconds(2 * 86_400))
                #expect(try await hasty.importPrices([other]) == 1)
            }
            #expect(try await hasty.commit([outcome]) == [.committed(nil)])
        }
    }

    /// Commits rows of the clock's moment in batches until the day is frozen, and some more; answers what it wrote.
    private static func commit(
        in store: PostgresStore,
        _ clock: ManualClock,
        counting begun: DoneCount,
        until frozen: DoneCount
    ) async throws -> [PricePoint] {
        var written: [PricePoint] = []
        var left = 10
        while left > 0 {
            if await frozen.isReached { left -= 1 }
            let now = clock.now
            let outcomes = try await store.claim(5).map { check in
                var outcome = Sample.outcome(under: check.lease, at: now)
                outcome.nextCheckAt = now
                return outcome
            }
            let results = try await store.commit(outcomes)
            for (outcome, result) in zip(outcomes, results) where result == .committed(nil) {
                written += [outcome.row].compactMap(\.self)
            }
            clock.advance(by: .milliseconds(1))
            await begun.add(outcomes.count)
        }
        return written
    }

    /// What the archive does to freeze a day.
    static func freeze(_ day: String) -> String {
        """
        BEGIN;
        SELECT FROM pg_advisory_xact_lock(\(AdvisoryLock.priceDay), to_date('\(day)', 'YYYY_MM_DD') - DATE '1970-01-01');
        ALTER TABLE prices DETACH PARTITION prices_\(day);
        DO $$ DECLARE d price_days := (SELECT p FROM price_days p WHERE day = to_date('\(day)', 'YYYY_MM_DD'));
        BEGIN
            EXECUTE format('ALTER TABLE prices_frozen ATTACH PARTITION prices_\(day) FOR VALUES FROM (%L) TO (%L)',
                d.starts_at, d.ends_at);
        END $$;
        UPDATE price_days SET state = 'frozen' WHERE day = to_date('\(day)', 'YYYY_MM_DD');
        COMMIT;
        """
    }
}
