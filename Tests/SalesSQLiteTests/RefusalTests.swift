import Foundation
import GRDB
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("What a SQLite store refuses")
struct RefusalTests {
    @Test("a file that is no SQLite file is foreign, and left as it is", arguments: [1, 15, 16, 100, 5_000])
    func notSQLite(size: Int) async throws {
        try await withFolder { folder in
            let path = folder.path("notes.txt")
            let bytes = Data(repeating: UInt8(ascii: "x"), count: size)
            try bytes.write(to: URL(fileURLWithPath: path))
            await expectRefusal(.foreign, opening: path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    @Test(
        "a SQLite file of another program is foreign, and left as it is",
        arguments: [
            "CREATE TABLE notes (text TEXT)",
            "PRAGMA application_id = 7",
            "PRAGMA application_id = 7; CREATE TABLE schema_migrations (number, oldest_program)",
            "CREATE TABLE schema_migrations (number, oldest_program)",
        ]
    )
    func otherProgram(sql: String) async throws {
        try await withFolder { folder in
            let path = folder.path("other.sqlite")
            try run("\(sql); PRAGMA user_version = 3", on: path)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            await expectRefusal(.foreign, opening: path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    @Test("a file of no bytes becomes a store")
    func emptyFile() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(try await SQLiteStore(path: path).schemaVersion() == Migration.newest)
        }
    }

    @Test("a folder or a device is foreign")
    func folderOrDevice() async throws {
        try await withFolder { folder in
            await expectRefusal(.foreign, opening: folder.root.path)
            await expectRefusal(.foreign, opening: "/dev/null")
        }
    }

    @Test("a path below a file is unavailable")
    func belowFile() async throws {
        try await withFolder { folder in
            try Data().write(to: URL(fileURLWithPath: folder.path("file")))
            await expectRefusal(.unavailable, opening: folder.path("file/store.sqlite"))
        }
    }

    @Test("tables that need a newer program are too new, and those that bear this one are not")
    func newer() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            try await SQLiteStore(path: path).close()
            try run("INSERT INTO schema_migrations VALUES (98, 'wider', 'expand', 1, 0)", on: path)
            #expect(try await SQLiteStore(path: path).schemaVersion() == 98)
            try run("INSERT INTO schema_migrations VALUES (99, 'other', 'contract', 99, 0)", on: path)
            let error = await expectRefusal(.tooNew, opening: path)
            #expect(error?.message.contains("99") == true)
        }
    }

    @Test("a store that lost its record of migrations is corrupt")
    func unversioned() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            try await SQLiteStore(path: path).close()
            try run("DROP TABLE schema_migrations", on: path)
            await expectRefusal(.corrupt, opening: path)
        }
    }

    @Test("bytes that SQLite cannot read as its own are corrupt, on opening or on reading")
    func corrupt() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let store = try await SQLiteStore(path: path)
            for number in 0..<200 { _ = try await store.addProduct(Sample.product(number)) }
            try await store.close()
            let url = URL(fileURLWithPath: path)
            var bytes = try Data(contentsOf: url)
            // All behind the first two pages, which hold the schema.
            for index in 8_192..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
            try bytes.write(to: url)
            let error = await #expect(throws: StoreError.self) {
                let damaged = try await SQLiteStore(path: path)
                _ = try await damaged.products(matching: .all, after: nil, limit: 1_000)
            }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test("a file that another program locks is locked, and worth another try", arguments: [true, false])
    func locked(isNew: Bool) async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            if !isNew { try await SQLiteStore(path: path).close() }
            let other = try otherProgram(on: path)
            try await other.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
                try db.execute(sql: "CREATE TABLE theirs (id INTEGER)")
            }
            let error = await expectRefusal(.locked, opening: path)
            #expect(error?.advice == .later(after: nil))
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            try other.close()
            #expect(try await SQLiteStore(path: path).schemaVersion() == Migration.newest)
        }
    }

    @Test("a write while another program writes is locked; reading goes on")
    func lockedWrite() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let options = SQLiteOptions(busyTimeout: .milliseconds(20))
            let store = try await SQLiteStore(path: path, options: options)
            let other = try otherProgram(on: path)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let error = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(1)) }
            #expect(error?.code == .locked)
            #expect(error?.advice == .later(after: nil))
            #expect(try await store.product(ProductID(rawValue: 1)) == nil)
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("a full disk is full, nothing was changed, and the store goes on when there is room again")
    func full() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            let pages = try await store.onWriter { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
            try await store.onWriter { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
            let rows = (0..<1_000).map {
                Sample.row(of: ProductID(rawValue: 1), at: ManualClock.start + .seconds($0))
            }
            let product = try await store.addProduct(Sample.product(1)).product
            let error = await #expect(throws: StoreError.self) { try await store.importPrices(rows) }
            #expect(error?.code == .full)
            let page = try await store.prices(of: product.id, in: Sample.allTime, after: nil, limit: 10)
            #expect(page.elements.isEmpty)
            try await store.onWriter { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
            #expect(try await store.importPrices(rows) == 1_000)
        }
    }

    @Test("a connection that may only read is read-only")
    func queryOnly() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            try await store.onWriter { try $0.execute(sql: "PRAGMA query_only = 1") }
            let error = await #expect(throws: StoreError.self) { try await store.addProduct(Sample.product(1)) }
            #expect(error?.code == .readOnly)
        }
    }

    @Test(
        "a file or a folder that cannot be written is read-only",
        .enabled("neither permissions nor the immutable attribute hold here") { await WriteProtection.isAvailable() },
        arguments: ["store.sqlite", ""]
    )
    func readOnly(name: String) async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            try await SQLiteStore(path: path).close()
            let target = name.isEmpty ? folder.root.path : folder.path(name)
            try await WriteProtection.set(true, on: target)
            // A folder that cannot be written refuses the new file, its log and its folders alike.
            await expectRefusal(.readOnly, opening: name.isEmpty ? folder.path("new.sqlite") : path)
            if name.isEmpty { await expectRefusal(.readOnly, opening: folder.path("deeper/new.sqlite")) }
            try await WriteProtection.set(false, on: target)
        }
    }

    @discardableResult
    private func expectRefusal(_ code: StoreError.Code, opening path: String) async -> StoreError? {
        let error = await #expect(throws: StoreError.self) {
            _ = try await SQLiteStore(path: path, options: SQLiteOptions(busyTimeout: .milliseconds(20)))
        }
        #expect(error?.code == code)
        #expect(error?.message.contains(path) == true || code == .readOnly)
        return error
    }

    /// A connection that may keep a transaction open, as another program's may.
    private func otherProgram(on path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private func run(_ sql: String, on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }
}
