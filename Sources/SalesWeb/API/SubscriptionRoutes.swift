internal import HTTPTypes
import SalesCore

/// What a person wants to be told: followed, changed and ended, each with the product looked at once.
struct SubscriptionRoutes: Sendable {
    let store: any WebParts.Store
    let desk: FollowingDesk

    init(_ parts: WebParts, _ settings: WebSettings) {
        store = parts.store
        desk = FollowingDesk(parts, settings)
    }

    private struct Subscriptions: Encodable {
        let subscriptions: [SubscriptionJSON]
        let next: String?
    }

    /// What following a product gave.
    private struct Followed: Encodable {
        let subscription: SubscriptionJSON
        let product: ProductJSON
        let reading: ExtractionReport
        /// Whether the rule is true already, so that the next alert comes only after it was untrue.
        let isAlreadyMet: Bool

        enum CodingKeys: String, CodingKey {
            case subscription, product, reading
            case isAlreadyMet = "is_already_met"
        }
    }

    /// What changing a subscription gave.
    private struct Changed: Encodable {
        let subscription: SubscriptionJSON
        let product: ProductJSON
        /// What the page said where another of its prices was chosen.
        var reading: ExtractionReport?
        /// What came of looking at it; nil where nobody follows it actively, its shop did not answer in time, or its
        /// person has asked for as many looks as they may.
        var check: CheckJSON?
    }

    func all() -> [Route] {
        [
            Route(.get, "/api/v1/subscriptions", for: .people, as: .listSubscriptions) { request in
                try await list(request)
            },
            Route(.post, "/api/v1/subscriptions", for: .people, as: .follow) { request in try await follow(request) },
            Route(.get, "/api/v1/subscriptions/{id}", for: .people, as: .showSubscription) { request in
                let found = try await desk.require(try request.productID(), of: try request.person.id)
                return .json(SubscriptionJSON(found))
            },
            Route(.patch, "/api/v1/subscriptions/{id}", for: .people, as: .changeSubscription) { request in
                try await edit(request)
            },
            Route(.delete, "/api/v1/subscriptions/{id}", for: .people, as: .unfollow) { request in
                try await desk.unfollow(try request.productID(), of: try request.person.id)
                return WebAnswer(.noContent)
            },
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebAnswer {
        let page = try await store.subscriptions(
            matching: SubscriptionFilter(userID: try request.person.id),
            after: try request.pageToken(),
            limit: try request.pageLimit()
        )
        let subscriptions = page.elements.map(SubscriptionJSON.init)
        return .json(Subscriptions(subscriptions: subscriptions, next: page.next?.text))
    }

    private func follow(_ request: WebRequest) async throws -> WebAnswer {
        let wish: SubscriptionWish = try await request.body()
        let faults = wish.faults(at: desk)
        guard faults.isEmpty else { throw Problem(.invalid, "Something in the body is wrong.", faults: faults) }
        let tracked = try await desk.follow(wish.request(of: try request.person.id))
        let followed = Followed(
            subscription: SubscriptionJSON(tracked.subscription),
            product: ProductJSON(tracked.product),
            reading: ExtractionReport(tracked.look),
            isAlreadyMet: tracked.isAlreadyMet
        )
        guard tracked.previous == nil else { return .json(followed) }
        var answer = WebAnswer.json(followed, status: .created)
        answer.fields[.location] = "/api/v1/subscriptions/\(tracked.product.id)"
        return answer
    }

    private func edit(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let user = try request.person.id
        let wish: SubscriptionEdit = try await request.body()
        let faults = wish.faults(at: desk)
        guard faults.isEmpty else { throw Problem(.invalid, "Something in the body is wrong.", faults: faults) }
        guard let selection = wish.selection else {
            let subscription = try await desk.edit(id, of: user, wish.edit)
            guard let (product, check) = try await look(at: id, for: user) else { throw Problem.nothingHere }
            return .json(
                Changed(subscription: SubscriptionJSON(subscription), product: ProductJSON(product), check: check)
            )
        }
        let moved = try await desk.move(id, of: user, to: selection)
        var subscription = moved.subscription
        if wish.hasEdit { subscription = try await desk.edit(moved.product.id, of: user, wish.edit) }
        let product = try await store.product(moved.product.id) ?? moved.product
        return .json(
            Changed(
                subscription: SubscriptionJSON(subscription),
                product: ProductJSON(product),
                reading: ExtractionReport(moved.look)
            )
        )
    }

    /// A product as it is once it was checked, where somebody follows it actively; nil where it is gone.
    private func look(at id: ProductID, for user: UserID) async throws -> (product: Product, check: CheckJSON?)? {
        guard let product = try await store.product(id) else { return nil }
        guard product.activeFollowers > 0 else { return (product, nil) }
        let report = try await desk.checkIfPossible(id, for: user)
        return (try await store.product(id) ?? product, report.map { CheckJSON($0, message: CheckWords.what($0)) })
    }
}

extension ExtractionReport {
    /// What a look read and why.
    init(_ look: Look) {
        var extraction = look.extraction ?? Extraction(reading: look.reading, kind: .error)
        extraction.reading = look.reading
        self.init(extraction, url: look.url)
    }
}
