import Foundation
import PostgresServer
import Testing

@Suite("Archived days in exports and in another store, from the terminal", .timeLimit(.minutes(15)))
struct LostMachineTests {
    private struct Past: Decodable {
        struct Row: Decodable, Equatable {
            let at: String
            let price: AmountRecord
            let availability: String
            let isCarriedForward: Bool
        }
        let lowest: AmountRecord?
        let prices: [Row]
    }

    private struct Taken: Decodable {
        let days: Int
        let rows: Int
        let newRows: Int?
        let products: Int
        let newProducts: Int?
        let faults: [String]
    }

    /// A store with a product whose price changed every hour of the last 48, and a folder for its archive.
    private func withPast(_ body: (Sandbox, String) async throws -> Void) async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6), "--below", "1").status == 0)
                let header = try await home.salesctl("export").output.split(separator: "\n").prefix(2).map(String.init)
                let now = Int64(Date().timeIntervalSince1970 * 1_000)
                let rows = (1...48).map { hour in
                    """
                    {"record":"price","product":1,"at":\(now - Int64(hour) * 3_600_000),"availability":"in_stock",\
                    "price":{"amount":"\(100 + hour).00","currency":"GBP"}}
                    """
                }
                let file = try home.file("past.jsonl", (header + rows).joined(separator: "\n"))
                let taken = try await home.salesctl("import", file)
                #expect(taken.status == 0, "\(taken.errors)")
                let folder = home.folder.path + "/archive"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                try await body(home, folder)
            }
        }
    }

    /// Archives every finished day; how many rows that were.
    private func archive(_ home: Sandbox, _ folder: String) async throws -> Int {
        struct Report: Decodable {
            struct Day: Decodable {
                let rows: Int
            }
            let archived: [Day]
        }
        let run = try await home.salesctl("archive", "--to", "file:\(folder)", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        return try run.json(as: Report.self).archived.reduce(0) { $0 + $1.rows }
    }

    private func past(_ home: Sandbox, _ more: String...) async throws -> Past { try await past(home, more) }

    private func past(_ home: Sandbox, _ more: [String]) async throws -> Past {
        let run = try await home.salesctl(["history", "1", "--format", "json"] + more)
        #expect(run.status == 0, "\(run.errors)")
        return try run.json()
    }

    /// What files there are in a folder, with their bytes.
    private func files(in folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            files[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
        }
        return files
    }

    /// The keys of the parts of prices, oldest day first.
    private func parts(in folder: String) throws -> [String] {
        try files(in: folder).keys.filter { $0.hasPrefix("prices/") && $0.hasSuffix(".csv") }.sorted()
    }

    private func withDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
        try await PrivatePostgres.shared().makeDatabase("salesctl").use(body)
    }

    @Test("An export says that days are missing in it; with --full it is the one from before, and the same elsewhere")
    func fullExport() async throws {
        try await withPast { home, folder in
            let before = try await home.salesctl("export")
            #expect(before.status == 0 && before.errors.isEmpty)
            let rows = try await archive(home, folder)
            let partial = try await home.salesctl("export")
            #expect(partial.status == 0)
            #expect(partial.errors.contains("only in the archive") && partial.errors.contains("--full"))
            let lines = before.output.split(separator: "\n")
            #expect(partial.output.split(separator: "\n").count == lines.count - rows)
            let full = try await home.salesctl("export", "--full", "--to", "file:\(folder)")
            #expect(full.status == 0 && full.errors.isEmpty, "\(full.errors)")
            #expect(full.output.split(separator: "\n").sorted() == lines.sorted())

            let file = try home.file("full.jsonl", full.output)
            let copy = ["--store", "sqlite:\(home.folder.path)/copy.sqlite"]
            for _ in 0..<2 { #expect(try await home.salesctl(["import", file] + copy).status == 0) }
            #expect(try await home.salesctl(["export"] + copy).output == before.output)

            let alone = try await home.salesctl("export", "--to", "file:\(folder)")
            #expect(alone.status == 64 && alone.errors.contains("--full"))
            let part = try #require(try parts(in: folder).first)
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(part)"))
            let damaged = try await home.salesctl("export", "--full", "--to", "file:\(folder)")
            #expect(damaged.status == 65 && damaged.errors.contains(part), "\(damaged.errors)")
            #expect(damaged.errors.contains("is not complete"))
        }
    }

    @Test("A new store gets its history back out of the archive that is left, which stays as it is")
    func newStore() async throws {
        try await withPast { home, folder in
            let rows = try await archive(home, folder)
            let whole = try await past(home, "--full", "--to", "file:\(folder)")
            let left = try files(in: folder)
            let there = ["archive", "import", "--from", "file:\(folder)"]
            let asked = try await home.salesctl(there + ["--dry-run", "--format", "json"])
            let prospect: Taken = try asked.json()
            #expect(prospect.rows == rows && prospect.products == 1 && prospect.newRows == nil)

            let store = "sqlite:\(home.folder.path)/new.sqlite"
            let new = there + ["--store", store]
            let first: Taken = try await home.salesctl(new + ["--format", "json"]).json()
            #expect(first.rows == rows && first.newRows == rows && first.newProducts == 1 && first.faults.isEmpty)
            let back = try await past(home, "--store", store)
            #expect(back.prices == Array(whole.prices.prefix(rows)))
            #expect(back.lowest?.currency == "GBP")
            let again = try await home.salesctl(new)
            #expect(again.status == 0 && again.output.contains(", 0 of them new."), "\(again.output)")
            #expect(try await past(home, "--store", store).prices == back.prices)

            let followed = try await home.salesctl("list", "--store", store, "--format", "json")
            #expect(try followed.json(as: [ProductRecord].self).isEmpty)
            let urls = try await home.products().map(\.url)
            #expect(try await home.products(store: store).map(\.url) == urls)
            let alerts = try await home.salesctl("alerts", "list", "--store", store, "--format", "json")
            #expect(try alerts.json(as: [ProductRecord].self).isEmpty)
            #expect(try files(in: folder) == left)
            let own = try await home.salesctl("archive", "--to", "file:\(folder)", "--store", store)
            #expect(own.status == 65 && own.errors.contains("another store"))
        }
    }

    @Test("A store on a server gets it back as a store in a file does")
    func onServer() async throws {
        try await withPast { home, folder in
            let rows = try await archive(home, folder)
            let whole = try await past(home, "--full", "--to", "file:\(folder)")
            try await withDatabase { database in
                #expect(try await home.salesctl("migrate", "--store", database.url).status == 0)
                for count in [rows, 0] {
                    let run = try await home.salesctl(
                        ["archive", "import", "--from", "file:\(folder)", "--store", database.url, "--format", "json"]
                    )
                    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                    #expect(try run.json(as: Taken.self).newRows == count)
                }
                let back = try await past(home, "--store", database.url)
                #expect(back.prices == Array(whole.prices.prefix(rows)))
            }
        }
    }

    @Test("What is damaged is named with 65, and the rest comes in; what is no archive says so")
    func refusals() async throws {
        try await withPast { home, folder in
            let rows = try await archive(home, folder)
            let store = ["--store", "sqlite:\(home.folder.path)/new.sqlite"]
            let from = ["archive", "import", "--from", "file:\(folder)"]
            let key = try #require(try parts(in: folder).last)
            let part = URL(fileURLWithPath: "\(folder)/\(key)")
            let text = try Data(contentsOf: part)
            try (text + Data("1".utf8)).write(to: part)
            let damaged = try await home.salesctl(from + store)
            #expect(damaged.status == 65 && damaged.output.contains(key), "\(damaged.output)")
            #expect(damaged.errors.contains("what is whole was taken over"))
            let some = try await past(home, store)
            #expect(!some.prices.isEmpty && some.prices.count < rows)
            try text.write(to: part)
            #expect(try await home.salesctl(from + store).status == 0)
            #expect(try await past(home, store).prices.count == rows)

            let empty = home.folder.path + "/empty"
            try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
            let nothing = try await home.salesctl("archive", "import", "--from", "file:\(empty)")
            #expect(nothing.status == 66 && nothing.errors.contains("nothing of an archive"))
            let missing = try await home.salesctl("archive", "import", "--from", "file:\(folder)/none")
            #expect(missing.status == 75 && missing.errors.contains("There is no folder"))
            let odd = try await home.salesctl("archive", "import", "--from", "ftp://x/y")
            #expect(odd.status == 64 && odd.errors.contains("--from"))
            #expect(try await home.salesctl("archive", "import").status == 64)
        }
    }
}
