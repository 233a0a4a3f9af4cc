import Foundation
import GRDB
import SalesCore
import Testing

@testable import SalesSQLite

@Suite("A SQLite store whose file goes away under it")
struct ReplacementTests {
    /// Makes sure that nothing can be read or written, and that the sentence names the file.
    private static func expectReplaced(_ store: SQLiteStore, _ words: String) async {
        let writing = await #expect(throws: StoreError.self) { try await store.writeSomething() }
        let reading = await #expect(throws: StoreError.self) { try await store.schemaVersion() }
        for error in [writing, reading] {
            #expect(error?.code == .replaced && error?.advice == .never)
            #expect(error?.message.contains(words) == true && error?.message.contains(store.path) == true)
        }
    }

    @Test("is not written to any more once the file is deleted, and goes on once it is back")
    func deleted() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            try await store.writeSomething()
            let away = folder.path("away.sqlite")
            try FileManager.default.moveItem(atPath: store.path, toPath: away)
            await Self.expectReplaced(store, "was deleted or moved")
            #expect(!FileManager.default.fileExists(atPath: store.path))
            try FileManager.default.moveItem(atPath: away, toPath: store.path)
            try await store.writeSomething()
        }
    }

    @Test("is not written to any more once another file is in its place, whose log stays when the store is closed")
    func replaced() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"))
            try await store.writeSomething()
            for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: store.path + suffix) }
            let other = try await SQLiteStore(path: store.path)
            try await other.writeSomething()
            await Self.expectReplaced(store, "was replaced by another file")
            try await store.close()
            #expect(FileManager.default.fileExists(atPath: other.path + "-wal"))
            #expect(try await other.integrityProblems() == [])
        }
    }
}

extension SQLiteStore {
    /// Writes something, whatever it is.
    fileprivate func writeSomething() async throws(StoreError) {
        try await write { db, _ in
            try db.execute(sql: "UPDATE lease_tokens SET last = last + 1")
        }
    }
}
