import HTTPTypes
import Logging
import SalesCore
import SalesTesting
import Testing

/// A tracker over a store in memory, a shop that answers from a script, and a clock that is moved by hand.
struct TrackerBench {
    let clock = ManualClock(now: .noon)
    let shop = ScriptedFetcher()
    let inbox = RecordingNotifier(channel: .console)
    let store: MemoryStore
    /// The same store as the tracker sees it, without what it keeps of people.
    let seam: InterceptedStore
    let tracker: Tracker
    let url: PageURL

    /// - Parameter knowsPeople: whether the tracker sees the store itself and not the seam.
    init(
        further notifiers: [any Notifier] = [],
        knowsPeople: Bool = false,
        simultaneous: Int = DeliveryPolicy().simultaneous,
        confirmations: Int = 1,
        logger: Logger = Logger(label: "sales-tracker")
    ) throws {
        url = try PageURL("https://shop.example/kettle")
        store = MemoryStore(time: clock)
        seam = InterceptedStore(store)
        var settings = Tracker.Settings()
        settings.delivery.simultaneous = simultaneous
        // Most tests are about what comes after a change was confirmed, in as few rounds as can be.
        settings.readings.policy.confirmations = confirmations
        settings.hosts = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 10))
        tracker = Tracker(
            store: knowsPeople ? store : seam,
            fetcher: shop,
            notifiers: [inbox] + notifiers,
            settings: settings,
            time: clock,
            random: .seeded(1),
            logger: logger
        )
    }

    /// What the shop shows from now on.
    func show(_ answer: ScriptedFetcher.Answer) {
        shop.script(url, answer)
    }

    /// A product page with a price.
    func page(_ price: String, etag: String? = nil, head: String = "") -> ScriptedFetcher.Answer {
        var fields = HTTPFields()
        fields[.eTag] = etag
        return .page(
            """
            <!doctype html><html lang="en"><head><title>Kettle</title><script type="application/ld+json">
            {"@context":"https://schema.org","@type":"Product","name":"Kettle","offers":{"@type":"Offer",
            "price":"\(price)","priceCurrency":"GBP","availability":"https://schema.org/InStock"}}
            </script>\(head)</head><body><h1>Kettle</h1></body></html>
            """,
            at: url,
            fields: fields
        )
    }

    func track(_ rule: RuleRequest = .anyDrop) async throws -> Tracked {
        try await tracker.track(TrackRequest(url: url.absoluteString, rule: rule))
    }

    /// All products of the store.
    func products() async throws -> [Product] {
        try await store.products(matching: .all, after: nil, limit: 100).elements
    }

    /// All alerts of the store, newest first.
    func alerts() async throws -> [Alert] {
        try await store.alerts(matching: AlertFilter(), after: nil, limit: 100).elements
    }

    /// One check, by the tracker's own limits: a claim by slower ones would reserve the host for longer than the tracker
    /// does, so that what it asks next would wait for a clock that nobody moves.
    private var request: CheckRequest { CheckRequest(limit: 1, policy: tracker.settings.hosts) }

    /// Moves the clock to when the product is due and claims it.
    func dueChecks() async throws -> [ClaimedCheck] {
        let product = try #require(try await products().first)
        if product.nextCheckAt > clock.now { clock.set(to: product.nextCheckAt) }
        return try await store.claimChecks(request)
    }

    /// Moves the clock to when the product is due and does what a worker does: check, expand, tell.
    @discardableResult
    func round() async throws -> CheckReport {
        let product = try #require(try await products().first)
        if product.nextCheckAt > clock.now { clock.set(to: product.nextCheckAt) }
        let claimed = try #require(try await store.claimChecks(request).first)
        let report = await tracker.perform(claimed)
        try await tracker.expandEvents()
        try await tracker.deliverAlerts()
        return report
    }

    /// Moves the clock on by a second, and lets whoever woke do what there is to do.
    func passSecond() async {
        clock.advance(by: .seconds(1))
        for _ in 0..<50 { await Task.yield() }
    }

    /// Shows a price until it is believed.
    func settle(_ price: String) async throws {
        show(page(price))
        for _ in 0..<3 { try await round() }
    }
}
