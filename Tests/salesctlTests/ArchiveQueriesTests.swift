import Foundation
import GRDB
import PostgresServer
import PythonServers
import RunningPrograms
import SalesCore
import Testing

@Suite("The code of Docs/archive.md", .timeLimit(.minutes(10)))
struct ArchiveQueriesTests {
    /// What the code of the page gave, by who ran it and what it is called there.
    private struct Given: Decodable {
        struct Python: Decodable {
            let chain: String
            /// Nil for zstandard, which Python does not unpack.
            let prices: [[String?]]?
            let names: [String: String]?

            private enum CodingKeys: String, CodingKey {
                case chain, names
                case prices = "all prices"
            }
        }

        let duckdb: [String: [[String?]]]
        let python: Python
        let shell: [String: String]
        /// Nil for zstandard, of which the page has no block.
        let postgres: [String: [[String?]]]?
    }

    @Test("gives what the store said before, however objects are packed", arguments: ["none", "gzip", "zstd"])
    func page(_ coding: String) async throws {
        try await PrivatePostgres.shared().makeDatabase("archive").use { database in
            try await Sandbox.with { home in
                let said = try await ArchivedPast(coding, in: home)
                let run = try await PythonScript.run(
                    "Scripts/documentation/queries.py",
                    [said.folder, "--postgres", database.url]
                )
                try #require(run.status == 0, "\(run.errors)")
                let given = try JSONDecoder().decode(Given.self, from: Data(run.output.utf8))

                // Eleven days, of which two have a second run.
                #expect(given.python.chain.hasPrefix("13 manifests, "))
                #expect(given.shell["hashes"] == "0 as written\n")
                #expect(Self.dateless(given.duckdb["all prices"]) == said.all.map(\.numeric))
                #expect(Self.dateless(given.duckdb["all prices_once"]) == said.rows.map(\.numeric))
                for (name, rows) in said.answers { #expect(given.duckdb[name] == rows, "\(name)") }
                Self.expect(given.duckdb["all products"], at: [0, 2, 3, 4], toBe: said.products)
                Self.expect(given.duckdb["all websites"], at: [0, 2], toBe: said.websites)

                #expect((given.python.prices == nil) == (coding == "zstd"))
                // There in the order of the days.
                let inOrder = given.python.prices?.sorted { ArchivedPast.order($0) < ArchivedPast.order($1) }
                if let inOrder { #expect(inOrder == said.all.map(\.cells)) }
                if let names = given.python.names?.map({ [$0.key, $0.value] as [String?] }) {
                    Self.expect(names, at: [0, 1], toBe: said.products.map { [$0[0], $0[3]] })
                }

                #expect((given.postgres == nil) == (coding == "zstd"))
                if let postgres = given.postgres {
                    #expect(postgres["all prices"] == said.all.map(\.cells))
                    Self.expect(postgres["all products"], at: [0, 2, 3, 4], toBe: said.products)
                }
            }
        }
    }

    /// Rows without the column of the folder's date, which comes last.
    private static func dateless(_ rows: [[String?]]?) -> [[String?]]? { rows?.map { Array($0.dropLast()) } }

    /// Demands that rows have, in some of their columns, the bytes of these and no others.
    private static func expect(
        _ found: [[String?]]?,
        at columns: [Int],
        toBe rows: [[String]],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let found = Set((found ?? []).map { row in columns.map { bytes(row[$0]) } })
        #expect(found == Set(rows.map { row in row.map { bytes($0) } }), sourceLocation: location)
    }

    /// Two texts of the same letters in other bytes are equal to Swift, and not here.
    private static func bytes(_ text: String?) -> [UInt8]? { text.map { Array($0.utf8) } }
}

/// An ``AwkwardPast`` that a store has archived, and what it said of it before.
private struct ArchivedPast {
    let folder: String
    /// Each row once, in the order of products and times.
    let rows: [ArchivedRow]
    /// As they stand in the archive: one row is there twice, first as it came first.
    let all: [ArchivedRow]
    /// Number, URL, selection and name.
    let products: [[String]]
    /// Number and name.
    let websites: [[String]]
    /// What each query of the page must answer.
    let answers: [String: [[String?]]]

    init(_ coding: String, in home: Sandbox) async throws {
        let folder = home.folder.path + "/archive"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let past = AwkwardPast(seed: 6, rows: 2_000)
        var said: [TransferLine] = []
        var websites: [[String]] = []
        for (index, lines) in [past.early, past.late].enumerated() {
            let file = try home.file("past-\(index).jsonl", try TransferLine.text(lines))
            let taken = try await home.salesctl("import", file)
            try #require(taken.status == 0, "\(taken.errors)")
            if index == 0 { websites = try await Self.renameWebsites(in: home) }
            said += try await home.salesctl("export").jsonLines(as: TransferLine.self)
            let run = try await home.salesctl(
                ["archive", "--to", "file:\(folder)"],
                environment: ["SALES_ARCHIVE_CODING": coding]
            )
            try #require(run.status == 0, "\(run.errors)")
        }
        // What was said later counts.
        let known = Dictionary(said.compactMap { ArchivedRow($0) }.map { ($0.key, $0) }) { $1 }
        let rows = known.values.sorted { $0.order < $1.order }
        let repeated = try #require(ArchivedRow(past.repeated))
        let products = Set(said.filter { $0.record == "product" }.map(Self.product))
            .sorted { (Int($0[0]) ?? 0) < (Int($1[0]) ?? 0) }
        try #require(rows.count == 2_000 && products.map { $0[3] } == AwkwardPast.names)
        let wishes = said.filter { $0.record == "subscription" }.map { ($0.product ?? 0, $0) }
        let all = (rows + [repeated]).sorted { $0.order != $1.order ? $0.order < $1.order : $0 == repeated }
        answers = [
            "lowest": Self.lowest(all, products), "history": Self.history(rows), "drops": Self.drops(rows),
            "month": Self.month(rows), "asked": Self.asked(Dictionary(wishes) { $1 }, products),
        ]
        self.folder = folder
        self.rows = rows
        self.all = all
        self.products = products
        self.websites = websites
    }

    private static func product(_ line: TransferLine) -> [String] {
        ["\(line.product ?? 0)", line.url ?? "", line.selection ?? "", line.name ?? ""]
    }

    /// Gives shops names that are hard on readers, and answers them.
    private static func renameWebsites(in home: Sandbox) async throws -> [[String]] {
        try await DatabaseQueue(path: home.storePath).write { db in
            try db.execute(sql: "UPDATE websites SET name = '=1+1, \"' || char(10) || '''' || id")
            return try Row.fetchAll(db, sql: "SELECT id, name FROM websites").map { row -> [String] in
                let id: Int64 = row["id"]
                let name: String = row["name"]
                return ["\(id)", name]
            }
        }
    }

    private static func lowest(_ rows: [ArchivedRow], _ products: [[String]]) -> [[String?]] {
        groups(rows).map { group in
            let amounts = group.rows.map(\.thousandths)
            return [
                "\(group.product)", products[group.product - 1][3], group.currency,
                ArchivedRow.text(amounts.min() ?? 0), ArchivedRow.text(amounts.max() ?? 0), "\(amounts.count)",
            ]
        }
    }

    private static func history(_ rows: [ArchivedRow]) -> [[String?]] {
        rows.filter { $0.product == 1 && (23...29).contains($0.day) }.map { row in
            [row.numeric[1], row.numeric[2], row.numeric[3], row.numeric[4], row.numeric[6]]
        }
    }

    private static func drops(_ rows: [ArchivedRow]) -> [[String?]] {
        let pairs = zip(rows, rows.dropFirst()).filter { before, row in
            before.product == row.product && before.currency == row.currency && row.thousandths < before.thousandths
        }
        return pairs.sorted { ($0.1.at, $0.1.product) < ($1.1.at, $1.1.product) }.map { before, row in
            [row.numeric[0], row.numeric[1], before.numeric[2], row.numeric[2], row.numeric[3]]
        }
    }

    private static func month(_ rows: [ArchivedRow]) -> [[String?]] {
        groups(rows).map { group in
            let lowest = group.rows.map(\.thousandths).min() ?? 0
            let last = group.rows.last?.thousandths ?? 0
            return [
                "\(group.product)", group.currency, ArchivedRow.text(lowest), ArchivedRow.text(last),
                "\(lowest == last)",
            ]
        }
    }

    private static func asked(_ wishes: [Int: TransferLine], _ products: [[String]]) -> [[String?]] {
        wishes.sorted { $0.key < $1.key }.map { number, wish in
            let seconds = wish.intervalMilliseconds.map { "\($0 / 1_000)" }
            return ["\(number)", products[number - 1][3], wish.rule, seconds, "\(wish.isPaused ?? false)"]
        }
    }

    /// Rows by product and currency, each in the order of times.
    private static func groups(_ rows: [ArchivedRow]) -> [(product: Int, currency: String, rows: [ArchivedRow])] {
        struct Key: Hashable {
            let product: Int
            let currency: String
        }
        return Dictionary(grouping: rows) { Key(product: $0.product, currency: $0.currency) }
            .map { (product: $0.key.product, currency: $0.key.currency, rows: $0.value) }
            .sorted { ($0.product, $0.currency) < ($1.product, $1.currency) }
    }

    /// What rows of cells are sorted by.
    static func order(_ cells: [String?]) -> (Int, String) {
        (Int((cells.first ?? nil) ?? "") ?? 0, (cells.dropFirst().first ?? nil) ?? "")
    }
}

/// A row of `prices` as a store said it.
private struct ArchivedRow: Hashable {
    let product: Int
    let at: Int64
    let price: TransferLine.Amount
    let listPrice: TransferLine.Amount?
    let availability: String
    let isCarriedForward: Bool

    init?(_ line: TransferLine) {
        guard line.record == "price", let product = line.product, let at = line.at, let price = line.price else {
            return nil
        }
        self.product = product
        self.at = at
        self.price = price
        listPrice = line.listPrice
        availability = line.availability ?? "unknown"
        isCarriedForward = line.isCarriedForward ?? false
    }

    var currency: String { price.currency }
    var order: (Int, Int64) { (product, at) }
    /// What is unique in a store.
    var key: [Int64] { [Int64(product), at] }
    /// The day of November 2025.
    var day: Int { Int(at / Timestamp.millisecondsPerDay) - 20_392 }

    /// As it stands in the archive.
    var cells: [String?] {
        [
            "\(product)", Timestamp(milliseconds: at).description, price.amount, price.currency, listPrice?.amount,
            listPrice?.currency, availability, "\(isCarriedForward)",
        ]
    }

    /// With amounts of three digits behind the point, as `DECIMAL(22, 3)` has them.
    var numeric: [String?] {
        var cells = cells
        cells[2] = Self.text(thousandths)
        cells[4] = listPrice.map { Self.text(Self.thousandths($0)) }
        return cells
    }

    var thousandths: Int64 { Self.thousandths(price) }

    private static func thousandths(_ amount: TransferLine.Amount) -> Int64 {
        let parts = amount.amount.split(separator: ".").map(String.init)
        let fraction = parts.count > 1 ? parts[1] : ""
        return Int64(parts[0] + fraction + zeros(3 - fraction.utf8.count)) ?? -1
    }

    static func text(_ thousandths: Int64) -> String {
        let fraction = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + zeros(3 - fraction.utf8.count) + fraction
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
