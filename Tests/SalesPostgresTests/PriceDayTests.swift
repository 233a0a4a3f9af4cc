import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("The days of prices")
struct PriceDayTests {
    @Test("have a partition from yesterday to four days ahead, made with the tables and by every worker as days pass")
    func ahead() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            for day in 1...4 {
                #expect(
                    try await bed.sql(Self.listDays).split(separator: "\n")
                        == (0..<(day + 5)).map { "2026-0\($0 == 0 ? "2-28" : "3-0\($0)")|live|t" }
                )
                bed.clock.advance(by: .seconds(86_400))
                #expect(try await store.claimChecks(CheckRequest(limit: 1)).isEmpty)
            }
            #expect(
                try await bed.sql(
                    "SELECT count(*) FROM pg_partitioned_table WHERE partdefid <> 0"
                ) == "0\n"
            )
        }
    }

    @Test("are made once by workers that meet midnight together")
    func together() async throws {
        try await StoreBed.with { bed in
            let stores = try await bed.open(handles: 4)
            for _ in 0..<5 {
                bed.clock.advance(by: .seconds(86_400))
                try await withThrowingTaskGroup { group in
                    for store in stores { group.addTask { _ = try await store.claimChecks(CheckRequest(limit: 1)) } }
                    try await group.waitForAll()
                }
            }
            #expect(try await bed.sql(Self.listDays).split(separator: "\n").count == 11)
        }
    }

    @Test("that cannot be made cost a claim nothing, and are made as soon as they can")
    func obstacle() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            bed.clock.advance(by: .seconds(86_400))
            _ = try await bed.sql("ALTER FUNCTION make_price_days RENAME TO mislaid")
            #expect(try await store.claim(1).map(\.lease.productID) == [product])
            _ = try await bed.sql("ALTER FUNCTION mislaid RENAME TO make_price_days")
            let count = "SELECT count(*) FROM price_days"
            #expect(try await store.claim(1).isEmpty)
            #expect(try await bed.sql(count) == "6\n")
            bed.clock.advance(by: .seconds(60))
            _ = try await store.claim(1)
            #expect(try await bed.sql(count) == "7\n")
        }
    }

    @Test("follow one another without overlap when the rules of the zone change while days ahead are there")
    func changedRules() async throws {
        try await StoreBed.with { bed in
            for (zone, day) in [("Asia/Tokyo", 3), ("America/New_York", 6)] {
                _ = try await bed.sql("UPDATE store_settings SET archive_zone = '\(zone)'")
                let made = try await bed.sql("SELECT make_price_days('2026-03-01Z'::timestamptz + '\(day) days', 4)")
                #expect(Int(made.dropLast()) ?? 0 >= 2)
            }
            let clashes = try await bed.sql(
                "SELECT count(*) FROM price_days a JOIN price_days b ON a.day < b.day AND a.ends_at > b.starts_at"
            )
            #expect(clashes == "0\n")
        }
    }

    @Test("are those around now for a role that may not make tables, whatever it asks for")
    func stranger() async throws {
        try await StoreBed.with { bed in
            let before = try await bed.sql("SELECT count(*) FROM price_days")
            let made = try await bed.sql(
                """
                CREATE ROLE stranger_\(bed.database.name); GRANT USAGE ON SCHEMA public TO stranger_\(bed.database.name);
                SET SESSION AUTHORIZATION stranger_\(bed.database.name);
                SELECT make_price_days('2040-01-01', 1000000); SELECT make_price_days('2040-01-01', 1000000);
                """
            )
            // From yesterday to seven days ahead.
            #expect(made == "9\n0\n")
            let after =
                "SELECT count(*) - \(before.dropLast()), count(*) FILTER (WHERE day > '2039-01-01') FROM price_days"
            #expect(try await bed.sql(after) == "9|0\n")
            _ = try await bed.sql(
                "DROP OWNED BY stranger_\(bed.database.name); DROP ROLE stranger_\(bed.database.name)"
            )
        }
    }

    @Test("that have none keep their rows apart, and the history shows all in order, page by page")
    func lateRows() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            let days: [Int64] = [-400, -30, -2, -1, 0, 3, 4, 5, 90]
            let rows = days.map {
                Sample.row(of: product, Sample.pounds(5_000 + $0), at: bed.clock.now + .seconds(86_400 * $0))
            }
            #expect(try await store.importPrices(rows.shuffled()) == rows.count)
            #expect(
                try await bed.sql("SELECT count(*) FROM prices; SELECT count(*) FROM prices_late") == "4\n5\n"
            )
            var read: [PricePoint] = []
            var token: PageToken?
            repeat {
                let page = try await store.prices(of: product, in: Sample.allTime, after: token, limit: 2)
                read += page.elements
                token = page.next
            } while token != nil
            #expect(read == rows)
            #expect(
                try await store.prices(of: product, in: rows[2].observedAt..<rows[7].observedAt, after: nil, limit: 9)
                    .elements == Array(rows[2..<7])
            )
        }
    }

    @Test("that are made after rows came for them show each row once, however often it is imported")
    func madeLater() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            let product = try await store.follow(1)
            bed.clock.advance(by: .seconds(86_400 * 20))
            let row = Sample.row(of: product, at: bed.clock.now)
            #expect(try await store.importPrices([row]) == 1)
            let check = try #require(try await store.claim(1).first)
            #expect(try await store.importPrices([row]) == 0)
            _ = try await store.commit([Sample.outcome(under: check.lease, at: bed.clock.now)])
            #expect(try await store.history(of: product) == [row])
        }
    }

    @Test(
        "begin with the first moment of their date in any zone, and each ends where the next begins",
        arguments: [
            ("Europe/London", "2026-01-01", 0), ("America/Santiago", "2026-01-01", 0),
            ("Pacific/Apia", "2011-06-01", 1),
            ("Asia/Kathmandu", "2026-01-01", 0), ("America/Havana", "2026-01-01", 0),
            ("Australia/Lord_Howe", "2026-01-01", 0), ("Africa/Casablanca", "2026-01-01", 0),
        ]
    )
    func zones(zone: String, from: String, missing: Int) async throws {
        try await StoreBed.with { bed in
            let answer = try await bed.sql(
                """
                SET TIME ZONE 'Asia/Tokyo';
                WITH days AS (
                    SELECT d::date AS day, price_day_start(d::date, '\(zone)') AS starts_at,
                        price_day_start(d::date + 1, '\(zone)') AS ends_at
                    FROM generate_series(DATE '\(from)', DATE '\(from)' + 400, interval '1 day') d
                ), moments AS (
                    SELECT m, (m AT TIME ZONE '\(zone)')::date AS day
                    FROM days, generate_series(starts_at, ends_at - interval '1 ms', interval '15 minutes') m
                )
                SELECT count(*) FILTER (WHERE starts_at = ends_at), count(*) FILTER (WHERE starts_at > ends_at),
                    count(*) FILTER (WHERE starts_at < ends_at AND (starts_at AT TIME ZONE '\(zone)')::date <> day),
                    count(*) FILTER (WHERE ((starts_at - interval '1 ms') AT TIME ZONE '\(zone)')::date >= day),
                    (SELECT count(*) FROM moments JOIN days d ON m >= d.starts_at AND m < d.ends_at
                        WHERE d.day <> moments.day),
                    (SELECT count(*) = count(DISTINCT m) FROM moments)
                FROM days;
                """
            )
            #expect(answer == "\(missing)|0|0|0|0|t\n")
        }
    }

    @Test(
        "of a zone take the rows of every moment around a change of its clocks",
        arguments: [
            ("Europe/London", "2026-03-29T00:00:00Z"), ("America/Santiago", "2026-09-06T04:00:00Z"),
            ("Pacific/Apia", "2011-12-30T10:00:00Z"), ("America/Havana", "2026-11-01T04:30:00Z"),
            ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
        ]
    )
    func change(zone: String, at text: String) async throws {
        try await StoreBed.withEmpty { bed in
            let seconds = try #require(
                Int64(try await bed.sql("SELECT extract(epoch FROM '\(text)'::timestamptz)::bigint").dropLast())
            )
            bed.clock.set(to: Timestamp(milliseconds: seconds * 1_000))
            let store = PostgresStore(unopened: try bed.address(), time: bed.clock, options: .patient())
            #expect(try await store.upgrade(.all, archiveZone: zone).archiveZone == zone)
            let product = try await store.follow(1)
            let moments = stride(from: -24 * 60, through: 3 * 24 * 60, by: 20).map { bed.clock.now + .seconds($0 * 60) }
            #expect(try await store.importPrices(moments.map { Sample.row(of: product, at: $0) }) == moments.count)
            #expect(try await bed.sql("SELECT count(*) FROM prices_late") == "0\n")
            #expect(
                try await bed.sql(
                    """
                    SELECT count(*) FROM prices p JOIN price_days d
                        ON p.tableoid = to_regclass('prices_' || to_char(d.day, 'YYYY_MM_DD'))
                    WHERE (p.observed_at AT TIME ZONE '\(zone)')::date = d.day
                    """
                ) == "\(moments.count)\n"
            )
            await store.close()
        }
    }

    private static let listDays = """
        SELECT d.day, d.state, EXISTS (
            SELECT 1 FROM pg_inherits i WHERE i.inhparent = 'prices'::regclass
                AND i.inhrelid = to_regclass('prices_' || to_char(d.day, 'YYYY_MM_DD'))
        ) FROM price_days d ORDER BY d.day
        """
}
