import SalesCore
import SalesTesting

extension SabotagedStore: InstallationStore {
    /// What it wraps, as a store that tells of an installation.
    private func installation() throws(StoreError) -> any InstallationStore {
        guard let store = store as? any InstallationStore else {
            throw StoreError(.other, message: "The store that is sabotaged tells of no installation.")
        }
        return store
    }

    func totals(since time: Timestamp) async throws(StoreError) -> InstallationTotals {
        var totals = try await installation().totals(since: time)
        let ever = try await installation().totals(since: Timestamp(milliseconds: .min))
        switch installationSabotage {
        case .countsMailOnly: totals.verifiedPeople -= 1
        case .countsPausedAsFollowed: totals.followedProducts = totals.products
        case .countsAllAsActive: totals.activeSubscriptions += totals.pausedSubscriptions
        case .leavesOutTheLocalUser: totals.people -= 1
        case .countsAlertsOfAllTime: totals.alerts = ever.alerts
        case .countsEventsOfAllTime: totals.events = ever.events
        case .countsSettledOnly: totals.alerts[.pending] = 0
        case .countsAfterTheMoment:
            totals = try await installation().totals(since: time + .milliseconds(1))
        default: break
        }
        return totals
    }

    func popularProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        switch installationSabotage {
        case .listsUnfollowed:
            let listed = try await ranked(after: token, limit: limit) { (token, limit) throws(StoreError) in
                try await installation().popularProducts(after: token, limit: limit)
            }
            let all = try await products()
            return Page(elements: listed.elements + all.filter { $0.activeFollowers == 0 }, next: listed.next)
        case .ranksByAllFollowers:
            let subscriptions = try await store.subscriptions(
                matching: SubscriptionFilter(),
                after: nil,
                limit: maximumPageSize
            ).elements
            let counts = Dictionary(grouping: subscriptions, by: \.productID).mapValues(\.count)
            let followed = try await products().filter { $0.activeFollowers > 0 }
            return Page(elements: followed.sorted { counts[$0.id, default: 0] > counts[$1.id, default: 0] }, next: nil)
        default:
            return try await ranked(after: token, limit: limit) { (token, limit) throws(StoreError) in
                try await installation().popularProducts(after: token, limit: limit)
            }
        }
    }

    func failingProducts(after token: PageToken?, limit: Int) async throws(StoreError) -> Page<Product> {
        var listed = try await ranked(after: token, limit: limit) { (token, limit) throws(StoreError) in
            try await installation().failingProducts(after: token, limit: limit)
        }
        switch installationSabotage {
        case .leavesOutBroken: listed.elements.removeAll { $0.state.consecutiveFailures == 0 }
        case .leavesOutUnfollowed: listed.elements.removeAll { $0.activeFollowers == 0 }
        default: break
        }
        return listed
    }

    func latestEvents(limit: Int) async throws(StoreError) -> [LatestEvent] {
        let events = try await installation().latestEvents(limit: limit)
        switch installationSabotage {
        case .tellsOldestFirst: return events.reversed()
        case .tellsAllEvents: return try await installation().latestEvents(limit: maximumPageSize)
        case .tellsFormerProducts:
            return events.map { latest in
                var former = latest
                former.product.state.price = latest.event.change.before.price
                return former
            }
        default: return events
        }
    }

    private func products() async throws(StoreError) -> [Product] {
        try await store.products(matching: .all, after: nil, limit: maximumPageSize).elements
    }

    /// A list, spoiled as the sabotage says.
    private func ranked(
        after token: PageToken?,
        limit: Int,
        _ fetch: (PageToken?, Int) async throws(StoreError) -> Page<Product>
    ) async throws(StoreError) -> Page<Product> {
        switch installationSabotage {
        case .ranksByNumber:
            let all = try await fetch(nil, maximumPageSize).elements
            return Page(elements: all.sorted { $0.id < $1.id }, next: nil)
        case .listsLeastFirst:
            return Page(elements: try await fetch(nil, maximumPageSize).elements.reversed(), next: nil)
        case .losesBetweenPages, .repeatsOnPages:
            let offset = token.flatMap { Int($0.text) } ?? 0
            let rest = try await fetch(nil, maximumPageSize).elements.dropFirst(offset)
            let elements = Array(rest.prefix(max(1, limit)))
            guard elements.count < rest.count else { return Page(elements: elements, next: nil) }
            let repeats = installationSabotage == .repeatsOnPages && elements.count > 1
            return Page(
                elements: elements,
                next: PageToken(text: String(offset + elements.count - (repeats ? 1 : 0)))
            )
        case .takesAnyToken where token != nil:
            do {
                return try await fetch(token, limit)
            } catch {
                return try await fetch(nil, limit)
            }
        default: return try await fetch(token, limit)
        }
    }
}
