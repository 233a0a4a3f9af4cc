import HTTPTypes
import SalesTesting
import Synchronization
import Testing

@testable import SalesCore

/// A tracker over a shop whose page and interface answer from a script.
struct AdapterBench {
    let clock = ManualClock(now: .noon)
    let shop = ScriptedFetcher()
    let store: MemoryStore
    let tracker: Tracker

    init(_ adapters: WebsiteAdapters = WebsiteAdapters(), rate: Double = 1_000) {
        store = MemoryStore(time: clock)
        var settings = Tracker.Settings()
        settings.hosts = HostPolicy(standard: HostLimits(rate: rate, burst: 1_000, connections: 10))
        tracker = Tracker(
            store: store,
            fetcher: shop,
            adapters: adapters,
            settings: settings,
            time: clock,
            random: .seeded(1)
        )
    }

    /// What a URL answers from now on.
    func answer(_ url: String, _ body: String, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:]) {
        let url = Sample.url(url)
        var fields = fields
        let isJSON = body.hasPrefix("{") || body.hasPrefix("[") || body == "null"
        if fields[.contentType] == nil {
            fields[.contentType] = isJSON ? "application/json; charset=utf-8" : "text/html; charset=utf-8"
        }
        shop.script(
            url,
            .response(FetchResponse(status: status, fields: fields, body: Array(body.utf8), url: url))
        )
    }

    /// What is asked from here on, as paths with queries.
    func asked(since count: Int = 0) -> [String] {
        shop.requests.dropFirst(count).map { request in
            request.url.path + (request.url.query.map { "?\($0)" } ?? "")
        }
    }

    func look(_ url: String, _ pin: String = "") async throws -> Look {
        await tracker.look(at: try tracker.canonicalURL(url), selection: Selection(text: pin))
    }

    func track(_ url: String, _ pin: String = "") async throws -> Tracked {
        try await tracker.track(
            TrackRequest(url: url, selection: Selection(text: pin), rule: .anyDrop, isInsisting: true)
        )
    }

    /// Moves the clock to when a product is due and checks what is due then.
    @discardableResult
    func round() async throws -> [CheckReport] {
        let products = try await store.products(matching: .all, after: nil, limit: 100).elements
        if let due = products.map(\.nextCheckAt).min(), due > clock.now { clock.set(to: due) }
        let claimed = try await store.claimChecks(CheckRequest(limit: 100, policy: tracker.settings.hosts))
        var reports: [CheckReport] = []
        for check in claimed { reports.append(await tracker.perform(check)) }
        return reports
    }

    /// What is due now, whatever turns that takes.
    func claim() async throws -> [ClaimedCheck] {
        var policy = HostPolicy(standard: HostLimits(rate: 1_000, burst: 1_000, connections: 9))
        policy.named = [:]
        return try await store.claimChecks(CheckRequest(limit: 100, policy: policy))
    }

    /// Moves the clock to when a product is due and checks what is due then as a worker does: together.
    func roundTogether() async throws -> [CheckReport] {
        let products = try await store.products(matching: .all, after: nil, limit: 100).elements
        if let due = products.map(\.nextCheckAt).max(), due > clock.now { clock.set(to: due) }
        let reports = Mutex<[CheckReport]>([])
        for group in tracker.together(try await claim()) {
            await tracker.perform(together: group) { report in reports.withLock { $0.append(report) } }
        }
        return reports.withLock { $0 }.sorted { $0.product.id < $1.product.id }
    }
}
