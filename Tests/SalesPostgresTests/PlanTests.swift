import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("Plans of the statements that run often")
struct PlanTests {
    @Test("reach every big table by an index made for them, and sort no more than they take")
    func plans() async throws {
        try await StoreBed.with { bed in
            _ = try await bed.sql(Self.fill)
            for statement in try Self.statements() {
                let steps = try await bed.plan(of: statement)
                let scans = steps.filter { $0.kind == "Seq Scan" && !Self.small.contains($0.table) }
                #expect(scans.isEmpty, "\(statement.name) reads whole tables: \(scans.map(\.table))")
                let used = Set(steps.compactMap(\.index))
                #expect(used.isSuperset(of: statement.indexes), "\(statement.name) uses \(used.sorted())")
            }
        }
    }

    @Test("take the hosts that are due in the order of the index, however many are")
    func dueHosts() async throws {
        try await StoreBed.with { bed in
            _ = try await bed.sql(Self.fill)
            let take = try #require(try Self.statements().first { $0.name == "take" })
            let kinds = try await bed.plan(of: take).map(\.kind)
            #expect(!kinds.contains("Sort") && !kinds.contains("Incremental Sort"), "\(kinds)")
        }
    }

    @Test("count the rows of a day that no run holds by their index, where they came late")
    func waitingRows() async throws {
        try await StoreBed.with { bed in
            _ = try await bed.sql(Self.fill)
            // The partition of the day is read whole, and how much of the held ones is decides their plan.
            let statement = PlannedStatement("waiting rows", ArchiveStatements.waiting, "bigint", [])
            let steps = try await bed.plan(of: statement)
            #expect(steps.contains { $0.index == "prices_late_waiting" }, "\(steps)")
        }
    }

    /// Tables of a few rows, and what arguments and steps are read from.
    private static let small: Set = ["price_days", "archive_runs", ""]

