import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Archiving days of a PostgreSQL store")
struct ArchiveTests {
    @Test("a day's partition is frozen whole and dropped, and what comes later is the next run's")
    func partition() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let (product, rows) = try await Self.rows(in: store, bed)
            let token = try await store.ledger()
            #expect(try await store.purgeDay(Self.day, token) == rows)
            #expect(
                try await bed.sql(
                    """
                    SELECT to_regclass('prices_2026_03_01') IS NULL, state, archive_run FROM price_days
                        WHERE day = '2026-03-01'; SELECT count(*) FROM all_prices
                    """
                ) == "t|purged|1\n0\n"
            )
            let late = Sample.row(of: product, at: bed.clock.now + .seconds(9))
            #expect(try await store.importPrices([late]) == 1)
            #expect(try await store.daysToArchive(endedBy: Self.end, limit: 9).contains(Self.day))
            #expect(try await store.purgeDay(Self.day, token, sequence: 2) == [late])
            #expect(try await bed.sql("SELECT number, step, rows FROM archive_runs") == "1|purged|4\n2|purged|1\n")
        }
    }

    @Test(
        "a day whose archiving broke off at any statement is finished by the next try, with each row once",
        arguments: [
            BreakingPoint("price_days", "UPDATE", "NEW.state = 'frozen'"),
            BreakingPoint("prices_late", "UPDATE", "NEW.archive_run = 1"),
            BreakingPoint("archive_runs", "UPDATE", "NEW.step = 'frozen'"),
            BreakingPoint("archive_runs", "UPDATE", "NEW.step = 'verified'"),
            BreakingPoint("prices_late", "DELETE", "OLD.archive_run = 1"),
            BreakingPoint("archive_runs", "UPDATE", "NEW.step = 'purged'"),
            BreakingPoint("price_days", "UPDATE", "NEW.state = 'purged'"),
        ]
    )
    func brokenOff(at point: BreakingPoint) async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let (product, rows) = try await Self.rows(in: store, bed)
            // One that came before its day had a partition.
            _ = try await bed.sql(
                """
                WITH moved AS (DELETE FROM prices WHERE price_minor = 102 RETURNING *)
                INSERT INTO prices_late SELECT * FROM moved
                """
            )
            let token = try await store.ledger()
            _ = try await bed.sql(point.statements)
            await #expect(throws: StoreError.self) { try await store.purgeDay(Self.day, token) }
            #expect(try await store.history(of: product) == rows)
            let late = Sample.row(of: product, Sample.pounds(200), at: bed.clock.now + .seconds(5))
            #expect(try await store.importPrices([late]) == 1)
            _ = try await bed.sql("DROP TRIGGER break_off ON \(point.table)")
            let first = try await store.purgeDay(Self.day, token)
            let second = try await store.purgeDay(Self.day, token, sequence: 2)
            #expect((first + second).sorted { $0.observedAt < $1.observedAt } == rows + [late])
            #expect(try await store.history(of: product) == [])
            #expect(
                try await bed.sql(
                    """
                    SELECT sum(rows), bool_and(step = 'purged') FROM archive_runs;
                    SELECT state, to_regclass('prices_2026_03_01') IS NULL FROM price_days WHERE day = '2026-03-01'
                    """
                ) == "5|t\npurged|t\n"
            )
        }
    }

    @Test("nothing is purged where the day's partition has not as many rows as the manifest")
    func otherCount() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            _ = try await Self.rows(in: store, bed)
            let token = try await store.ledger()
            let opened = try #require(
                try await store.openArchiveRun(of: Self.day, plan: ArchivePlan(), token: token)
            )
            let run = try #require(try await store.freeze(opened.id, token: token))
            let manifest = Sample.manifest(of: run, in: try await store.archiveIdentity())
            #expect(try await store.record(manifest, of: run.id, token: token))
            _ = try await bed.sql("DELETE FROM prices_frozen WHERE price_minor = 101")
            #expect(try await store.purge(run.id, token: token) == .mismatch(found: 3))
            #expect(
                try await bed.sql(
                    """
                    SELECT count(*) FROM prices_frozen; SELECT step FROM archive_runs;
                    SELECT state FROM price_days WHERE day = '2026-03-01'
                    """
                ) == "3\nverified\nfrozen\n"
            )
        }
    }

    @Test("a day that somebody reads is frozen when they are done, and others read meanwhile")
    func readers() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 3)
            let (product, rows) = try await Self.rows(in: stores[0], bed)
            let token = try await stores[0].ledger()
            let run = try #require(
                try await stores[0].openArchiveRun(of: Self.day, plan: ArchivePlan(), token: token)
            )
            let freezing = try await stores[1].transaction { transaction in
                _ = try await transaction.run([Statement("SELECT 1 FROM prices LIMIT 1")])
                let freezing = Task { try await stores[0].freeze(run.id, token: token) }
                try await bed.database.wait(until: 1, run: "freeze_price_day")
                #expect(try await stores[2].history(of: product) == rows)
                return freezing
            }
            #expect(try await freezing.value?.rows == rows.count)
        }
    }

    @Test("rows that are brought back lie beside late ones, and a lease that ran out brings none")
    func restored() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let (product, rows) = try await Self.rows(in: store, bed)
            var token = try await store.ledger()
            _ = try await store.purgeDay(Self.day, token)
            let run = ArchiveRun.ID(day: Self.day, number: 1)
            let late = Sample.row(of: product, at: bed.clock.now + .seconds(9))
            _ = try await store.importPrices([late])
            #expect(try await store.beginRestore(run, token: token))
            bed.clock.advance(by: .seconds(100_000))
            #expect(try await store.restore(rows, of: run, token: token) == nil)
            token = try await store.ledger()
            #expect(try await store.restore(rows, of: run, token: token) == 4)
            #expect(try await store.endRestore(run, rows: 4, token: token) == .purged(rows: 4))
            #expect(try await store.history(of: product) == rows + [late])
            #expect(try await bed.sql("SELECT count(*) FROM prices_late WHERE archive_run IS NULL") == "1\n")
            #expect(try await store.purge(run, token: token) == .purged(rows: 4))
            #expect(try await store.history(of: product) == [late])
        }
    }

    @Test("a day of which there are rows is not forgotten, however old it is")
    func livingDays() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let (product, _) = try await Self.rows(in: store, bed)
            bed.clock.advance(by: .seconds(500 * 86_400))
            #expect(try await store.forget(.dailyPrices, before: bed.clock.now, limit: 9) == 0)
            let days = Self.day.number..<Self.day.number + 1
            #expect(try await store.dailyPrices(of: product, days: days).count == 1)
            _ = try await store.purgeDay(Self.day, try await store.ledger())
            #expect(try await store.forget(.dailyPrices, before: bed.clock.now, limit: 9) == 1)
            #expect(try await store.dailyPrices(of: product, days: days) == [])
        }
    }

    static let day = ArchiveDay(number: ManualClock.start.utcDay)
    private static let end = ManualClock.start + .seconds(86_400)

    /// Four rows of a product on the day of the clock.
    private static func rows(
        in store: PostgresStore,
        _ bed: StoreBed
    ) async throws -> (product: ProductID, rows: [PricePoint]) {
        let product = try await store.follow(1)
        let rows = (0..<4).map {
            Sample.row(of: product, Sample.pounds(100 + Int64($0)), at: bed.clock.now + .seconds($0))
        }
        #expect(try await store.importPrices(rows) == rows.count)
        return (product, rows)
    }
}

/// A statement at which archiving breaks off: of whatever changes such a row.
struct BreakingPoint: Sendable, CustomTestStringConvertible {
    let table: String
    private let event: String
    private let condition: String

    init(_ table: String, _ event: String, _ condition: String) {
        self.table = table
        self.event = event
        self.condition = condition
    }

    var testDescription: String { "\(event) of \(table) where \(condition)" }

    var statements: String {
        """
        CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'broken off';
        END $$;
        CREATE TRIGGER break_off BEFORE \(event) ON \(table) FOR EACH ROW WHEN (\(condition))
            EXECUTE FUNCTION break_off();
        """
    }
}

extension PostgresStore {
    /// Takes the ledger, which nobody holds, for a day.
    func ledger() async throws -> ArchiveToken {
        try #require(try await claimArchive(lease: .seconds(86_400)))
    }
}
