import Foundation
import GRDB
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("Opening a SQLite store")
struct OpeningTests {
    @Test("makes the file for its owner alone, and the folders that are missing")
    func makesFile() async throws {
        try await withFolder { folder in
            let path = folder.path("a/b/store.sqlite")
            try await SQLiteStore(path: path).close()
            let manager = FileManager.default
            #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(try manager.attributesOfItem(atPath: folder.path("a"))[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("the log and its index are for the owner alone, too")
    func logMode() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let store = try await SQLiteStore(path: path)
            for file in [path + "-wal", path + "-shm"] {
                #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            }
            try await store.close()
        }
    }

    @Test("an answered write is on the disk: write-ahead log, full synchronisation, foreign keys on")
    func durability() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            let pragmas = try await store.onWriter { db in
                try ["journal_mode", "synchronous", "foreign_keys"].map {
                    try String.fetchOne(db, sql: "PRAGMA \($0)")
                }
            }
            #expect(pragmas == ["wal", "2", "1"])
        }
    }

    @Test("the local user is there once, however often the file is opened")
    func localUser() async throws {
        try await withFolder { folder in
            for _ in 0..<3 {
                let store = try await SQLiteStore(path: folder.path("store.sqlite"))
                #expect(try await store.read { try Int.fetchAll($0, sql: "SELECT id FROM users") } == [1])
                try await store.close()
            }
        }
    }

    @Test("what was saved is there when the file is opened again")
    func reopens() async throws {
        try await withFolder { folder in
            let first = try await SQLiteStore(path: folder.path("store.sqlite"))
            let added = try await first.addProduct(Sample.product(1))
            try await first.close()
            let second = try await SQLiteStore(path: folder.path("store.sqlite"))
            #expect(try await second.product(added.product.id) == added.product)
        }
    }

    @Test("a store that is closed is one file, so that a copy of it is a backup")
    func oneFile() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            let product = try await store.addProduct(Sample.product(1)).product
            // A connection that only reads must not be the last to go.
            try await withThrowingDiscardingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let found = try await store.product(product.id)
                        #expect(found == product)
                    }
                }
            }
            try await store.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["store.sqlite"])
        }
    }

    @Test("what was answered is in the files, though the program ends without closing them")
    func survivesKill() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let left = folder.path("left.sqlite")
            let store = try await SQLiteStore(path: path)
            let added = try await store.addProduct(Sample.product(1))
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: left + suffix)
            }
            let reopened = try await SQLiteStore(path: left)
            #expect(try await reopened.product(added.product.id) == added.product)
            #expect(try await reopened.integrityProblems() == [])
        }
    }

    @Test("of many that open a new file at once, one makes the tables and all can work")
    func opensTogether() async throws {
        for _ in 0..<10 {
            try await withFolder { folder in
                let path = folder.path("store.sqlite")
                try await withThrowingTaskGroup { group in
                    for number in 0..<6 {
                        group.addTask {
                            // How long the others take is the machine's affair.
                            let patient = SQLiteOptions(busyTimeout: .seconds(120))
                            let store = try await SQLiteStore(path: path, options: patient)
                            _ = try await store.addProduct(Sample.product(number))
                        }
                    }
                    try await group.waitForAll()
                }
                let store = try await SQLiteStore(path: path)
                let made = try await store.read { try Int.fetchAll($0, sql: "SELECT number FROM schema_migrations") }
                #expect(made == Migration.all.map(\.number).map(Int.init))
                #expect(try await store.products(matching: .all, after: nil, limit: 10).elements.count == 6)
            }
        }
    }

    @Test("a store that was closed answers `.unavailable`")
    func closed() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            try await store.close()
            let error = await #expect(throws: StoreError.self) { try await store.host("shop.example") }
            #expect(error?.code == .unavailable)
        }
    }

    @Test("a request of a cancelled task answers `.cancelled` and changes nothing")
    func cancelled() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await store.addProduct(Sample.product(1))
            }
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(try await store.products(matching: .all, after: nil, limit: 1).elements.isEmpty)
        }
    }

    @Test("requests that are cancelled at any moment either answer or change nothing")
    func cancelledAnywhere() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            var answered = 0
            for number in 0..<300 {
                let task = Task { try await store.addProduct(Sample.product(number)) }
                for _ in 0..<(number % 30) { await Task.yield() }
                task.cancel()
                switch await task.result {
                case .success: answered += 1
                case .failure(let error): #expect((error as? StoreError)?.code == .cancelled)
                }
            }
            let kept = try await store.products(matching: .all, after: nil, limit: 1_000).elements.count
            #expect(kept == answered)
            #expect(try await store.integrityProblems() == [])
        }
    }

    @Test("a name that SQLite takes for memory is a file like any other")
    func memoryName() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("x/../:memory:"))
            #expect(store.path == folder.root.standardizedFileURL.appendingPathComponent(":memory:").path)
            #expect(FileManager.default.fileExists(atPath: store.path))
        }
    }

    // Closing any descriptor of a file drops the locks that the process has to it (fcntl(2), "advisory record locking").
    @Test(
        "opening a store that this process has open leaves its locks alone",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/locks"), "there is no list of locks here")
    )
    func keepsLocks() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let first = try await SQLiteStore(path: path)
            _ = try await first.product(ProductID(rawValue: 1))
            let inode = try #require(FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64)
            // The list is read in pieces and may pass an entry over while others come and go.
            func isLocked() throws -> Bool {
                for _ in 0..<100 {
                    let list = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/locks")).readToEnd() ?? Data()
                    if String(decoding: list, as: UTF8.self).contains(":\(inode) ") { return true }
                }
                return false
            }
            try #require(try isLocked())
            let second = try await SQLiteStore(path: path)
            try await second.close()
            #expect(try isLocked())
            try await first.close()
        }
    }
}
