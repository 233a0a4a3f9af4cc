import HTTPTypes
import SalesCore
import SalesCurl
import SalesTesting
import Synchronization
import Testing

@Suite("Conditional requests over a long run (RELIABILITY K4)")
struct ConditionalRequestTests {
    /// A shop with ETags whose prices change, and who asked how.
    private final class Shop: Sendable {
        struct Counts {
            var pages = 0
            var conditional = 0
            var unchanged = 0
        }

        private let prices: Mutex<[String: Int]>
        private let asked = Mutex(Counts())

        init(products: Int) {
            prices = Mutex(Dictionary(uniqueKeysWithValues: (0..<products).map { ("/p/\($0)", 5_000) }))
        }

        var counts: Counts { asked.withLock { $0 } }

        func lower(_ product: Int) {
            prices.withLock { $0["/p/\(product)", default: 5_000] -= 7 }
        }

        func answer(_ request: ScriptedServer.Request, _ connection: ScriptedConnection) -> Bool {
            guard let price = prices.withLock({ $0[request.target] }) else {
                return connection.respond("404 Not Found")
            }
            let (tag, known) = ("\"\(price)\"", request.field("If-None-Match"))
            asked.withLock { counts in
                counts.pages += 1
                counts.conditional += known == nil ? 0 : 1
                counts.unchanged += known == tag ? 1 : 0
            }
            if known == tag { return connection.send("HTTP/1.1 304 Not Modified\r\nETag: \(tag)\r\n\r\n") }
            let cents = String(price % 100 + 100).dropFirst()
            return connection.respond(
                fields: ["Content-Type: text/html; charset=utf-8", "ETag: \(tag)"],
                text: """
                    <title>Kettle</title><script type="application/ld+json">{"@context":"https://schema.org",
                    "@type":"Product","name":"Kettle","offers":{"@type":"Offer","price":"\(price / 100).\(cents)",
                    "priceCurrency":"GBP"}}</script><h1>Kettle</h1>
                    """
            )
        }
    }

    @Test("of hours of repeat requests at least 95 % are conditional, and 304 moves the last reading without parsing")
    func hours() async throws {
        let products = 4
        let shop = Shop(products: products)
        let server = try ScriptedServer { shop.answer($0, $1) }
        defer { server.stop() }
        let clock = ManualClock()
        let store = MemoryStore(time: clock)
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 8))
        let tracker = Tracker(
            store: store,
            fetcher: PoliteFetcher(
                TestFetcher.make(allowing: [server.origin]),
                hosts: store,
                policy: settings.hosts,
                agent: "SalesTracker",
                time: clock
            ),
            settings: settings,
            time: clock,
            random: .seeded(4)
        )
        for product in 0..<products {
            _ = try await tracker.track(
                TrackRequest(url: server.url("/p/\(product)").absoluteString, rule: .anyDrop)
            )
        }
        let first = shop.counts.pages
        let end = clock.now + .seconds(6 * 3_600)
        var checks = 0
        while clock.now < end {
            clock.advance(by: .seconds(5))
            for check in try await store.claimChecks(CheckRequest(limit: 100, policy: settings.hosts)) {
                checks += 1
                if checks % 97 == 0 { shop.lower(checks % products) }
                let report = await tracker.perform(check)
                #expect(report.problem == nil)
                guard report.look?.status == 304 else { continue }
                #expect(report.look?.extraction == nil)
                #expect(report.state.lastReadAt == clock.now)
            }
        }
        let counts = shop.counts
        let repeats = counts.pages - first
        #expect(repeats > 1_000)
        #expect(counts.conditional * 100 >= repeats * 95, "\(counts.conditional) of \(repeats)")
        // The run has changes in it, and they were seen.
        #expect(counts.unchanged < counts.conditional)
        let page = try await store.products(matching: .all, after: nil, limit: 100).elements
        #expect(page.allSatisfy { ($0.state.price?.minorUnits ?? 5_000) < 5_000 })
    }
}
