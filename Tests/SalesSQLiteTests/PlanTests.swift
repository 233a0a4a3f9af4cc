import GRDB
import SalesCore
import Testing

@testable import SalesSQLite

@Suite("Plans of the statements that run often")
struct PlanTests {
    @Test(
        "use the index made for them and sort or scan nothing besides",
        arguments: [
            (CheckStatements.freeRunOut, ["products USING INDEX products_leased (lease_until<?)"]),
            (CheckStatements.lease, ["products USING INTEGER PRIMARY KEY (rowid=?)"]),
            (CheckStatements.save, ["products USING INTEGER PRIMARY KEY (rowid=?)"]),
            (CheckStatements.release, ["products USING INTEGER PRIMARY KEY (rowid=?)"]),
            (
                WaitingStatements.products,
                ["products USING INDEX products_waiting (website_id=? AND next_check_at>? AND next_check_at<?)"]
            ),
            (EventStatements.freeRunOut, ["price_events USING INDEX price_events_leased (lease_until<?)"]),
            (EventStatements.held, ["price_events USING INTEGER PRIMARY KEY (rowid=?)"]),
            (EventStatements.lease, ["price_events USING INTEGER PRIMARY KEY (rowid=?)"]),
            (EventStatements.remember, ["user_preferences USING INTEGER PRIMARY KEY (rowid=?)"]),
            (AlertStatements.freeRunOut, ["alerts USING INDEX alerts_leased (lease_until<?)"]),
            (
                AlertStatements.waiting,
                [
                    "a USING INDEX alerts_waiting (channel=? AND next_attempt_at<?)",
                    "h USING INDEX alerts_held (channel=? AND user_id=? AND next_attempt_at<?)",
                ]
            ),
            (
                AlertStatements.held,
                ["alerts USING INDEX alerts_held (channel=? AND user_id=? AND next_attempt_at<?)"]
            ),
            (
                AlertStatements.addressee,
                [
                    "a USING INTEGER PRIMARY KEY (rowid=?)",
                    "s USING INDEX sqlite_autoindex_user_preferences_1 (user_id=? AND product_id=?) LEFT-JOIN",
                    "u USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
                ]
            ),
            (AlertStatements.lease, ["alerts USING INTEGER PRIMARY KEY (rowid=?)"]),
            (AlertStatements.refuse, ["alerts USING INTEGER PRIMARY KEY (rowid=?)"]),
            (UserStatements.wake, ["alerts USING INDEX alerts_unverified (user_id=? AND channel=?)"]),
            (
                SuppressionStatements.find,
                ["suppressions USING INDEX sqlite_autoindex_suppressions_1 (digest=?)"]
            ),
            (
                SuppressionStatements.removeReports,
                ["suppression_reports USING COVERING INDEX suppression_reports_reported (reported_at<?)"]
            ),
            (
                TokenStatements.count,
                ["tokens USING COVERING INDEX tokens_address (purpose=? AND channel=? AND address=? AND created_at>?)"]
            ),
            (TokenStatements.use, ["tokens USING INDEX sqlite_autoindex_tokens_1 (hash=?)"]),
            (
                SessionStatements.find,
                [
                    "s USING INDEX sqlite_autoindex_sessions_1 (hash=?)",
                    "u USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (SessionStatements.note, ["sessions USING INDEX sqlite_autoindex_sessions_1 (hash=?)"]),
            (SessionStatements.page, ["sessions USING INDEX sessions_user (user_id=? AND rowid<?)"]),
            (SessionStatements.endOthers, ["sessions USING INDEX sessions_user (user_id=?)"]),
            (SessionStatements.remove, ["sessions USING COVERING INDEX sessions_ended (holds_until<?)"]),
            (
                KeyStatements.find,
                ["request_keys USING INDEX sqlite_autoindex_request_keys_1 (user_id=? AND name=?)"]
            ),
            (
                KeyStatements.finish,
                ["request_keys USING INDEX sqlite_autoindex_request_keys_1 (user_id=? AND name=?)"]
            ),
            (KeyStatements.remove, ["request_keys USING INDEX request_keys_begun (begun_at<?)"]),
            (QuotaStatements.used, ["quotas USING PRIMARY KEY (name=? AND period_ms=? AND starts_at=?)"]),
            (LetterStatements.freeRunOut, ["letters USING INDEX letters_leased (lease_until<?)"]),
            (LetterStatements.waiting, ["letters USING INDEX letters_waiting (channel=? AND next_attempt_at<?)"]),
            (LetterStatements.lease, ["letters USING INTEGER PRIMARY KEY (rowid=?)"]),
            (LetterStatements.remove, ["letters USING INDEX letters_settled (created_at<?)"]),
            (WaitingDayStatements.nextProduct, ["prices USING PRIMARY KEY (product_id>?)"]),
            (
                WaitingDayStatements.nextRow,
                ["prices USING PRIMARY KEY (product_id=? AND observed_at>? AND observed_at<?)"]
            ),
            (
                WaitingDayStatements.count,
                ["prices USING PRIMARY KEY (product_id=? AND observed_at>? AND observed_at<?)"]
            ),
            (
                FrozenStatements.take,
                ["prices USING PRIMARY KEY (product_id=? AND observed_at>? AND observed_at<?)"]
            ),
            (FrozenStatements.remove, ["prices_frozen USING PRIMARY KEY (archive_day=? AND archive_run=?)"]),
        ]
    )
    func plan(sql: String, steps: [String]) async throws {
        // Reading a product asks an index of its own beside it.
        let plan = try await self.plan(of: sql).filter { !Self.defaultFollowers.contains($0) }
        #expect(plan == steps.map { "SEARCH \($0)" })
    }

    private static let defaultFollowers = [
        "CORRELATED SCALAR SUBQUERY 1", "CORRELATED SCALAR SUBQUERY 2",
        "SEARCH s USING INDEX user_preferences_default (product_id=?)",
    ]

    @Test(
        "a run's rows are read in the order of the key, and a history in the order of time, without sorting",
        arguments: [
            (FrozenStatements.page, "prices_frozen"), (FrozenStatements.pageBack, "prices_frozen"),
            (PriceStatements.back, "prices_frozen"),
        ]
    )
    func ordered(sql: String, table: String) async throws {
        let plan = try await self.plan(of: sql)
        #expect(plan.contains { $0.hasPrefix("SEARCH \(table)") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test(
        "a page of what a person follows begins with them, and sorts theirs but by newest",
        arguments: FollowedOrder.allCases
    )
    func overviews(order: FollowedOrder) async throws {
        let first = PageToken(text: "\(order.rawValue).7.\(order == .newest ? ~7 : 0).")
        for start in [nil, try FollowedPosition(first, by: order)] {
            let asked = OverviewStatements.list(
                of: .local,
                FollowedFilter(text: "x", host: "y", state: .met),
                order,
                after: start,
                0..<90,
                limit: 51
            )
            let plan = try await self.plan(of: asked.sql)
            let search = plan.first { $0.hasPrefix("SEARCH") }
            #expect(search?.hasPrefix("SEARCH f USING INDEX user_preferences_user (user_id=?") == true, "\(plan)")
            let scans = plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN page" }
            #expect(scans.allSatisfy { $0.hasPrefix("SCAN t VIRTUAL TABLE") }, "\(plan)")
            #expect(plan.contains { $0.contains("TEMP B-TREE") } == (order != .newest), "\(plan)")
        }
    }

    @Test("what is forgotten is found by its age, and only that is read", arguments: Retained.allCases)
    func forgotten(kind: Retained) async throws {
        let plan = try await self.plan(of: RetentionStatements.forget(kind))
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("FOR ORDER BY") }, "\(plan)")
    }

