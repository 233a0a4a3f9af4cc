import SalesCore
import SalesTesting
import Testing

@testable import SalesPostgres

@Suite("What pages ask of the server", .timeLimit(.minutes(15)))
struct OverviewTests {
    /// How often prepared statements of a connection were run, by the server's own count.
    private static let count = """
        SELECT coalesce(sum(generic_plans + custom_plans), 0)::bigint FROM pg_prepared_statements
        WHERE statement NOT LIKE '%pg_prepared_statements%'
        """

    @Test("is one statement a call, of those that come again and again")
    func statements() async throws {
        try await StoreBed.with { bed in
            let store = try await bed.open(connections: 1)
            let product = try await store.addProduct(Sample.product(1)).product.id
            _ = try await store.save(Sample.draft(to: product), expectedVersion: nil, dueAt: bed.clock.now)
            let hash = try #require(SecretHash(bytes: Array(0..<32)))
            try await store.addSession(
                AccountSession(
                    hash: hash,
                    userID: .local,
                    kind: .browser,
                    scope: .admin,
                    label: "",
                    createdAt: bed.clock.now,
                    lastUsedAt: bed.clock.now,
                    endsAt: bed.clock.now + .seconds(60)
                )
            )
            var last: Int64 = 0
            func ran() async throws -> Int64 {
                let found = try await store.row(Self.count) { try $0.number() }
                let now = try #require(found)
                defer { last = now }
                return now - last
            }
            func expectOne(_ what: String) async throws {
                let statements = try await ran()
                #expect(statements == 1, "\(what)")
            }
            _ = try await ran()
            let signedIn = try await store.useSession(hash, at: bed.clock.now)
            #expect(signedIn != nil)
            try await expectOne("who asks")
            for order in FollowedOrder.allCases {
                let page = try await store.followedProducts(
                    of: .local,
                    matching: .all,
                    by: order,
                    history: 0..<90,
                    after: nil,
                    limit: 50
                )
                #expect(page.elements.count == 1)
                try await expectOne("what they follow by \(order)")
            }
            for history in [HistoryRequest.days(0..<90), .changes(Sample.allTime, limit: 10)] {
                let found = try await store.followedProduct(product, of: .local, history: history, alerts: 10)
                #expect(found != nil)
                try await expectOne("one product with \(history)")
            }
            let count = try await store.followedCount(of: .local)
            #expect(count == 1)
            try await expectOne("how much they follow")
            let totals = try await store.totals(since: bed.clock.now)
            #expect(totals.products == 1)
            try await expectOne("the totals")
        }
    }
}