    private static func statements() throws -> [PlannedStatement] {
        let lease = CheckLease(productID: ProductID(rawValue: 1), token: 1)
        let batch = try OutcomeBatch([Sample.outcome(under: lease, at: ManualClock.start, event: true)])
            .statements(now: nil)
        let days = ManualClock.start..<(ManualClock.start + .seconds(86_400))
        let page = try PriceStatements.page(of: lease.productID, in: days, after: nil, size: 10)
        let queue: Set = ["check_queue_pkey", "hosts_website_id_key"]
        return [
            PlannedStatement(
                "take",
                HostQueue.take,
                "timestamptz, bigint, bigint, timestamptz, bigint, bigint",
                ["hosts_due"],
                "now(), 0, 10, '-infinity', 0, 1"
            ),
            PlannedStatement(
                "products",
                HostQueue.products,
                "timestamptz, bigint[], bigint[], bigint",
                ["check_queue_waiting"],
                "now(), '{1,2,3}', '{0,0,0}', 10"
            ),
            PlannedStatement("lock", HostQueue.lock, "bigint[]", queue),
            PlannedStatement("wake", HostQueue.wake, "bigint[]", queue),
            PlannedStatement("named", HostQueue.named, "timestamptz, bigint[]", queue),
            PlannedStatement(
                "lease",
                HostQueue.lease,
                "timestamptz, bigint[]",
                ["check_queue_pkey", "products_pkey", "product_states_pkey"]
            ),
            PlannedStatement(
                "settle",
                HostQueue.settle,
                "bigint[], timestamptz[], timestamptz[], bigint[], timestamptz, bigint, timestamptz",
                ["hosts_website_id_key", "check_queue_waiting"]
            ),
            PlannedStatement(
                "save",
                batch[2],
                ["check_queue_pkey", "check_queue_leased", "product_states_pkey", "products_pkey"]
            ),
            PlannedStatement("roll up", batch[3], ["prices_2026_03_01_pkey", "prices_late_pkey"]),
            PlannedStatement(
                "release",
                CheckStatements.release,
                "bigint[], bigint[]",
                ["check_queue_pkey", "check_queue_leased", "hosts_website_id_key"]
            ),
            PlannedStatement("keep", HostQueue.keep, "bigint[]", queue.union(["check_queue_leased"])),
            PlannedStatement(
                "claim events",
                EventStatements.claim,
                "timestamptz, bigint, bigint",
                ["price_events_waiting", "price_events_open", "products_pkey"],
                "now(), 10, 1000"
            ),
            PlannedStatement(
                "claim alerts",
                AlertClaim.statement(looking: 8),
                "timestamptz, text[], bigint, bigint, timestamptz, bigint, bigint[], text[]",
                [
                    "alerts_waiting", "alerts_held", "users_pkey", "user_preferences_user_id_product_id_key",
                    "suppressions_digest",
                ],
                "now(), '{console,email}', 8, 1000, now(), 8, '{}', '{}'"
            ),
            PlannedStatement(
                "settle alerts",
                AlertStatements.settle,
                "bigint[], text[], bigint[], text[], timestamptz[], text[], timestamptz[], text[], boolean[], bigint[], boolean[]",
                ["alerts_id_key"]
            ),
            PlannedStatement("wake", UserStatements.wake, "bigint, timestamptz, text", ["alerts_unverified"]),
            PlannedStatement("owners", UserStatements.owners, "text, text", ["users_email", "users_phone_key"]),
            PlannedStatement(
                "add token",
                TokenStatements.add,
                "text, text, bigint, text, text, timestamptz, timestamptz, timestamptz[], bigint[]",
                ["users_pkey", "tokens_address"]
            ),
            PlannedStatement("use token", TokenStatements.use, "text, text, timestamptz", ["tokens_pkey"]),
            PlannedStatement("find session", SessionStatements.find, "text", ["sessions_hash_key", "users_pkey"]),
            PlannedStatement(
                "note session",
                SessionStatements.note,
                "text, timestamptz, timestamptz",
                ["sessions_hash_key", "users_pkey"]
            ),
            PlannedStatement(
                "page of sessions",
                SessionStatements.page,
                "bigint, timestamptz, bigint, bigint",
                ["sessions_user"]
            ),
            PlannedStatement("end sessions", SessionStatements.endOthers, "bigint, text", ["sessions_user"]),
            PlannedStatement("remove sessions", SessionStatements.remove, "timestamptz", ["sessions_ended"]),
            PlannedStatement(
                "begin key",
                KeyStatements.begin,
                "timestamptz, bigint, text, text, timestamptz, bigint",
                ["users_pkey"]
            ),
            PlannedStatement("find key", KeyStatements.find, "bigint, text", ["request_keys_pkey"]),
            PlannedStatement(
                "finish key",
                KeyStatements.finish,
                "bigint, text, bigint, bigint, text, bytea",
                ["request_keys_pkey"]
            ),
            PlannedStatement(
                "remove keys",
                KeyStatements.remove,
                "timestamptz, timestamptz",
                ["request_keys_begun"]
            ),
            PlannedStatement(
                "claim letters",
                LetterStatements.claim(looking: 8),
                "timestamptz, text[], bigint, bigint, bigint",
                ["letters_waiting", "letters_pkey", "users_pkey", "suppressions_digest"],
                "now(), '{email,sms}', 8, 1000, 8"
            ),
            PlannedStatement(
                "count reports",
                SuppressionStatements.count,
                "text, timestamptz",
                ["suppression_reports_reported"],
                "'email', now() - interval '1 day'"
            ),
            PlannedStatement(
                "remove reports",
                SuppressionStatements.removeReports,
                "timestamptz",
                ["suppression_reports_reported"],
                "now() - interval '90 days'"
            ),
            PlannedStatement(
                "hold quotas",
                QuotaStatements.hold,
                "text[], bigint[], timestamptz[], timestamptz[]",
                ["quotas_pkey"],
                "'{a,b}', '{1000,1000}', '{2026-03-01,2026-03-01}', '{2026-03-02,2026-03-02}'"
            ),
            PlannedStatement(
                "page of prices",
                page,
                ["prices_2026_03_01_pkey", "prices_late_pkey"],
                "1, '2026-03-01', '2026-03-03', 11"
            ),
            PlannedStatement(
                "rows of a run",
                FrozenStatements.page(hasPartition: true),
                "bigint, bigint, bigint, timestamptz, bigint, timestamptz, timestamptz",
                ["prices_2026_02_28_pkey", "prices_late_held"],
                "20512, 1, 7, '-infinity', 100, '2026-02-28', '2026-03-01'"
            ),
            PlannedStatement("take late rows", FrozenStatements.takeLate, "bigint, bigint", ["prices_late_waiting"]),
            PlannedStatement(
                "forget alerts",
                RetentionStatements.forget(.alerts),
                "timestamptz, bigint",
                ["alerts_settled"],
                "now() - interval '90 days', 100"
            ),
            PlannedStatement(
                "forget events",
                RetentionStatements.forget(.events),
                "timestamptz, bigint",
                ["price_events_expanded"],
                "now() - interval '90 days', 100"
            ),
            PlannedStatement(
                "newest followed",
                OverviewStatements.list(of: .local, .all, .newest, after: nil, 0..<90, limit: 51),
                ["user_preferences_user", "products_pkey", "daily_prices_pkey"]
            ),
            PlannedStatement(
                "one followed",
                OverviewStatements.detail(of: .local, lease.productID, .days(0..<90), alerts: 9),
                ["user_preferences_user_id_product_id_key", "alerts_user_product", "daily_prices_pkey"]
            ),
            PlannedStatement(
                "popular products",
                InstallationStatements.ranked(.popular, after: nil, limit: 51),
                ["check_queue_popular", "check_queue_pkey"],
                "51"
            ),
            PlannedStatement(
                "failing products",
                InstallationStatements.ranked(.failing, after: nil, limit: 51),
                ["product_states_failing"],
                "51"
            ),
            PlannedStatement("days", PriceStatements.daily, "bigint, bigint, bigint", ["daily_prices_pkey"]),
            PlannedStatement("product", CatalogueStatements.product, "bigint", ["products_pkey", "check_queue_pkey"]),
            PlannedStatement("subscription", PreferenceStatements.read, "bigint, bigint", []),
        ]
    }

