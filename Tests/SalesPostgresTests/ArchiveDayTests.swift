import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("The days by which a PostgreSQL store is archived", .timeLimit(.minutes(15)))
struct ArchiveDayTests {
    @Test("begin where the archive's calendar begins them, for three years", arguments: ZonedDays.all)
    func calendar(of zone: ZonedDays) async throws {
        try await StoreBed.with { bed in
            let calendar = try #require(ArchiveCalendar(named: zone.zone))
            let first = try #require(zone.changes.first).utcDay - 500
            let days = first..<first + 1_100
            let starts = try await bed.sql(
                """
                SELECT (extract(epoch FROM price_day_start(DATE '1970-01-01' + n, '\(zone.zone)')) * 1000)::bigint
                FROM generate_series(\(days.lowerBound), \(days.upperBound - 1)) n ORDER BY n
                """
            )
            let expected = days.map { calendar.start(of: ArchiveDay(number: $0)).milliseconds }
            #expect(starts.split(separator: "\n").map { Int64($0) } == expected)
        }
    }

    @Test("take each row with one day of their zone, that of the calendar", arguments: ZonedDays.all)
    func rows(of days: ZonedDays) async throws {
        try await StoreBed.withEmpty { bed in
            // So that some of the days have partitions and others have not.
            bed.clock.set(to: try #require(days.changes.first))
            let store = PostgresStore(unopened: try bed.address(), time: bed.clock, options: .patient())
            try await store.upgrade(.all, archiveZone: days.zone)
            try await days.check(store)
            await store.close()
        }
    }

    @Test("follow one another without a gap where a zone has changed its rules")
    func changedRules() async throws {
        try await StoreBed.with { bed in
            for (zone, day) in [("Asia/Tokyo", 3), ("America/New_York", 6)] {
                _ = try await bed.sql(
                    """
                    UPDATE store_settings SET archive_zone = '\(zone)';
                    SELECT make_price_days('2026-03-01Z'::timestamptz + '\(day) days', 4)
                    """
                )
            }
            let strays = """
                SELECT count(*), count(*) FILTER (
                    WHERE m < archive_day_start(archive_day_of(m)) OR m >= archive_day_start(archive_day_of(m) + 1)
                ) FROM generate_series('2026-02-20Z'::timestamptz, '2026-03-20Z', interval '30 minutes') m;
                """
            #expect(try await bed.sql(strays) == "1345|0\n")
            // A row between two days' partitions is one day's all the same.
            let store = try await bed.open()
            let product = try await store.follow(1)
            let gaps = try await bed.sql(
                """
                SELECT (extract(epoch FROM a.ends_at) * 1000)::bigint FROM price_days a
                WHERE NOT EXISTS (SELECT 1 FROM price_days b WHERE b.starts_at = a.ends_at)
                    AND EXISTS (SELECT 1 FROM price_days b WHERE b.starts_at > a.ends_at) ORDER BY 1
                """
            ).split(separator: "\n").compactMap { Int64($0) }
            let rows = gaps.map { Sample.row(of: product, at: Timestamp(milliseconds: $0)) }
            _ = try await store.importPrices(rows)
            let token = try await store.ledger()
            var archived: [PricePoint] = []
            for day in try await store.daysToArchive(endedBy: bed.clock.now + .seconds(40 * 86_400), limit: 99) {
                archived += try await store.purgeDay(day, token)
            }
            #expect(archived == rows)
        }
    }
}

@Suite("Who may archive days of a PostgreSQL store", .timeLimit(.minutes(15)))
struct ArchiveRightsTests {
    @Test("a role that may neither make nor drop tables archives a day and brings it back")
    func worker() async throws {
        try await withStore(on: GuardedServer.shared()) { owner, database in
            let role = try await database.makeRole("PASSWORD 'x'")
            _ = try await database.sql(
                """
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(role);
                REVOKE INSERT, UPDATE, DELETE ON price_days, store_settings, schema_migrations FROM \(role);
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO \(role);
                """
            )
            let address = try PostgresAddress(database.url(adding: "user=\(role)&password=x"))
            let worker = try await PostgresStore(address, creates: false, options: .patient)
            #expect(try await worker.report().missingRights == [])
            // Yesterday has a partition.
            let now = try await owner.readClock()
            let product = try await worker.addProduct(Sample.product(1)).product
            let row = Sample.row(of: product.id, at: now - .seconds(86_400))
            #expect(try await worker.importPrices([row]) == 1)
            let day = ArchiveDay(number: row.observedAt.utcDay)
            let token = try await worker.ledger()
            #expect(try await worker.purgeDay(day, token) == [row])
            let gone = "SELECT count(*) FROM price_days WHERE state = 'purged'"
            #expect(try await database.sql(gone).trimmed == "1")
            let run = ArchiveRun.ID(day: day, number: 1)
            #expect(try await worker.beginRestore(run, token: token))
            #expect(try await worker.restore([row], of: run, token: token) == 1)
            #expect(try await worker.endRestore(run, rows: 1, token: token) == .purged(rows: 1))
            await worker.close()
        }
    }

    @Test("who may not write the ledger takes no day out, and deletes none")
    func stranger() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let token = try await store.ledger()
            let run = try #require(
                try await store.openArchiveRun(of: ArchiveTests.day, plan: ArchivePlan(), token: token)
            )
            let role = "stranger_\(bed.database.name)"
            _ = try await bed.sql(
                """
                CREATE ROLE \(role); GRANT USAGE ON SCHEMA public TO \(role);
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role)
                """
            )
            for call in ["freeze_price_day('2026-03-01', 1)", "purge_archive_run('2026-03-01', 1)"] {
                let error = await #expect(throws: PostgresServerError.self) {
                    try await bed.sql("SET SESSION AUTHORIZATION \(role); SELECT \(call)")
                }
                #expect(error?.description.contains("only who may update archive_runs") == true)
            }
            #expect(try await store.freeze(run.id, token: token)?.step == .frozen)
            _ = try await bed.sql("DROP OWNED BY \(role); DROP ROLE \(role)")
        }
    }

    @Test("a worker of an earlier program's store goes on after the step without a grant")
    func grants() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 6 })
            let role = "worker_\(bed.database.name)"
            _ = try await bed.sql(
                """
                CREATE ROLE \(role); GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(role);
                INSERT INTO archive_runs (day, number, step) VALUES ('2026-02-28', 1, 'purged')
                """
            )
            try await bed.upgrade(Migration.all)
            #expect(
                try await bed.sql(
                    """
                    SELECT has_table_privilege('\(role)', 'archive_lease', 'UPDATE'),
                        has_table_privilege('\(role)', 'pseudonyms', 'INSERT');
                    SELECT starts_at = '2026-02-28Z', ends_at = '2026-03-01Z' FROM archive_runs
                    """
                ) == "t|t\nt|t\n"
            )
            let store = try await bed.open()
            let runs = try await store.archiveRuns(of: ArchiveDay.shown, after: nil, limit: 9).elements
            #expect(runs.map(\.step) == [.purged] && runs.map(\.plan) == [ArchivePlan()])
            _ = try await bed.sql("DROP OWNED BY \(role); DROP ROLE \(role)")
        }
    }
}
