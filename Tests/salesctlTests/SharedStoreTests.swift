import Foundation
import PostgresServer
import Testing

@testable import LocalShop

@Suite("Programs that share a PostgreSQL store", .timeLimit(.minutes(15)))
struct SharedStoreTests {
    @Test("Two watches tell a drop once, and what one of them leased when it was killed the other goes on with")
    func twoWatches() async throws {
        try await withDatabase { database, home, shop in
            let store = ["SALES_STORE": database.url]
            #expect(try await home.salesctl(["migrate"], environment: store).status == 0)
            shop.setPrice(49_99, of: 6)
            let watches = [
                try await home.start("watch", "--format", "json", environment: store),
                try await home.start("watch", "--format", "json", environment: store),
            ]
            for watch in watches { #expect(try await holds { watch.output.contains("watching") }) }
            let tracked = try await home.salesctl(
                ["track", shop.page(6), "--below", "40", "--every", "1s"],
                environment: store
            )
            #expect(tracked.status == 0, "\(tracked.errors)")
            shop.setPrice(39_99, of: 6)
            let told = "SELECT count(*) FROM alerts WHERE status = 'accepted'"
            #expect(try await holds { try await database.sql(told) == "1\n" })
            watches[0].send(SIGKILL)
            _ = try await watches[0].end()
            shop.setPrice(59_99, of: 6)
            #expect(try await holds { try await database.sql("SELECT price_minor FROM product_states") == "5999\n" })
            shop.setPrice(29_99, of: 6)
            #expect(try await holds { try await database.sql("SELECT price_minor FROM product_states") == "2999\n" })
            watches[1].send(SIGTERM)
            let run = try await watches[1].end()
            #expect(run.status == 0, "\(run.errors)")
            let outputs = watches.map(\.output).joined()
            let alerts = try await database.sql("SELECT count(*), count(DISTINCT event_id) FROM alerts")
            #expect(alerts == "2|2\n" || alerts == "1|1\n")
            #expect(outputs.components(separatedBy: #""message":"told""#).count - 1 <= 2)
        }
    }

    @Test(
        "A watch says that its server is gone when that begins, and that it is back, in both kinds of lines",
        arguments: ["text", "json"]
    )
    func outage(_ format: String) async throws {
        let server = try await PrivatePostgres.start()
        try await server.makeDatabase("outage").use { database in
            try await OpenShop.with { shop in
                try await Sandbox.with(allowing: shop) { home in
                    let store = ["SALES_STORE": database.url]
                    #expect(try await home.salesctl(["migrate"], environment: store).status == 0)
                    let track = ["track", shop.page(6), "--every", "1s"]
                    #expect(try await home.salesctl(track, environment: store).status == 0)
                    let watch = try await home.start("watch", "--log-format", format, environment: store)
                    #expect(try await holds { watch.output.contains("watching") })
                    try await server.stopServer()
                    #expect(try await holds { watch.output.contains("store failed, trying again") })
                    try await server.restart()
                    #expect(try await holds { watch.output.contains("store works again") })
                    watch.send(SIGTERM)
                    let run = try await watch.end()
                    #expect(run.status == 0, "\(run.errors)")
                    #expect(run.output.contains("it was away for"))
                    let lines = run.output.split(separator: "\n").filter { $0.contains("store failed") }
                    // The same words are not said twice within a minute, whatever their time.
                    let words = lines.map { format == "json" ? String($0) : String($0.dropFirst(26)) }
                    #expect(format == "json" || Set(words).count == words.count, "\(words)")
                }
            }
        }
        await server.end()
    }

    @Test("A migration that is killed at any moment leaves a database that the next one makes a store of")
    func killedMigration() async throws {
        for round in 0..<5 {
            try await withDatabase { database, home, _ in
                let store = ["SALES_STORE": database.url]
                let first = try await home.start("migrate", environment: store)
                // Each look takes a while of its own: later rounds kill later, from before it connects to its end.
                let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database.name)'"
                if round > 0 {
                    #expect(
                        try await holds {
                            // One of them is the look itself.
                            let isInside = try await database.sql(count) != "1\n"
                            return isInside || first.hasEnded
                        }
                    )
                }
                for _ in 1..<max(2, round) { _ = try await database.sql("SELECT 1") }
                first.send(SIGKILL)
                _ = try await first.end()
                let second = try await home.salesctl(["migrate"], environment: store)
                #expect(second.status == 0, "\(second.errors)")
                #expect(
                    try await database.sql(
                        "SELECT count(*) = max(number) FROM schema_migrations; SELECT count(*) FROM price_days"
                    )
                        == "t\n6\n"
                )
                #expect(try await home.salesctl(["list"], environment: store).status == 0)
            }
        }
    }

    private func withDatabase(_ body: (TestDatabase, Sandbox, OpenShop) async throws -> Void) async throws {
        try await PrivatePostgres.shared().makeDatabase("shared").use { database in
            try await OpenShop.with { shop in
                try await Sandbox.with(allowing: shop) { home in try await body(database, home, shop) }
            }
        }
    }

    /// Looks again and again until something holds; false where it does not within 40 seconds.
    private func holds(_ condition: () async throws -> Bool) async throws -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(40)
        while clock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
