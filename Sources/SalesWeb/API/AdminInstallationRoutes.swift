internal import HTTPTypes
import SalesCore

/// How large an installation is, which of its products are popular, and which cannot be read, for admins.
struct AdminInstallationRoutes: Sendable {
    let store: any InstallationStore

    private struct Totals: Encodable {
        let since: String
        let people: Int
        let verifiedPeople: Int
        let products: Int
        let followedProducts: Int
        let activeSubscriptions: Int
        let pausedSubscriptions: Int
        let alerts: [String: Int]
        let events: Int

        enum CodingKeys: String, CodingKey {
            case since, people, products, alerts, events
            case verifiedPeople = "verified_people"
            case followedProducts = "followed_products"
            case activeSubscriptions = "active_subscriptions"
            case pausedSubscriptions = "paused_subscriptions"
        }

        init(_ totals: InstallationTotals, since: Timestamp) {
            self.since = since.description
            people = totals.people
            verifiedPeople = totals.verifiedPeople
            products = totals.products
            followedProducts = totals.followedProducts
            activeSubscriptions = totals.activeSubscriptions
            pausedSubscriptions = totals.pausedSubscriptions
            alerts = Dictionary(
                uniqueKeysWithValues: Alert.Status.allCases.map { ($0.rawValue, totals.alerts[$0] ?? 0) }
            )
            events = totals.events
        }
    }

    /// A product, with what puts it at its place.
    private struct Ranked: Encodable {
        let id: Int64
        let url: String
        let selection: String
        let name: String
        let image: String?
        let price: MoneyJSON?
        let availability: String
        let isGone: Bool
        /// How many follow it who have not paused it.
        let followers: Int
        let lastCheckAt: String?
        let lastReadAt: String?
        let nextCheckAt: String
        let outcome: String?
        let reason: String?
        let consecutiveFailures: Int
        /// From when on its followers know that it cannot be read; nil while they have not been told.
        let brokenSince: String?

        enum CodingKeys: String, CodingKey {
            case id, url, selection, name, image, price, availability, followers, outcome, reason
            case isGone = "is_gone"
            case lastCheckAt = "last_check_at"
            case lastReadAt = "last_read_at"
            case nextCheckAt = "next_check_at"
            case consecutiveFailures = "consecutive_failures"
            case brokenSince = "broken_since"
        }

        init(_ product: Product) {
            let state = product.state
            id = product.id.rawValue
            url = product.url.absoluteString
            selection = product.selection.text
            name = product.name
            image = state.image?.absoluteString
            price = state.price.map(MoneyJSON.init)
            availability = state.availability.rawValue
            isGone = state.isGone
            followers = product.activeFollowers
            lastCheckAt = state.lastCheckAt?.description
            lastReadAt = state.lastReadAt?.description
            nextCheckAt = product.nextCheckAt.description
            outcome = state.outcome?.rawValue
            reason = state.reason
            consecutiveFailures = state.consecutiveFailures
            brokenSince = state.brokenSince?.description
        }
    }

    private struct Products: Encodable {
        let products: [Ranked]
        let next: String?

        init(_ page: Page<Product>) {
            products = page.elements.map(Ranked.init)
            next = page.next?.text
        }
    }

    /// A product of which something changed.
    private struct Changed: Encodable {
        let product: Int64
        let name: String
        let url: String
        let at: String
        let before: MoneyJSON?
        let after: MoneyJSON?
        let availability: String
        let isGone: Bool
        let isUnusuallyLow: Bool

        enum CodingKeys: String, CodingKey {
            case product, name, url, at, before, after, availability
            case isGone = "is_gone"
            case isUnusuallyLow = "is_unusually_low"
        }

        init(_ latest: LatestEvent) {
            let change = latest.event.change
            product = latest.product.id.rawValue
            name = latest.product.name
            url = latest.product.url.absoluteString
            at = change.confirmedAt.description
            before = change.before.price.map(MoneyJSON.init)
            after = change.after.price.map(MoneyJSON.init)
            availability = change.after.availability.rawValue
            isGone = change.after.isGone
            isUnusuallyLow = change.isUnusuallyLow
        }
    }

    private struct Changes: Encodable {
        let changes: [Changed]
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/admin/changes", for: .admins, as: .listLatestChanges) { request in
                let latest = try await store.latestEvents(limit: try request.pageLimit())
                return .json(Changes(changes: latest.map(Changed.init)))
            },
            Route(.get, "/api/v1/admin/totals", for: .admins, as: .showTotals) { request in
                let since = try AdminRoutes.since(request)
                return .json(Totals(try await store.totals(since: since), since: since))
            },
            Route(.get, "/api/v1/admin/products/popular", for: .admins, as: .listPopularProducts) { request in
                let (token, limit) = (try request.pageToken(), try request.pageLimit())
                return .json(Products(try await store.popularProducts(after: token, limit: limit)))
            },
            Route(.get, "/api/v1/admin/products/failing", for: .admins, as: .listFailingProducts) { request in
                let (token, limit) = (try request.pageToken(), try request.pageLimit())
                return .json(Products(try await store.failingProducts(after: token, limit: limit)))
            },
        ]
    }
}
