import GRDB
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("Archiving days of a SQLite store")
struct ArchiveTests {
    @Test("freezing a day while sixteen writers commit loses no row: those that come later are the next run's")
    func sixteenWriters() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let patience = SQLiteOptions(busyTimeout: .seconds(60))
            var stores: [SQLiteStore] = []
            for _ in 0..<2 {
                stores.append(
                    try await SQLiteStore(path: folder.path("store.sqlite"), time: clock, options: patience)
                )
            }
            let opened = stores
            for number in 0..<64 {
                let product = Sample.product(number, host: "shop\(number % 16).example")
                let id = try await opened[0].addProduct(product).product.id
                _ = try await opened[0].save(Sample.draft(to: id), expectedVersion: nil, dueAt: clock.now)
            }
            let token = try await opened[0].ledger()
            let run = try #require(try await opened[0].openArchiveRun(of: Self.day, plan: ArchivePlan(), token: token))
            let written = try await withThrowingTaskGroup(of: [PricePoint].self) { group in
                for writer in 0..<16 {
                    group.addTask {
                        let rows = try await Self.commit(5, in: opened[writer % 2], clock)
                        if writer == 7 { _ = try await opened[1].freeze(run.id, token: token) }
                        return try await rows + Self.commit(5, in: opened[writer % 2], clock)
                    }
                }
                return try await group.reduce(into: Set<PricePoint>()) { $0.formUnion($1) }
            }
            let first = try await opened[1].purgeDay(Self.day, token)
            let late = try await opened[0].purgeDay(Self.day, token, sequence: 2)
            #expect(first.count + late.count == written.count)
            #expect(Set(first).union(late) == written)
            #expect(try await opened[0].read { try Int.fetchOne($0, sql: "SELECT count(*) FROM all_prices") } == 0)
            #expect(try await opened[0].integrityProblems() == [])
        }
    }

    @Test(
        "a day whose archiving broke off at any statement is finished by the next try, with each row once",
        arguments: [
            "INSERT ON prices_frozen", "DELETE ON prices", "UPDATE ON archive_runs WHEN NEW.step = 'frozen'",
            "UPDATE ON archive_runs WHEN NEW.step = 'verified'", "INSERT ON daily_prices", "DELETE ON prices_frozen",
            "UPDATE ON archive_runs WHEN NEW.step = 'purged'",
        ]
    )
    func brokenOff(at event: String) async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let product = try await store.addProduct(Sample.product(1)).product.id
            let rows = (0..<4).map {
                Sample.row(of: product, Sample.pounds(100 + Int64($0)), at: clock.now + .seconds($0))
            }
            #expect(try await store.importPrices(rows) == rows.count)
            let days = Self.day.number..<Self.day.number + 1
            let chart = try await store.dailyPrices(of: product, days: days)
            let token = try await store.ledger()
            try await store.onWriter { db in
                try db.execute(
                    sql: "CREATE TRIGGER break_off BEFORE \(event) BEGIN SELECT RAISE(ABORT, 'broken off'); END"
                )
            }
            await #expect(throws: StoreError.self) { try await store.purgeDay(Self.day, token) }
            #expect(try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 9).elements == rows)
            try await store.onWriter { db in try db.execute(sql: "DROP TRIGGER break_off") }
            #expect(try await store.purgeDay(Self.day, token) == rows)
            #expect(try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 9).elements == [])
            #expect(try await store.dailyPrices(of: product, days: days) == chart)
            #expect(try await store.daysToArchive(endedBy: clock.now + .seconds(86_400), limit: 9) == [])
            #expect(try await store.integrityProblems() == [])
        }
    }

    @Test("nothing is purged where the run has not as many rows as the manifest")
    func otherCount() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock)
            let product = try await store.addProduct(Sample.product(1)).product.id
            let rows = (0..<3).map { Sample.row(of: product, at: clock.now + .seconds($0)) }
            #expect(try await store.importPrices(rows) == rows.count)
            let token = try await store.ledger()
            let opened = try #require(try await store.openArchiveRun(of: Self.day, plan: ArchivePlan(), token: token))
            let run = try #require(try await store.freeze(opened.id, token: token))
            let manifest = Sample.manifest(of: run, in: try await store.archiveIdentity())
            #expect(try await store.record(manifest, of: run.id, token: token))
            try await store.onWriter { db in
                try db.execute(
                    sql: "DELETE FROM prices_frozen WHERE observed_at = (SELECT min(observed_at) FROM prices_frozen)"
                )
            }
            #expect(try await store.purge(run.id, token: token) == .mismatch(found: 2))
            #expect(
                try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 9).elements
                    == Array(rows.dropFirst())
            )
            let days = Self.day.number..<Self.day.number + 1
            #expect(try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM daily_prices") } == 0)
            #expect(try await store.dailyPrices(of: product, days: days).count == 1)
        }
    }

    @Test("charts stay as they were when tens of thousands of rows in several currencies are purged")
    func charts() async throws {
        try await withFolder { folder in
            var random = SeededRandom(seed: 11)
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: ManualClock())
            var products: [ProductID] = []
            for number in 0..<3 { products.append(try await store.addProduct(Sample.product(number)).product.id) }
            let midnight = Timestamp(milliseconds: Self.day.number * Timestamp.millisecondsPerDay)
            let rows = products.flatMap { product -> [PricePoint] in
                (0..<8_000).map { index -> PricePoint in
                    let currency = Int.random(in: 0..<4, using: &random) == 0 ? "EUR" : "GBP"
                    let price = Sample.money(Int64.random(in: 1...99_999, using: &random), currency)
                    return Sample.row(of: product, price, at: midnight + .seconds(10 * index))
                }
            }
            #expect(try await store.importPrices(rows) == rows.count)
            let days = Self.day.number - 1..<Self.day.number + 2
            var before: [[DailyPrices]] = []
            for product in products { before.append(try await store.dailyPrices(of: product, days: days)) }
            #expect(try await store.purgeDay(Self.day, try await store.ledger()) == rows)
            for (product, charts) in zip(products, before) {
                #expect(try await store.dailyPrices(of: product, days: days) == charts)
            }
        }
    }

    @Test("each row is archived with one day of the store's zone, that of the calendar", arguments: ZonedDays.all)
    func zone(_ days: ZonedDays) async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            #expect(try await SQLiteStore.migrate(path: path, archiveZone: days.zone).archiveZone == days.zone)
            try await days.check(try await SQLiteStore(path: path, time: ManualClock()))
        }
    }

    @Test("the zone of days is fixed when the tables are made: the same is taken, another is refused")
    func fixedZone() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            for unknown in ["Europe/Londonium", "", "'; DROP TABLE users; --"] {
                let error = await #expect(throws: StoreError.self) {
                    try await SQLiteStore.migrate(path: path, archiveZone: unknown)
                }
                #expect(error?.code == .invalidArgument)
            }
            let made = try await SQLiteStore.migrate(path: path, archiveZone: "Europe/London")
            #expect(made == SQLiteStore.Upgrade(from: 0, to: Migration.newest, archiveZone: "Europe/London"))
            let again = try await SQLiteStore.migrate(path: path, archiveZone: "Europe/London")
            #expect(again.from == Migration.newest)
            #expect(try await SQLiteStore.migrate(path: path).archiveZone == "Europe/London")
            let error = await #expect(throws: StoreError.self) {
                try await SQLiteStore.migrate(path: path, archiveZone: "UTC")
            }
            #expect(error?.code == .invalidArgument && error?.message.contains("Europe/London") == true)
            #expect(try await SQLiteStore(path: path).archiveZone() == "Europe/London")
            #expect(try await SQLiteStore(path: folder.path("other.sqlite")).archiveZone() == "UTC")
        }
    }

    @Test("two stores have two names, and a store from before gets one")
    func names() async throws {
        try await withFolder { folder in
            let old = try DatabaseQueue(path: folder.path("old.sqlite"))
            try await old.write { db in
                let steps = Migration.all.filter { $0.number < 8 }
                try Migration.run(steps, on: db, from: try SchemaState.read(db), at: ManualClock.start)
            }
            try old.close()
            var names: Set<String> = []
            for name in ["old.sqlite", "one.sqlite", "two.sqlite"] {
                let store = try await SQLiteStore(path: folder.path(name))
                names.insert(try await store.archiveIdentity().name)
            }
            #expect(names.count == 3)
        }
    }

    private static let day = ArchiveDay(number: ManualClock.start.utcDay)

    /// Commits a row of the clock's moment so many times; answers what it wrote.
    private static func commit(
        _ times: Int,
        in store: SQLiteStore,
        _ clock: ManualClock
    ) async throws -> [PricePoint] {
        let policy = HostPolicy(standard: HostLimits(rate: 1_000, burst: 100_000))
        var written: [PricePoint] = []
        for _ in 0..<times {
            let now = clock.now
            let outcomes = try await store.claimChecks(CheckRequest(limit: 5, policy: policy)).map { check in
                var outcome = Sample.outcome(under: check.lease, at: now)
                outcome.nextCheckAt = now
                return outcome
            }
            for (outcome, result) in zip(outcomes, try await store.commit(outcomes)) where result == .committed(nil) {
                written += [outcome.row].compactMap(\.self)
            }
            clock.advance(by: .milliseconds(1))
        }
        return written
    }
}

extension SQLiteStore {
    /// Takes the ledger, which nobody holds, for a day.
    func ledger() async throws -> ArchiveToken {
        try #require(try await claimArchive(lease: .seconds(86_400)))
    }
}