    @Test("counting what is asked of hosts reads the products of a page's hosts, and no others")
    func demand() async throws {
        let plan = try await self.plan(of: DemandStatements.count)
        #expect(plan.contains("SEARCH products USING INDEX products_website (website_id=?)"), "\(plan)")
        #expect(plan.filter { $0.hasPrefix("SCAN") } == ["SCAN page"], "\(plan)")
    }

    @Test("counting reports reads those of the time, and sorts only them")
    func reports() async throws {
        let plan = try await self.plan(of: SuppressionStatements.count)
        #expect(
            plan == [
                "SEARCH suppression_reports USING COVERING INDEX suppression_reports_reported (reported_at>?)",
                "USE TEMP B-TREE FOR GROUP BY",
            ]
        )
    }

    @Test("finding the hosts that wait is one seek a website")
    func hosts() async throws {
        let plan = try await self.plan(of: WaitingStatements.hosts)
        #expect(plan.contains("SEARCH p USING INDEX products_waiting (website_id=?)"))
        let scans = plan.filter { $0.hasPrefix("SCAN") }
        #expect(scans == ["SCAN w USING COVERING INDEX sqlite_autoindex_websites_1", "SCAN heads"])
    }

    @Test("finding the events that wait scans only those, with one seek for each")
    func events() async throws {
        let plan = try await self.plan(of: EventStatements.waiting)
        #expect(plan.first == "SCAN e USING INDEX price_events_waiting")
        #expect(plan.last == "SEARCH o USING INDEX price_events_open (product_id=? AND id<?)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    private func plan(of sql: String) async throws -> [String] {
        let queue = try DatabaseQueue()
        return try await queue.write { db in
            try Migration.run(on: db, from: try SchemaState.read(db), at: Timestamp(milliseconds: 0))
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            statement.setUncheckedArguments(
                StatementArguments([DatabaseValue](repeating: .null, count: statement.sql.filter { $0 == "?" }.count))
            )
            return try Row.fetchAll(statement).map { $0["detail"] }
        }
    }
}
