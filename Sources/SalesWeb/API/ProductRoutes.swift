internal import HTTPTypes
import SalesCore

/// The products that a person follows: what they cost and cost before, and what a rule would have told of them.
struct ProductRoutes: Sendable {
    let store: any WebParts.Store
    let desk: FollowingDesk
    let paces: HostPaces
    /// How often a product is checked of which nobody says more.
    let standard: Duration

    init(_ parts: WebParts, _ settings: WebSettings, _ paces: HostPaces) {
        store = parts.store
        desk = FollowingDesk(parts, settings)
        self.paces = paces
        standard = parts.tracker.settings.pace.interval
    }

    /// A product that a person follows, for programs.
    private struct Followed: Encodable {
        let product: ProductJSON
        let subscription: SubscriptionJSON
        let website: ShopJSON
        let pace: PaceJSON
        let recent: [DayJSON]
        let alerts: [AlertJSON]?
    }

    private struct Products: Encodable {
        let products: [Followed]
        let next: String?
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/products", for: .people, as: .listProducts) { request in try await list(request) },
            Route(.get, "/api/v1/products/{id}", for: .people, as: .showProduct) { request in try await show(request) },
            Route(.get, "/api/v1/products/{id}/prices", for: .people, as: .listPrices) { request in
                try await prices(request)
            },
            Route(.post, "/api/v1/products/{id}/checks", for: .people, as: .checkProduct) { request in
                try await check(request)
            },
            Route(.post, "/api/v1/products/{id}/rule-previews", for: .people, as: .previewRule) { request in
                try await preview(request)
            },
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebAnswer {
        let filter = FollowedFilter(
            text: try request.text("q", longest: FollowedFilter.maximumTextLength),
            host: try request.text("website", longest: Self.longestHost),
            state: try request.choice("state") ?? .any
        )
        let page = try await store.followedProducts(
            of: try request.person.id,
            matching: filter,
            by: try request.choice("order") ?? .newest,
            history: Self.recentDays(at: request.now),
            after: try request.pageToken(),
            limit: try request.pageLimit()
        )
        let hosts = Set(page.elements.map(\.website.host))
        let promises = await paces.promises(of: hosts, at: request.now)
        let products = page.elements.map { row in
            Followed(
                product: ProductJSON(row.product),
                subscription: SubscriptionJSON(row.subscription),
                website: ShopJSON(row.website),
                pace: PaceJSON(row.product, standard: standard, promises[row.website.host]),
                recent: row.recent.map(DayJSON.init),
                alerts: nil
            )
        }
        return .json(Products(products: products, next: page.next?.text))
    }

    private func show(_ request: WebRequest) async throws -> WebAnswer {
        let found = try await store.followedProduct(
            try request.productID(),
            of: try request.person.id,
            history: .days(Self.recentDays(at: request.now)),
            alerts: Self.newestAlerts
        )
        guard let found else { throw Problem.nothingHere }
        guard case .days(let days) = found.history else { return WebAnswer(.internalServerError) }
        let promises = await paces.promises(of: [found.website.host], at: request.now)
        return .json(
            Followed(
                product: ProductJSON(found.product),
                subscription: SubscriptionJSON(found.subscription),
                website: ShopJSON(found.website),
                pace: PaceJSON(found.product, standard: standard, promises[found.website.host]),
                recent: days.map(DayJSON.init),
                alerts: found.alerts.map(AlertJSON.init)
            )
        )
    }

    /// The days of a product's recent history, with today.
    private static func recentDays(at now: Timestamp) -> Range<Int64> {
        (now.utcDay + 1 - recentCount)..<(now.utcDay + 1)
    }

    /// How many days of history stand in a list.
    private static let recentCount: Int64 = 30
    /// How many alerts stand with a product.
    private static let newestAlerts = 10
    /// More characters than a host and its port have.
    static let longestHost = 260
}