    /// Enough rows that reading all would be the wrong choice.
    private static let fill = """
        INSERT INTO websites (host, name) SELECT 'shop' || n, '' FROM generate_series(1, 20000) n;
        INSERT INTO hosts (name, website_id, work_at) SELECT host, id, now() FROM websites;
        INSERT INTO products (website_id, url, selection, name, created_at)
            SELECT 1 + n % 20000, 'https://shop.example/' || n, '', 'Kettle', now() FROM generate_series(1, 20000) n;
        INSERT INTO product_states (product_id) SELECT id FROM products;
        INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
            SELECT id, website_id, 1, now() FROM products;
        INSERT INTO user_preferences (user_id, product_id, rule, channels, is_paused, memory, version, created_at)
            SELECT 1, id, 'any drop', '{console}', false, '{}', 1, now() FROM products;
        INSERT INTO users (email, created_at) SELECT 'person' || n, now() FROM generate_series(1, 5000) n;
        INSERT INTO user_preferences (user_id, product_id, rule, channels, is_paused, memory, version, created_at)
            SELECT u.id, p.id, 'any drop', '{console}', false, '{}', 1, now() FROM users u, products p
            WHERE u.id > 1 AND p.id <= 5;
        INSERT INTO price_events (product_id, change, committed_at, is_expanded)
            SELECT id, '{}', now(), id % 10 > 0 FROM products;
        INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, created_at)
            SELECT 'a' || n, n % 5000, n, n, 'console', '{}', CASE n % 4 WHEN 0 THEN 'pending' ELSE 'accepted' END, 0, now(),
                now() FROM generate_series(1, 20000) n;
        INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, created_at)
            SELECT 'b' || n, n % 5000, n, n, 'email', '{}', CASE n % 2 WHEN 0 THEN 'waiting' ELSE 'suppressed' END, 0,
                now(), now() FROM generate_series(1, 100000) n;
        INSERT INTO suppressions (channel, digest, kind, reference, reported_at)
            SELECT 'email', encode(sha256(convert_to('email person' || n, 'UTF8')), 'hex'), 'stop', '',
                now() - n * interval '1 hour' FROM generate_series(1, 20000) n;
        INSERT INTO suppression_reports
            SELECT 'email', 'r' || n, now() - n * interval '5 minutes', 'bounce' FROM generate_series(1, 20000) n;
        INSERT INTO tokens (hash, purpose, user_id, channel, address, created_at, ends_at)
            SELECT 'h' || n, 'verification', 1 + n % 5000, 'email', 'person' || n % 5000, now(), now()
            FROM generate_series(1, 20000) n;
        INSERT INTO sessions (hash, user_id, kind, label, created_at, last_used_at, ends_at, holds_until)
            SELECT 's' || n, 1 + n % 5000, 'browser', '', now(), now(), now(), now() + n * interval '1 minute'
            FROM generate_series(1, 20000) n;
        INSERT INTO request_keys (user_id, name, fingerprint, begun_at, status, body)
            SELECT 1 + n % 5000, 'k' || n, 'f', now() - n * interval '1 minute', 200, 'x'
            FROM generate_series(1, 20000) n;
        INSERT INTO letters (id, user_id, channel, address, kind, created_at, next_attempt_at, attempts, status)
            SELECT 'l' || n, 1 + n % 5000, 'email', 'person' || n % 5000, 'verification', now(), now(), 0,
                CASE n % 10 WHEN 0 THEN 'pending' ELSE 'accepted' END FROM generate_series(1, 20000) n;
        INSERT INTO quotas SELECT 'client' || n, 1000, now(), now(), 1 FROM generate_series(1, 20000) n;
        INSERT INTO prices SELECT id, '2026-03-01T00:00:00Z'::timestamptz + d * interval '1 day', 1, 'GBP', NULL, NULL,
            'in_stock', false FROM products, generate_series(-1, 4) d WHERE id <= 5000;
        INSERT INTO prices_late SELECT id, '2025-03-01T00:00:00Z', 1, 'GBP', NULL, NULL, 'in_stock', false FROM products;
        INSERT INTO daily_prices SELECT id, '2026-03-01', 'GBP', 1, 1, 1, 1 FROM products;
        INSERT INTO archive_runs (day, number, plan, starts_at, ends_at)
            VALUES ('2026-02-28', 1, '{}', '2026-02-28Z', '2026-03-01Z');
        SELECT freeze_price_day('2026-02-28', 1);
        INSERT INTO prices_late SELECT id, '2026-02-28T12:34:56Z', 1, 'GBP', NULL, NULL, 'in_stock', false,
            '2026-02-28', 1 FROM products;
        ANALYZE;
        """
}

