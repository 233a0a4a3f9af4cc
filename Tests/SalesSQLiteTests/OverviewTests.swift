import GRDB
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesSQLite

@Suite("What pages ask of a file")
struct OverviewTests {
    /// The queries that a connection ran.
    private final class Log: Sendable {
        private let queries = Mutex<[String]>([])

        func add(_ statement: String) {
            guard statement.hasPrefix("SELECT") || statement.hasPrefix("WITH") else { return }
            queries.withLock { $0.append(statement) }
        }

        /// Those that were run since this was asked last.
        func drain() -> [String] {
            queries.withLock { queries in
                defer { queries = [] }
                return queries
            }
        }
    }

    @Test("is one query a call")
    func queries() async throws {
        try await withFolder { folder in
            let clock = ManualClock()
            let options = SQLiteOptions(maximumReaders: 1)
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: clock, options: options)
            let product = try await store.addProduct(Sample.product(1)).product.id
            _ = try await store.save(Sample.draft(to: product), expectedVersion: nil, dueAt: clock.now)
            let hash = try #require(SecretHash(bytes: Array(0..<32)))
            try await store.addSession(
                AccountSession(
                    hash: hash,
                    userID: .local,
                    kind: .browser,
                    scope: .admin,
                    label: "",
                    createdAt: clock.now,
                    lastUsedAt: clock.now,
                    endsAt: clock.now + .seconds(60)
                )
            )
            let log = Log()
            try await store.read { db in db.trace { log.add("\($0)") } }
            let signedIn = try await store.useSession(hash, at: clock.now)
            #expect(signedIn != nil && log.drain().count == 1, "who asks")
            for order in FollowedOrder.allCases {
                for filter in [.all, FollowedFilter(text: "k", host: Sample.host, state: .active)] {
                    let page = try await store.followedProducts(
                        of: .local,
                        matching: filter,
                        by: order,
                        history: 0..<90,
                        after: nil,
                        limit: 50
                    )
                    #expect(page.elements.count == 1 && log.drain().count == 1, "what they follow by \(order)")
                }
            }
            for history in [HistoryRequest.days(0..<90), .changes(Sample.allTime, limit: 10)] {
                let found = try await store.followedProduct(product, of: .local, history: history, alerts: 10)
                #expect(found != nil && log.drain().count == 1, "one product with \(history)")
            }
            let count = try await store.followedCount(of: .local)
            #expect(count == 1 && log.drain().count == 1, "how much they follow")
            let totals = try await store.totals(since: clock.now)
            #expect(totals.products == 1 && log.drain().count == 1, "the totals")
            var page = try await store.popularProducts(after: nil, limit: 1)
            #expect(page.elements.count == 1 && log.drain().count == 1, "popular products")
            page = try await store.failingProducts(after: nil, limit: 1)
            #expect(page.elements.isEmpty && log.drain().count == 1, "failing products")
        }
    }

    @Test("has days and changes whose rows the archive holds or purged")
    func archived() async throws {
        try await withFolder { folder in
            let store = try await SQLiteStore(path: folder.path("store.sqlite"), time: ManualClock())
            let product = try await store.addProduct(Sample.product(1)).product.id
            _ = try await store.save(Sample.draft(to: product), expectedVersion: nil, dueAt: ManualClock.start)
            let midnight = Timestamp(milliseconds: 20_000 * Timestamp.millisecondsPerDay)
            let rows = [1, 30, 50].map { hour in
                Sample.row(of: product, Sample.pounds(Int64(hour)), at: midnight + .seconds(3_600 * hour))
            }
            let added = try await store.importPrices(rows)
            #expect(added == 3)
            try await store.onWriter { db in
                try db.execute(
                    sql: """
                        INSERT INTO prices_frozen
                            SELECT 20000, 1, product_id, observed_at + 1000, price_minor + 7, price_currency, NULL,
                                NULL, availability, 0 FROM prices WHERE observed_at < ?;
                        INSERT INTO daily_prices VALUES
                            (?, 19999, 'GBP', 1, 1, 2, 2, 5, 6), (?, 20001, 'GBP', 3, 1, 99, 4, 0, 1)
                        """,
                    arguments: [(midnight + .seconds(86_400)).milliseconds, product.rawValue, product.rawValue]
                )
            }
            let days: Range<Int64> = 19_990..<20_010
            let known = try await store.dailyPrices(of: product, days: days)
            #expect(known.map(\.day) == [19_999, 20_000, 20_001, 20_002])
            #expect(known[1].close == Sample.pounds(8) && known[2].high == Sample.pounds(99))
            let page = try await store.followedProducts(
                of: .local,
                matching: .all,
                by: .name,
                history: days,
                after: nil,
                limit: 50
            )
            #expect(page.elements.map(\.recent) == [known])
            var found = try await store.followedProduct(product, of: .local, history: .days(days), alerts: 0)
            #expect(found?.history == .days(known))
            let all = try await store.prices(of: product, in: Sample.allTime, after: nil, limit: 10).elements
            #expect(all.count == 4)
            for limit in 1...4 {
                let request = HistoryRequest.changes(Sample.allTime, limit: limit)
                found = try await store.followedProduct(product, of: .local, history: request, alerts: 0)
                let before = limit < 4 ? all[3 - limit] : nil
                #expect(found?.history == .changes(Array(all.suffix(limit)), before: before), "the last \(limit)")
            }
        }
    }
}
