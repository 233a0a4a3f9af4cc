import SalesCore

/// A fresh store with its clock, and the steps that many promises begin with.
struct StoreBench: Sendable {
    let clock: ManualClock
    let tested: TestedStore

    var store: any TrackingStore { tested.store }

    /// Limits under which no turn at a host is ever waited for.
    static let noWaiting = HostPolicy(standard: HostLimits(rate: 1_000, burst: 100_000, connections: 100))

    /// The most pages that a list of a promise has, so that a store that never ends one is caught.
    static let maximumPages = 10_000

    /// A second handle on the same data.
    func secondHandle() async throws -> any TrackingStore {
        guard let reopen = tested.reopen else {
            throw PromiseBroken("the harness opens no second handle; leave out promises that need one")
        }
        return try await reopen()
    }

    /// The local user and others, as many as asked for.
    func people(_ count: Int) async throws -> [UserID] {
        guard let addUser = tested.addUser else {
            throw PromiseBroken("the harness adds no users; leave out promises that need several")
        }
        var people = [UserID.local]
        while people.count < count { people.append(try await addUser(Sample.person(people.count)).id) }
        return people
    }

    /// Adds the sample product of a number.
    func product(_ number: Int, host: String = Sample.host) async throws -> Product {
        try await store.addProduct(Sample.product(number, host: host, at: clock.now)).product
    }

    /// Adds the sample product of a number, followed by the local user and due at a moment, which is now unless given.
    func followedProduct(_ number: Int, host: String = Sample.host, dueAt: Timestamp? = nil) async throws -> Product {
        let added = try await product(number, host: host)
        _ = try await follow(added.id, dueAt: dueAt)
        return try await reread(added.id)
    }

    /// Makes a user follow a product.
    func follow(
        _ product: ProductID,
        by user: UserID = .local,
        dueAt: Timestamp? = nil
    ) async throws -> Subscription {
        let draft = Sample.draft(of: user, to: product, at: clock.now)
        let saved = try await store.save(draft, expectedVersion: nil, dueAt: dueAt ?? clock.now)
        return try demandValue(saved, "a subscription of a known user to a known product was not saved")
    }

    /// The product as the store has it.
    func reread(_ id: ProductID) async throws -> Product {
        try demandValue(try await store.product(id), "product \(id) is not there")
    }

    /// Leases what is due, without waiting for turns.
    func claim(_ limit: Int = 10, lease: Duration = .seconds(30), only: [ProductID]? = nil) async throws
        -> [ClaimedCheck]
    {
        try await store.claimChecks(
            CheckRequest(limit: limit, lease: lease, policy: Self.noWaiting, products: only)
        )
    }

    /// Leases one product, due or not.
    func claimOne(_ product: ProductID, lease: Duration = .seconds(30)) async throws -> CheckLease {
        let claimed = try await claim(1, lease: lease, only: [product])
        try demand(claimed.map(\.lease.productID), equals: [product], "claiming product \(product) by its number")
        return try demandValue(claimed.first, "product \(product) could not be claimed").lease
    }

    /// Commits a drop of a product in a check of its own and answers the event's number.
    @discardableResult
    func drop(of product: ProductID, to minorUnits: Int64 = 3_999) async throws -> PriceEventID {
        let lease = try await claimOne(product)
        let results = try await store.commit([
            Sample.outcome(under: lease, minorUnits: minorUnits, at: clock.now, event: true)
        ])
        guard case .committed(let event) = results.first else {
            throw PromiseBroken("a commit under a running lease gave \(results)")
        }
        return try demandValue(event, "a commit with an event gave no number for it")
    }

    /// Expands a product's next event into alerts of its followers and answers them.
    ///
    /// - Parameter moment: until when the alerts are kept back; nil for not at all.
    @discardableResult
    func expandNext(channels: [Channel] = [.console], keptUntil moment: Timestamp? = nil) async throws -> [Alert] {
        let claimed = try await store.claimEvents(limit: 1, lease: .seconds(30))
        let event = try demandValue(claimed.first, "no event could be claimed")
        let followers = try await allPages { token in
            try await store.subscriptions(
                matching: SubscriptionFilter(productID: event.product.id),
                after: token,
                limit: maximumPageSize
            )
        }
        let items = followers.map { follower in
            var item = Sample.item(for: follower, of: event.event, channels: channels, at: clock.now)
            guard let moment else { return item }
            for index in item.alerts.indices {
                (item.alerts[index].nextAttemptAt, item.alerts[index].isHeld) = (moment, true)
            }
            return item
        }
        let result = try await store.expand(
            Expansion(eventID: event.event.id, token: event.token, items: items, cursor: nil)
        )
        let alerts = items.flatMap(\.alerts)
        try demand(result, equals: .saved(alerts: alerts.count, stale: []), "expanding event \(event.event.id)")
        return alerts
    }

    /// One alert over a channel, from a drop of a product that is added for it.
    func alert(_ number: Int, over channel: Channel = .console) async throws -> Alert {
        let product = try await followedProduct(number)
        try await drop(of: product.id)
        let alerts = try await expandNext(channels: [channel])
        return try demandValue(alerts.first, "a drop of a followed product made no alert")
    }

    /// Leases alerts that are due.
    func claimAlerts(
        _ limit: Int = 10,
        channels: [Channel] = [.console],
        lease: Duration = .seconds(30)
    ) async throws -> [ClaimedAlert] {
        try await store.claimAlerts(channels: channels, limit: limit, lease: lease, at: clock.now)
    }

    /// The alert as the store has it; nil where it is not there.
    func storedAlert(_ id: Alert.ID) async throws -> Alert? {
        try await allPages { try await store.alerts(matching: AlertFilter(), after: $0, limit: maximumPageSize) }
            .first { $0.id == id }
    }

    /// All rows of a product's history.
    func history(of product: ProductID) async throws -> [PricePoint] {
        try await allPages { token in
            try await store.prices(of: product, in: Sample.allTime, after: token, limit: maximumPageSize)
        }
    }

    /// All events of a product.
    func eventList(of product: ProductID) async throws -> [PriceEvent] {
        try await allPages { try await store.events(of: product, after: $0, limit: maximumPageSize) }
    }

    /// All elements of a list, page by page, with something done between the pages.
    func allPages<Element>(
        between: () async throws -> Void = {},
        _ page: (PageToken?) async throws -> Page<Element>
    ) async throws -> [Element] {
        var elements: [Element] = []
        var token: PageToken?
        for _ in 0..<Self.maximumPages {
            let next = try await page(token)
            elements += next.elements
            guard let following = next.next else { return elements }
            token = following
            try await between()
        }
        throw PromiseBroken("a list did not end within \(Self.maximumPages) pages")
    }
}
