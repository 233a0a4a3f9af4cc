import PostgresServer
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Statements in one piece", .timeLimit(.minutes(15)))
struct PipelineTests {
    @Test("far more than the socket holds goes out and comes back in one pipeline, in its order")
    func large() async throws {
        try await withPool { pool, _ in
            // 400 of 64 KB each way: neither side may wait for the other to read first.
            let statements = (0..<400).map { number in
                var arguments = Arguments(Int64(number))
                arguments.add(String(repeating: "x", count: 65_536))
                return Statement("SELECT $1::bigint, $2::text", arguments)
            }
            let read = try await pool.withConnection { connection in
                try await connection.run(statements).map { result in
                    try #require(try result.row { (try $0.number(), try $0.text().utf8.count) })
                }
            }
            #expect(read.map(\.0) == (0..<400).map(Int64.init))
            #expect(read.allSatisfy { $0.1 == 65_536 })
        }
    }

    @Test("many small statements are one pipeline, and the statement is prepared once")
    func many() async throws {
        try await withPool { pool, _ in
            try await pool.withConnection { connection in
                let statements = (0..<5_000).map { Statement("SELECT $1::bigint", Arguments($0)) }
                let read = try await connection.run(statements).map { try $0.row { try $0.number() } }
                #expect(read == (0..<5_000).map(Int64.init))
                let names = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::bigint'"
                #expect(try await connection.number(names) == 1)
                _ = try await connection.run(Array(statements.prefix(2)))
                #expect(try await connection.number(names) == 1)
            }
        }
    }

    @Test("a result of ten thousand rows is read whole")
    func rows() async throws {
        try await withPool { pool, _ in
            let sql = "SELECT g, repeat('価', (g % 300)::integer) FROM generate_series(1::bigint, 10000) AS g"
            let rows = try await pool.withConnection { connection in
                try await connection.run([Statement(sql)])[0].rows { (try $0.number(), try $0.text()) }
            }
            #expect(rows.map(\.0) == (1...10_000).map(Int64.init))
            #expect(rows.allSatisfy { $0.1.unicodeScalars.count == Int($0.0 % 300) })
        }
    }

    @Test(
        "an error in the middle undoes all of a pipeline, and the connection goes on being usable",
        arguments: [
            ("SELECT 1 / (SELECT 0)", "22012"), ("SELEC 1", "42601"), ("SELECT * FROM missing", "42P01"),
            ("INSERT INTO kept VALUES (1)", "23505"), ("ROLLBACK; SELECT 1", "42601"),
        ]
    )
    func errorInTheMiddle(sql: String, state: String) async throws {
        try await withPool { pool, database in
            _ = try await database.sql("CREATE TABLE kept (n bigint PRIMARY KEY)")
            try await pool.withConnection { connection in
                let backend = try await connection.number("SELECT pg_backend_pid()")
                let inserts = (1...3).map { Statement("INSERT INTO kept VALUES ($1)", Arguments($0)) }
                for _ in 0..<2 {
                    await expectState(state) {
                        _ = try await connection.run(Array(inserts[..<2]) + [Statement(sql)] + inserts[2...])
                    }
                    #expect(await connection.isIdle())
                    #expect(try await connection.number("SELECT count(*) FROM kept") == 0)
                }
                // What was prepared before the error is still known, what stood behind it is prepared anew.
                #expect(try await connection.run(inserts).map(\.affected) == [1, 1, 1])
                #expect(try await connection.number("SELECT pg_backend_pid()") == backend)
            }
        }
    }

    @Test("a statement that could not be prepared is prepared when it can be")
    func preparedLater() async throws {
        try await withPool { pool, database in
            try await pool.withConnection { connection in
                let count = "SELECT count(*) FROM made_later"
                await expectState("42P01") { _ = try await connection.number(count) }
                _ = try await database.sql("CREATE TABLE made_later ()")
                #expect(try await connection.number(count) == 0)
            }
        }
    }

    @Test("rows that are copied in are all there")
    func copy() async throws {
        try await withPool { pool, database in
            _ = try await database.sql("CREATE TABLE kept (n bigint, t text)")
            try await pool.withConnection { connection in
                try await connection.copy(into: Self.copyKept, 0..<50_000, timeout: .seconds(60), Self.write)
                #expect(try await connection.number("SELECT count(*) FROM kept WHERE length(t) = 100") == 50_000)
                #expect(try await connection.number("SELECT sum(n)::bigint FROM kept") == 50_000 * 49_999 / 2)
            }
        }
    }

    @Test(
        "a copy that meets a bad row keeps none, and the connection goes on being usable",
        arguments: [
            ("CREATE TABLE kept (n bigint CHECK (n <> 7), t text)", "23514"),
            ("CREATE TABLE kept (n bigint CHECK (n < 49999), t text)", "23514"),
            ("CREATE TABLE kept (n bigint, t integer)", "22P03"),
            ("CREATE TABLE other ()", "42P01"),
        ]
    )
    func copyAborted(table: String, state: String) async throws {
        try await withPool { pool, database in
            _ = try await database.sql(table)
            try await pool.withConnection { connection in
                let backend = try await connection.number("SELECT pg_backend_pid()")
                await expectState(state) {
                    try await connection.copy(into: Self.copyKept, 0..<50_000, timeout: .seconds(60), Self.write)
                }
                #expect(await connection.isIdle())
                #expect(try await connection.number("SELECT pg_backend_pid()") == backend)
            }
            if table.contains("kept") { #expect(try await database.sql("SELECT count(*) FROM kept").trimmed == "0") }
        }
    }

    private static let copyKept = "COPY kept (n, t) FROM STDIN (FORMAT binary)"

    @Sendable private static func write(_ number: Int, into cells: inout BinaryCells) {
        cells.addInteger(Int16(2))
        cells.add(Int64(number))
        cells.add(String(repeating: "x", count: 100))
    }
}
