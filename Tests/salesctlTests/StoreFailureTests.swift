import Foundation
import GRDB
import Testing

@Suite("A store that cannot be used", .timeLimit(.minutes(15)))
struct StoreFailureTests {
    @Test("A file that is no store of ours ends with 74 and stays as it is")
    func foreign() async throws {
        try await Sandbox.with { home in
            let text = String(repeating: "This is somebody's diary.\n", count: 400)
            let diary = try home.file("diary.sqlite", text)
            let run = try await home.salesctl("list", "--store", "sqlite:\(diary)")
            #expect(run.status == 74 && run.output.isEmpty && run.errors.contains("is not a SQLite file"))
            #expect(try String(contentsOfFile: diary, encoding: .utf8) == text)

            let other = home.folder.path + "/other.sqlite"
            let queue = try DatabaseQueue(path: other)
            try await queue.write { try $0.execute(sql: "CREATE TABLE diary (day TEXT)") }
            try queue.close()
            let second = try await home.salesctl("list", "--store", "sqlite:\(other)")
            #expect(second.status == 74 && second.errors.contains("a SQLite file of another program"))
        }
    }

    @Test("A store of a newer program ends with 74, and nothing is changed")
    func newer() async throws {
        try await Sandbox.with { home in
            #expect(try await home.products().isEmpty)
            let queue = try DatabaseQueue(path: home.storePath)
            try await queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO schema_migrations (number, name, kind, oldest_program, applied_at)
                        VALUES (9001, 'of tomorrow', 'contract', 9001, 0)
                        """
                )
            }
            try queue.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: home.storePath))
            let run = try await home.salesctl("list")
            #expect(run.status == 74 && run.errors.contains("made by a newer program"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: home.storePath)) == before)
        }
    }

    @Test("A store that another program holds locked is temporary, and stays as it is")
    func locked() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                #expect(try await home.salesctl("track", shop.page(6)).status == 0)
                var configuration = Configuration()
                configuration.allowsUnsafeTransactions = true
                let queue = try DatabaseQueue(path: home.storePath, configuration: configuration)
                try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
                let run = try await home.salesctl("pause", "1")
                try await queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
                try queue.close()
                #expect(run.status == 75 && run.errors.contains("is locked by another program"))
                #expect(try await home.products().map(\.isPaused) == [false])
            }
        }
    }

    @Test("A name that is none is a usage error; a folder that cannot be made is a store error")
    func names() async throws {
        try await Sandbox.with { home in
            for (store, status) in [("prices", 64), ("sqlite:", 64), ("mysql://x", 64)] as [(String, Int32)] {
                let run = try await home.salesctl("list", "--store", store)
                #expect(run.status == status && run.errors.contains("names no store"), "\(store)")
            }
            let file = try home.file("file", "")
            for path in [file + "/prices.sqlite", home.folder.path] {
                let run = try await home.salesctl("doctor", "--store", "sqlite:\(path)")
                #expect(run.status == 74 && run.output.contains(path), "\(path)")
            }
        }
    }

    @Test("A command that only reads makes no store: a path that is wrong is said, the standard one is empty")
    func readingMakesNothing() async throws {
        try await Sandbox.with { home in
            let path = home.folder.path + "/typo.sqlite"
            for command in [["list"], ["export"], ["show", "1"], ["history", "1"], ["alerts"]] {
                let run = try await home.salesctl(command + ["--store", "sqlite:\(path)"])
                #expect(run.status == 66 && run.output.isEmpty && run.errors.contains("no store at"), "\(command)")
            }
            let standard = try await home.salesctl(["list"], environment: ["SALES_STORE": ""])
            #expect(standard.status == 0)
            let files = FileManager.default
            #expect(!files.fileExists(atPath: path))
            #expect(!files.fileExists(atPath: home.folder.path + "/data"))
        }
    }

    @Test("Without settings the store is in the XDG data folder; a flag wins over the environment")
    func place() async throws {
        try await Sandbox.with { home in
            let standard = try await home.salesctl(["notify", "list"], environment: ["SALES_STORE": ""])
            #expect(standard.status == 0)
            let files = FileManager.default
            #expect(files.fileExists(atPath: home.folder.path + "/data/sales-tracker/tracker.sqlite"))
            let flag = home.folder.path + "/flag.sqlite"
            let named = try await home.salesctl("notify", "list", "--store", "sqlite:\(flag)")
            #expect(named.status == 0 && files.fileExists(atPath: flag))
            #expect(try Data(contentsOf: URL(fileURLWithPath: home.storePath)).isEmpty)
        }
    }
}
