import Foundation
import GRDB
import SalesCore
import SalesTesting
import Testing

@testable import SalesSQLite

@Suite("Migrations of a SQLite store")
struct MigrationTests {
    private let now = ManualClock.start

    @Test("are numbered from 1 without a gap, and say which programs they bear")
    func numbers() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.newest))
        for migration in Migration.all {
            #expect(!migration.name.isEmpty)
            #expect(migration.oldestProgram <= migration.number)
            #expect((migration.oldestProgram == migration.number) == (migration.kind == .contract))
        }
    }

    @Test("a released step still makes the tables that it made", arguments: Migration.all.map(\.number))
    func pinned(number: Int64) throws {
        let queue = try DatabaseQueue()
        try migrate(queue, Migration.all.filter { $0.number <= number })
        let made = try schema(of: queue)
        #expect(made == (try fixture(number)), "a released migration changed; append a new one instead")
    }

    @Test("lead from every earlier version to the tables of a new file", arguments: Migration.all.map(\.number))
    func fromEarlier(number: Int64) async throws {
        try await withFolder { folder in
            let path = folder.path("old.sqlite")
            let old = try DatabaseQueue(path: path)
            try migrate(old, Migration.all.filter { $0.number <= number })
            try old.close()
            let store = try await SQLiteStore(path: path)
            let fresh = try await SQLiteStore(path: folder.path("new.sqlite"))
            let schemas = try await (store.read(Self.schema), fresh.read(Self.schema))
            #expect(schemas.0 == schemas.1)
            #expect(try await store.integrityProblems() == [])
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("keep what people asked for, whatever its kind, and what its rule remembers")
    func formerRules() async throws {
        try await withFolder { folder in
            let path = folder.path("old.sqlite")
            let old = try DatabaseQueue(path: path)
            try migrate(old, Migration.all.filter { $0.number < 4 })
            try await old.write { db in
                try db.execute(sql: "INSERT INTO websites (host, name) VALUES ('shop', '')")
                for (index, rule) in try FormerRules.rows().enumerated() {
                    let product = index + 1
                    try db.execute(
                        sql: """
                            INSERT INTO products (website_id, url, selection, name, next_check_at, created_at)
                                VALUES (1, 'https://shop.example/\(product)', '', '', 0, 0);
                            INSERT INTO user_preferences (user_id, product_id, rule_kind, rule_minor, rule_currency,
                                rule_basis_points, channels, is_paused, reference_minor, reference_currency, is_armed,
                                recovered_since, told_minor, told_currency, seen_until, asked_currency, version,
                                created_at)
                            VALUES (1, \(product), \(rule.columns), '[]', 0, 4999, 'GBP', 0, 1500, 3999, 'GBP', 2250,
                                'EUR', 7, 0)
                            """
                    )
                }
            }
            try old.close()
            let store = try await SQLiteStore(path: path)
            let rows = try await store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: 100).elements
            #expect(try rows.map(\.rule.text) == FormerRules.rows().map(\.text))
            #expect(rows.allSatisfy { $0.memory == FormerRules.memory && $0.version == 7 })
        }
    }

    @Test("keep whom nobody may write to, without their addresses")
    func formerSuppressions() async throws {
        try await withFolder { folder in
            let path = folder.path("old.sqlite")
            let old = try DatabaseQueue(path: path)
            try migrate(old, Migration.all.filter { $0.number < 6 })
            try await old.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO suppressions (number, channel, address, kind, reference, reported_at) VALUES
                            (3, 'email', 'Ann@Example.org', 'stop', 'r1', 7),
                            (5, 'sms', '+442079460001', 'bounce', 'r2', 8)
                        """
                )
            }
            try old.close()
            let store = try await SQLiteStore(path: path)
            let moments = (Timestamp(milliseconds: 7), Timestamp(milliseconds: 8))
            let expected = [
                Suppression(channel: .email, address: "ann@example.org", kind: .stop, reference: "r1", at: moments.0),
                Suppression(channel: .sms, address: "+442079460001", kind: .bounce, reference: "r2", at: moments.1),
            ]
            #expect(try await store.suppressions(after: nil, limit: 9).elements == expected)
            #expect(try await store.suppression(of: "ANN@example.ORG", on: .email) == expected[0])
            let later = Suppression(channel: .sms, address: "+44", kind: .stop, reference: "r3", at: moments.1)
            #expect(try await store.suppress(later))
            #expect(try await store.suppressions(after: nil, limit: 9).elements == expected + [later])
        }
    }

    @Test("know reports that were taken before: of their suppression's kind and moment, or of the moment of the step")
    func formerReports() throws {
        let queue = try DatabaseQueue()
        try migrate(queue, Migration.all.filter { $0.number < 7 })
        try queue.write { db in
            try db.execute(sql: "INSERT INTO suppression_reports VALUES ('email', 'r1'), ('email', 'r2')")
            try db.execute(
                sql: """
                    INSERT INTO suppressions (channel, digest, kind, reference, reported_at)
                    VALUES ('email', 'd', 'complaint', 'r2', 5)
                    """
            )
            try Migration.run(on: db, from: try SchemaState.read(db), at: now)
            // As an older program does.
            try db.execute(sql: "INSERT INTO suppression_reports (channel, reference) VALUES ('email', 'r3')")
        }
        try queue.read { db in
            let times = try Int64.fetchAll(db, sql: "SELECT reported_at FROM suppression_reports ORDER BY reference")
            #expect(times.prefix(2) == [now.milliseconds, 5])
            let kinds = try String?.fetchAll(db, sql: "SELECT kind FROM suppression_reports ORDER BY reference")
            #expect(kinds == [nil, "complaint", nil])
            let machine = Int64(Date().timeIntervalSince1970) * 1_000
            #expect(abs((times.last ?? 0) - machine) < 3_600_000)
        }
    }

    @Test("leave to sessions what they could do: all to browsers, to programs what is not for admins")
    func formerSessions() throws {
        let queue = try DatabaseQueue()
        try migrate(queue, Migration.all.filter { $0.number < 10 })
        // As an older program does.
        let add = """
            INSERT INTO sessions (hash, user_id, kind, label, created_at, last_used_at, ends_at, holds_until)
            VALUES (?, 1, ?, '', 0, 0, 0, 0)
            """
        try queue.write { db in
            for kind in ["browser", "program"] { try db.execute(sql: add, arguments: [kind, kind]) }
            try Migration.run(on: db, from: try SchemaState.read(db), at: now)
            try db.execute(sql: add, arguments: ["later", "browser"])
            let scopes = try String.fetchAll(db, sql: "SELECT scope FROM sessions ORDER BY number")
            #expect(scopes == ["admin", "write", "write"])
        }
    }

    @Test("take the steps that are missing, in order, and record each with its kind")
    func steps() throws {
        let queue = try DatabaseQueue()
        let newest = Migration.newest
        let second = step(newest + 1, .expand, oldest: 1, "CREATE TABLE two (id INTEGER)")
        let third = step(newest + 2, .contract, oldest: newest + 2, "DROP TABLE two")
        try migrate(queue, Migration.all)
        try migrate(queue, Migration.all + [second])
        try migrate(queue, Migration.all + [second, third])
        let recorded = try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT number, kind, oldest_program, applied_at FROM schema_migrations").map {
                "\($0[0] as Int64) \($0[1] as String) \($0[2] as Int64) \($0[3] == now.milliseconds)"
            }
        }
        let expected = (Migration.all + [second, third]).map {
            "\($0.number) \($0.kind.rawValue) \($0.oldestProgram) true"
        }
        #expect(recorded == expected)
        let state = try queue.read { try SchemaState.read($0) }
        #expect(try state.isCurrent(path: "store", known: newest + 2))
        #expect(throws: StoreError.self) { try state.isCurrent(path: "store", known: newest + 1) }
    }

    @Test("that fail leave the file as it was")
    func failing() throws {
        let queue = try DatabaseQueue()
        #expect(throws: DatabaseError.self) {
            try migrate(
                queue,
                Migration.all + [step(Migration.newest + 1, .expand, oldest: 1, "CREATE TABLE users (id INTEGER)")]
            )
        }
        let state = try queue.read { try SchemaState.read($0) }
        #expect(state.isEmpty && state.applicationID == 0)
    }

    @Test("that a crash cut off half-way are undone and done again")
    func cutOff() async throws {
        try await withFolder { folder in
            let path = folder.path("store.sqlite")
            let crashed = folder.path("crashed.sqlite")
            let queue = try DatabaseQueue(path: path)
            try await queue.writeWithoutTransaction { db in
                // So small a cache that pages go to the file before the end.
                try db.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
                try db.inTransaction(.immediate) {
                    try Migration.run(on: db, from: try SchemaState.read(db), at: now)
                    for suffix in ["", "-journal"] {
                        try FileManager.default.copyItem(atPath: path + suffix, toPath: crashed + suffix)
                    }
                    return .rollback
                }
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: crashed)).count > 0)
            let store = try await SQLiteStore(path: crashed)
            #expect(try await store.schemaVersion() == Migration.newest)
            #expect(try await store.integrityProblems() == [])
        }
    }

    private func step(_ number: Int64, _ kind: Migration.Kind, oldest: Int64, _ sql: String) -> Migration {
        Migration(number: number, name: "step \(number)", kind: kind, oldestProgram: oldest) { db, _ in
            try db.execute(sql: sql)
        }
    }

    private func migrate(_ queue: DatabaseQueue, _ steps: [Migration]) throws {
        try queue.write { db in
            try Migration.run(steps, on: db, from: try SchemaState.read(db), at: now)
        }
    }

    private func schema(of queue: DatabaseQueue) throws -> String { try queue.read(Self.schema) }

    private static let schema: @Sendable (Database) throws -> String = { db in
        let objects = try String.fetchAll(
            db,
            sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name"
        )
        return objects.joined(separator: ";\n") + ";\n"
    }

    private func fixture(_ number: Int64) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return try String(contentsOf: folder.appendingPathComponent("Fixtures/schema-\(number).sql"), encoding: .utf8)
    }
}