/// One step of a plan.
struct PlanStep: Sendable {
    let kind: String
    let table: String
    let index: String?
}

extension StoreBed {
    /// The plan that the server settles on for a statement that is prepared once and comes again and again; without
    /// values, the plan for any.
    fileprivate func plan(of statement: PlannedStatement) async throws -> [PlanStep] {
        let nulls = statement.types.split(separator: ",").map { _ in "NULL" }.joined(separator: ", ")
        let execution = "EXPLAIN (FORMAT JSON) EXECUTE statement (\(statement.values ?? nulls))"
        // The server makes plans of their own for the first five (source: src/backend/utils/cache/plancache.c).
        let text = try await sql(
            """
            SET plan_cache_mode = \(statement.values == nil ? "force_generic_plan" : "auto"); SET TIME ZONE 'UTC';
            PREPARE statement (\(statement.types)) AS \(statement.sql);
            \(String(repeating: execution + ";\n", count: 5)) SELECT 'settled';
            \(execution);
            """
        )
        let last = text.components(separatedBy: "settled\n").last ?? ""
        return try JSONDecoder().decode([PlanDocument].self, from: Data(last.utf8)).flatMap { $0.plan.steps }
    }
}

/// A statement with the types of its arguments, the indexes that it must use, and values where they decide the plan.
private struct PlannedStatement {
    let name: String
    let sql: String
    let types: String
    let indexes: Set<String>
    let values: String?

    init(_ name: String, _ sql: String, _ types: String, _ indexes: Set<String>, _ values: String? = nil) {
        self.name = name
        self.sql = sql
        self.types = types
        self.indexes = indexes
        self.values = values
    }

    init(_ name: String, _ statement: Statement, _ indexes: Set<String>, _ values: String? = nil) {
        let types = statement.arguments.types.map { Self.typeNames[$0] ?? "unknown" }
        self.init(name, statement.sql, types.joined(separator: ", "), indexes, values)
    }

    private static let typeNames: [UInt32: String] = [
        16: "boolean", 20: "bigint", 25: "text", 114: "json", 1_184: "timestamptz", 1_000: "boolean[]",
        1_016: "bigint[]", 1_009: "text[]", 199: "json[]", 1_185: "timestamptz[]",
    ]
}

private struct PlanDocument: Decodable {
    struct Node: Decodable {
        let kind: String
        let table: String?
        let index: String?
        let children: [Node]?

        enum CodingKeys: String, CodingKey {
            case kind = "Node Type"
            case table = "Relation Name"
            case index = "Index Name"
            case children = "Plans"
        }

        var steps: [PlanStep] {
            [PlanStep(kind: kind, table: table ?? "", index: index)] + (children ?? []).flatMap(\.steps)
        }
    }

    let plan: Node

    enum CodingKeys: String, CodingKey { case plan = "Plan" }
}
