import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Values on their way to PostgreSQL and back", .timeLimit(.minutes(15)))
struct ValueTests {
    private static let numbers: [Int64] = [.min, -1, 0, 1, 255, .max]
    private static let texts =
        Sample.texts + ["", "\u{10FFFF}\u{1}", String(repeating: "価格", count: 100_000), "{\"a\",NULL}"]
    private static let year2000: Int64 = 946_684_800_000
    private static let earliest: Int64 = -210_866_803_200_000
    private static let end: Int64 = 9_224_318_016_000_000
    private static let moments = [earliest, -1, 0, 1, year2000 - 1, year2000, year2000 + 1, end - 1]

    @Test("numbers, texts, flags and moments come back as they were given, and null as nil")
    func single() async throws {
        try await withPool { pool, _ in
            try await pool.withConnection { connection in
                for number in Self.numbers {
                    var arguments = Arguments(number, nil)
                    arguments.add(number > 0)
                    let sql = "SELECT $1::bigint, $2::bigint, $3::bool"
                    let rows = try await connection.run([Statement(sql, arguments)])[0].rows {
                        (try $0.number(), try $0.numberOrNil(), try $0.flag())
                    }
                    #expect(rows.map(\.0) == [number] && rows.map(\.1) == [nil] && rows.map(\.2) == [number > 0])
                }
                for text in Self.texts {
                    var arguments = Arguments()
                    arguments.add(text)
                    arguments.add(String?.none)
                    let rows = try await connection.run([Statement("SELECT $1::text, $2::text", arguments)])[0].rows {
                        (try $0.text(), $0.textOrNil())
                    }
                    #expect(rows.map { Array($0.0.utf8) } == [Array(text.utf8)] && rows.map(\.1) == [nil])
                }
                for moment in Self.moments.map(Timestamp.init(milliseconds:)) {
                    var arguments = Arguments()
                    arguments.add(moment)
                    arguments.add(Timestamp?.none)
                    let sql = "SELECT $1::timestamptz, $2::timestamptz"
                    let rows = try await connection.run([Statement(sql, arguments)])[0].rows {
                        (try $0.moment(), try $0.momentOrNil())
                    }
                    #expect(rows.map(\.0) == [moment] && rows.map(\.1) == [nil])
                }
            }
        }
    }

    @Test("lists come back in their order with their nulls, also as an empty list")
    func lists() async throws {
        try await withPool { pool, _ in
            let numbers: [Int64?] = Self.numbers + [nil]
            let texts: [String?] = [nil] + Self.texts
            let moments: [Timestamp?] = Self.moments.map(Timestamp.init(milliseconds:)) + [nil, nil]
            let flags = [true, false, true]
            for (numbers, texts, moments, flags) in [(numbers, texts, moments, flags), ([], [], [], [])] {
                var arguments = Arguments()
                arguments.addAll(numbers)
                arguments.addAll(texts)
                arguments.addAll(moments)
                arguments.addAll(flags)
                let sql = """
                    SELECT n, t, m, f FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bool[])
                        WITH ORDINALITY AS u(n, t, m, f, place) ORDER BY place
                    """
                let rows = try await pool.withConnection { [arguments] connection in
                    try await connection.run([Statement(sql, arguments)])[0].rows {
                        (try $0.numberOrNil(), $0.textOrNil(), try $0.momentOrNil(), try? $0.flag())
                    }
                }
                #expect(rows.map(\.0).prefix(numbers.count) == numbers[...])
                #expect(rows.map(\.1).prefix(texts.count) == texts[...])
                #expect(rows.map(\.2).prefix(moments.count) == moments[...])
                #expect(rows.map(\.3).prefix(flags.count) == flags.map(Bool?.some)[...])
                #expect(rows.count == max(numbers.count, texts.count, moments.count))
            }
        }
    }

    @Test("a column that holds a list is read as one")
    func listColumns() async throws {
        try await withPool { pool, _ in
            var arguments = Arguments()
            arguments.addAll(Self.numbers)
            arguments.add(Self.texts)
            let statement = Statement("SELECT $1::bigint[], $2::text[], '{}'::text[]", arguments)
            let rows = try await pool.withConnection { connection in
                try await connection.run([statement])[0].rows {
                    (try $0.numbers(), try $0.texts(), try $0.texts())
                }
            }
            #expect(rows.map(\.0) == [Self.numbers] && rows.map(\.1) == [Self.texts] && rows.map(\.2) == [[]])
        }
    }

    @Test("nested values come back equal, and equal values are equal text")
    func json() async throws {
        try await withPool { pool, _ in
            var random = SeededRandom(seed: 4)
            let changes = (0..<50).map { _ in Sample.change(&random) } + [nil]
            var arguments = Arguments()
            try arguments.addAllJSON(changes)
            let statement = Statement("SELECT c, c::text FROM unnest($1::json[]) AS u(c)", arguments)
            let rows = try await pool.withConnection { connection in
                try await connection.run([statement])[0].rows {
                    (try $0.jsonOrNil(PriceEvent.Change.self), $0.textOrNil())
                }
            }
            #expect(rows.map(\.0) == changes)
            #expect(try rows.map(\.1) == changes.map { try $0.map(JSONText.encode) })
        }
    }

    @Test("a NUL, which no text of the server holds, is kept as a mark of it")
    func nul() async throws {
        try await withPool { pool, _ in
            var arguments = Arguments()
            arguments.add("a\0b\0")
            arguments.addAll(["\0"])
            let statement = Statement("SELECT $1::text, $2::text[]", arguments)
            let rows = try await pool.withConnection { connection in
                try await connection.run([statement])[0].rows { (try $0.text(), try $0.texts()) }
            }
            #expect(rows.map(\.0) == ["a\u{FFFD}b\u{FFFD}"] && rows.map(\.1) == [["\u{FFFD}"]])
        }
    }

    @Test("moments beyond the server's range are held at its ends")
    func momentsBeyond() async throws {
        try await withPool { pool, _ in
            for (given, kept) in [
                (Int64.min, Int64.min), (Self.earliest - 1, .min), (Self.end, .max - 1), (.max, .max - 1),
            ] {
                var arguments = Arguments()
                arguments.add(Timestamp(milliseconds: given))
                let statement = Statement("SELECT $1::timestamptz", arguments)
                let rows = try await pool.withConnection { connection in
                    try await connection.run([statement])[0].rows { try $0.moment().milliseconds }
                }
                #expect(rows == [kept])
            }
        }
    }

    @Test(
        "a value that cannot be what is expected says which column it is",
        arguments: ["NULL::bigint", "'three'::text", "true", "NULL::text", "ARRAY[NULL]::bigint[]"]
    )
    func unreadable(value: String) async throws {
        try await withPool { pool, _ in
            let result = try await pool.withConnection { connection in
                try await connection.run([Statement("SELECT 1::bigint AS first, \(value) AS second")])[0]
            }
            let error = #expect(throws: RowReader.Unreadable.self) {
                try result.rows { row in
                    _ = try row.number()
                    _ = try value.hasPrefix("ARRAY") ? row.numbers().first : row.number()
                }
            }
            #expect(error?.column == "second")
        }
    }
}
