import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Migrations of a PostgreSQL store")
struct MigrationTests {
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
    func pinned(number: Int64) async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number <= number })
            let made = try await bed.sql(Catalogue.list)
            let released = try Catalogue.fixture(number)
            #expect(made == released, "a released migration changed; append a new one instead")
        }
    }

    @Test("lead from every earlier version to the tables of a new store", arguments: Migration.all.map(\.number))
    func fromEarlier(number: Int64) async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number <= number })
            try await bed.upgrade(Migration.all)
            let store = try await bed.open()
            let newest = try Catalogue.fixture(Migration.newest)
            #expect(try await bed.sql(Catalogue.list) == newest)
            #expect(try await store.addProduct(Sample.product(1)).isNew)
        }
    }

    @Test("keep what people asked for, whatever its kind, and what its rule remembers")
    func formerRules() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 2 })
            for (index, rule) in try FormerRules.rows().enumerated() {
                let product = index + 1
                _ = try await bed.sql(
                    """
                    INSERT INTO websites (host, name) VALUES ('shop\(product)', '');
                    INSERT INTO products (website_id, url, selection, name, created_at)
                        SELECT max(id), 'https://shop.example/\(product)', '', '', now() FROM websites;
                    INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
                        SELECT id, website_id, 1, now() FROM products WHERE id = \(product);
                    INSERT INTO product_states (product_id) VALUES (\(product));
                    INSERT INTO user_preferences (user_id, product_id, rule_kind, rule_minor, rule_currency,
                        rule_basis_points, channels, is_paused, reference_minor, reference_currency, is_armed,
                        recovered_since, told_minor, told_currency, seen_until, asked_currency, version, created_at)
                    VALUES (1, \(product), \(rule.columns), '{}', false, 4999, 'GBP', false,
                        to_timestamp(1.5), 3999, 'GBP', to_timestamp(2.25), 'EUR', 7, now())
                    """
                )
            }
            try await bed.upgrade(Migration.all)
            let store = try await bed.open()
            let rows = try await store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: 100).elements
            #expect(try rows.map(\.rule.text) == FormerRules.rows().map(\.text))
            #expect(rows.allSatisfy { $0.memory == FormerRules.memory && $0.version == 7 })
        }
    }

    @Test("leave to sessions what they could do: all to browsers, to programs what is not for admins")
    func formerSessions() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 8 })
            // As an older program does.
            func add(_ hash: String, _ kind: String) async throws {
                _ = try await bed.sql(
                    """
                    INSERT INTO sessions (hash, user_id, kind, label, created_at, last_used_at, ends_at, holds_until)
                    VALUES ('\(hash)', 1, '\(kind)', '', now(), now(), now(), now())
                    """
                )
            }
            for kind in ["browser", "program"] { try await add(kind, kind) }
            try await bed.upgrade(Migration.all)
            try await add("later", "browser")
            let scopes = try await bed.sql("SELECT string_agg(scope, ' ' ORDER BY number) FROM sessions")
            #expect(scopes == "admin write write\n")
        }
    }

    @Test("keep whom nobody may write to, without their addresses")
    func formerSuppressions() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 4 })
            _ = try await bed.sql(
                """
                INSERT INTO suppressions (channel, address, kind, reference, reported_at) VALUES
                    ('email', 'Ann@Example.org', 'stop', 'r1', to_timestamp(7)),
                    ('sms', '+442079460001', 'bounce', 'r2', to_timestamp(8))
                """
            )
            try await bed.upgrade(Migration.all)
            let store = try await bed.open()
            let moments = (Timestamp(milliseconds: 7_000), Timestamp(milliseconds: 8_000))
            let expected = [
                Suppression(channel: .email, address: "ann@example.org", kind: .stop, reference: "r1", at: moments.0),
                Suppression(channel: .sms, address: "+442079460001", kind: .bounce, reference: "r2", at: moments.1),
            ]
            #expect(try await store.suppressions(after: nil, limit: 9).elements == expected)
            #expect(try await store.suppression(of: "ANN@example.ORG", on: .email) == expected[0])
        }
    }

    @Test("know the lowest price also of days that were rolled up before it was kept, and of no later ones")
    func formerLows() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 2 })
            let today = bed.clock.now.milliseconds / 1_000
            _ = try await bed.sql(
                """
                INSERT INTO websites (host, name) VALUES ('shop.example', '');
                INSERT INTO products (website_id, url, selection, name, created_at)
                    SELECT id, 'https://shop.example/' || n, '', '', now() FROM websites, generate_series(1, 4) n;
                INSERT INTO product_states (product_id, price_minor, price_currency) SELECT id, 90, 'GBP' FROM products;
                INSERT INTO daily_prices SELECT id, to_timestamp(\(today))::date - 3, 'GBP', 50, 40, 60, 60 FROM products;
                INSERT INTO daily_prices SELECT id, to_timestamp(\(today))::date - 2, 'EUR', 5, 4, 6, 6 FROM products;
                """
            )
            bed.clock.advance(by: .seconds(86_400))
            try await bed.upgrade(Migration.all.filter { $0.number < 5 })
            _ = try await bed.sql(
                """
                UPDATE product_states SET lowest_minor = 80, lowest_currency = 'GBP' WHERE product_id = 1;
                UPDATE product_states SET lowest_minor = 30, lowest_currency = 'GBP' WHERE product_id = 2;
                UPDATE product_states SET lowest_minor = 70, lowest_currency = 'EUR' WHERE product_id = 3;
                INSERT INTO daily_prices SELECT id, to_timestamp(\(today))::date + 1, 'GBP', 1, 1, 1, 1 FROM products;
                """
            )
            try await bed.upgrade(Migration.all)
            let lows = "SELECT lowest_minor, lowest_currency FROM product_states ORDER BY product_id"
            #expect(try await bed.sql(lows) == "40|GBP\n30|GBP\n70|EUR\n40|GBP\n")
        }
    }

    @Test("keep the lowest prices of a store that was made later, whatever was rolled up")
    func laterLows() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 5 })
            _ = try await bed.sql(
                """
                INSERT INTO websites (host, name) VALUES ('shop.example', '');
                INSERT INTO products (website_id, url, selection, name, created_at)
                    SELECT id, 'https://shop.example/', '', '', now() FROM websites;
                INSERT INTO product_states (product_id, price_minor, price_currency, lowest_minor, lowest_currency)
                    SELECT id, 90, 'GBP', 80, 'GBP' FROM products;
                INSERT INTO daily_prices SELECT id, DATE '2020-01-01', 'GBP', 1, 1, 1, 1 FROM products;
                """
            )
            try await bed.upgrade(Migration.all)
            #expect(try await bed.sql("SELECT lowest_minor FROM product_states") == "80\n")
        }
    }

    @Test("know reports that were taken before: of their suppression's kind and moment, or of the moment of the step")
    func formerReports() async throws {
        try await StoreBed.withEmpty { bed in
            try await bed.upgrade(Migration.all.filter { $0.number < 5 })
            _ = try await bed.sql(
                """
                INSERT INTO suppression_reports VALUES ('email', 'r1'), ('email', 'r2');
                INSERT INTO suppressions (channel, digest, kind, reference, reported_at)
                    VALUES ('email', repeat('0', 64), 'complaint', 'r2', to_timestamp(5))
                """
            )
            try await bed.upgrade(Migration.all)
            // As an older program does.
            _ = try await bed.sql("INSERT INTO suppression_reports VALUES ('email', 'r3')")
            let reports = """
                SELECT reference, kind, reported_at = to_timestamp(5), reported_at > now() - interval '1 hour'
                FROM suppression_reports ORDER BY reference
                """
            #expect(try await bed.sql(reports) == "r1||f|t\nr2|complaint|t|f\nr3||f|t\n")
        }
    }

    @Test("that a running worker does not bear end its claims within a minute, and those that it bears do not")
    func whileRunning() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open()
            try await store.follow(1)
            try await bed.upgrade(Migration.all + [step(Migration.newest + 1, .expand, oldest: 1, "SELECT 1")])
            bed.clock.advance(by: .seconds(60))
            #expect(try await store.claim(1).count == 1)
            let steps = [step(Migration.newest + 1, .expand, oldest: 1, "SELECT 1")]
            let newest = Migration.newest + 2
            try await bed.upgrade(Migration.all + steps + [step(newest, .contract, oldest: newest, "SELECT 1")])
            bed.clock.advance(by: .seconds(60))
            let error = await #expect(throws: StoreError.self) { try await store.claim(1) }
            #expect(error?.code == .tooNew)
        }
    }

    @Test("take the steps that are missing, in order, and record each with its kind")
    func steps() async throws {
        try await StoreBed.withEmpty { bed in
            let newest = Migration.newest
            let second = step(newest + 1, .expand, oldest: 1, "CREATE TABLE two (id bigint)")
            let third = step(newest + 2, .contract, oldest: newest + 2, "DROP TABLE two")
            #expect(try await bed.upgrade(Migration.all).from == 0)
            let next = try await bed.upgrade(Migration.all + [second])
            #expect(next.from == newest && next.to == newest + 1)
            #expect(try await bed.upgrade(Migration.all + [second, third]).to == newest + 2)
            let expected = (Migration.all + [second, third]).map {
                "\($0.number)|\($0.name)|\($0.kind.rawValue)|\($0.oldestProgram)|t\n"
            }
            let recorded = try await bed.sql(
                """
                SELECT number, name, kind, oldest_program, applied_at = to_timestamp(\(bed.clock.now.milliseconds / 1_000))
                FROM schema_migrations ORDER BY number
                """
            )
            #expect(recorded == expected.joined())
        }
    }

    @Test("that fail leave the database as it was")
    func failing() async throws {
        try await StoreBed.withEmpty { bed in
            let bad = step(Migration.newest + 1, .expand, oldest: 1, "CREATE TABLE users (id bigint)")
            await #expect(throws: StoreError.self) { try await bed.upgrade(Migration.all + [bad]) }
            #expect(
                try await bed.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                    == "0\n"
            )
            try await bed.upgrade(Migration.all)
            let before = try await bed.sql(Catalogue.list)
            await #expect(throws: StoreError.self) { try await bed.upgrade(Migration.all + [bad]) }
            #expect(try await bed.sql(Catalogue.list) == before)
        }
    }

    @Test("by two starters at once are made by one, and both go on", arguments: 1...20)
    func together(round: Int) async throws {
        try await StoreBed.withEmpty { bed in
            async let one = bed.open()
            async let other = bed.open()
            async let third = PostgresStore.migrate(try bed.address(), options: .patient())
            let upgrade = try await third
            #expect(upgrade.to == Migration.newest && upgrade.archiveZone == "UTC")
            for (number, store) in [try await one, try await other].enumerated() {
                #expect(try await store.addProduct(Sample.product(number)).isNew)
            }
            #expect(
                try await bed.sql("SELECT count(*), min(number) FROM schema_migrations; SELECT count(*) FROM users")
                    == "\(Migration.all.count)|1\n1\n"
            )
        }
    }

    @Test("of a kind that older programs do not bear are left to `migrate`, and the others are taken on opening")
    func contract() async throws {
        try await StoreBed.with { bed in
            let newest = Migration.newest
            let wider = step(newest + 1, .expand, oldest: 1, "CREATE TABLE wider (id bigint)")
            let narrower = step(newest + 2, .contract, oldest: newest + 2, "ALTER TABLE users DROP COLUMN phone")
            let opened = try await bed.upgrade(Migration.all + [wider], .create)
            #expect(opened.to == newest + 1)
            let before = try await bed.sql(Catalogue.list)
            for extent in [PostgresStore.Extent.create, .expand] {
                let error = await #expect(throws: StoreError.self) {
                    try await bed.upgrade(Migration.all + [wider, narrower], extent)
                }
                #expect(error?.code == .needsMigration && error?.message.contains(narrower.name) == true)
                #expect(error?.message.contains("salesctl migrate") == true)
            }
            #expect(try await bed.sql(Catalogue.list) == before)
            #expect(try await bed.upgrade(Migration.all + [wider, narrower], .all).to == newest + 2)
        }
    }

    @Test("of a newer program are borne where they only add, and refused where they do not, with nothing changed")
    func newer() async throws {
        try await StoreBed.with { bed in
            _ = try await bed.sql("INSERT INTO schema_migrations VALUES (98, 'wider', 'expand', 1, now())")
            let store = try await bed.open()
            #expect(try await store.schemaVersion() == 98)
            #expect(try await store.addProduct(Sample.product(1)).isNew)
            _ = try await bed.sql("INSERT INTO schema_migrations VALUES (99, 'other', 'contract', 99, now())")
            let before = try await bed.sql(Catalogue.list)
            let error = await #expect(throws: StoreError.self) { try await bed.open() }
            #expect(error?.code == .tooNew && error?.message.contains("99") == true)
            let second = await #expect(throws: StoreError.self) {
                try await PostgresStore.migrate(try bed.address(), options: .patient())
            }
            #expect(second?.code == .tooNew)
            #expect(try await bed.sql(Catalogue.list) == before)
        }
    }

    private func step(_ number: Int64, _ kind: Migration.Kind, oldest: Int64, _ sql: String) -> Migration {
        Migration(number: number, name: "step \(number)", kind: kind, oldestProgram: oldest, steps: [sql])
    }
}

extension StoreBed {
    /// Takes some steps, as a program that knows no others does.
    @discardableResult
    func upgrade(
        _ steps: [Migration],
        _ extent: PostgresStore.Extent = .all
    ) async throws -> PostgresStore.Upgrade {
        let address = try address()
        let store = PostgresStore(unopened: address, time: clock, options: .patient(1))
        do {
            let upgrade = try await store.upgrade(extent, archiveZone: nil, steps: steps)
            await store.close()
            return upgrade
        } catch {
            await store.close()
            throw error
        }
    }
}
