import SalesCore
import SalesTesting

extension SabotagedStore: OverviewStore {
    /// What it wraps, as a store of overviews.
    func overviews() throws(StoreError) -> any OverviewStore {
        guard let store = store as? any OverviewStore else {
            throw StoreError(.other, message: "The store that is sabotaged knows no overviews.")
        }
        return store
    }

    func followedProducts(
        of user: UserID,
        matching filter: FollowedFilter,
        by order: FollowedOrder,
        history: Range<Int64>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<FollowedProduct> {
        let asked = Asked(user: user, filter: filter, order: order, history: history)
        switch overviewSabotage {
        case .losesBetweenPages, .repeatsOnPages:
            return try await pageByOffset(asked, after: token, limit: limit)
        case .takesAnyToken where token != nil:
            do {
                return try await page(asked, after: token, limit: limit)
            } catch {
                return try await page(asked, after: nil, limit: limit)
            }
        default: break
        }
        if let resorted = try await resorted(asked, limit: limit) { return resorted }
        if let found = try await foundOtherwise(asked, limit: limit) { return found }
        var listed = try await page(asked, after: token, limit: limit)
        switch overviewSabotage {
        case .listsEverybodys where listed.next == nil:
            for other in try await others(than: user) { listed.elements += try await all(asked.by(other)) }
        case .leavesOutPaused: listed.elements.removeAll { $0.subscription.isPaused }
        case .forgetsWebsites:
            for index in listed.elements.indices {
                let id = listed.elements[index].product.websiteID
                listed.elements[index].website = Website(id: id, host: "", name: "")
            }
        case .listsFormerNames:
            for index in listed.elements.indices { listed.elements[index].product.name = "Kettle" }
        case .forgetsDays:
            for index in listed.elements.indices { listed.elements[index].recent = [] }
        default: break
        }
        return listed
    }

    func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) async throws(StoreError) -> FollowedDetail? {
        let found = try await overviews().followedProduct(product, of: user, history: wider(history), alerts: alerts)
        guard var detail = found else {
            guard overviewSabotage == .showsWhatOthersFollow else { return nil }
            for other in try await others(than: user) {
                let theirs = try await overviews().followedProduct(product, of: other, history: history, alerts: alerts)
                if let theirs { return theirs }
            }
            return nil
        }
        switch (overviewSabotage, history, detail.history) {
        case (.forgetsNames, _, _): detail.product.name = "Kettle"
        case (.keepsTheFirstRows, .changes(_, let limit), .changes(let points, let before)):
            detail.history = .changes(Array(points.prefix(limit)), before: before)
        case (.forgetsTheRowBefore, _, .changes(let points, _)): detail.history = .changes(points, before: nil)
        case (.startsBeforeTheSpan, .changes(let span, _), .changes(let points, _)):
            let earlier = try await store.prices(
                of: product,
                in: Sample.allTime.lowerBound..<span.lowerBound,
                after: nil,
                limit: maximumPageSize
            )
            detail.history = .changes(points, before: earlier.elements.last)
        default: break
        }
        detail.alerts = try await told(detail, alerts)
        return detail
    }

    func followedCount(of user: UserID) async throws(StoreError) -> Int {
        switch overviewSabotage {
        case .countsEverybodys: try await subscriptions().count
        case .countsActive: try await subscriptions().count { $0.userID == user && !$0.isPaused }
        default: try await overviews().followedCount(of: user)
        }
    }

    // MARK: - Lists

    /// What a list is asked for.
    private struct Asked {
        var user: UserID
        var filter: FollowedFilter
        var order: FollowedOrder
        var history: Range<Int64>

        func by(_ other: UserID) -> Asked {
            var asked = self
            asked.user = other
            return asked
        }
    }

    /// The page as the wrapped store has it.
    private func page(_ asked: Asked, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<FollowedProduct>
    {
        var days = asked.history
        if overviewSabotage == .listsFurtherDays { days = (days.lowerBound - 1)..<(days.upperBound + 1) }
        return try await overviews().followedProducts(
            of: asked.user,
            matching: asked.filter,
            by: asked.order,
            history: days,
            after: token,
            limit: limit
        )
    }

    /// All that a list has.
    private func all(_ asked: Asked) async throws(StoreError) -> [FollowedProduct] {
        try await page(asked, after: nil, limit: maximumPageSize).elements
    }

    private func subscriptions() async throws(StoreError) -> [Subscription] {
        try await store.subscriptions(matching: SubscriptionFilter(), after: nil, limit: maximumPageSize).elements
    }

    private func others(than user: UserID) async throws(StoreError) -> [UserID] {
        Set(try await subscriptions().map(\.userID)).filter { $0 != user }.sorted()
    }

    /// Pages by how many were listed before.
    private func pageByOffset(_ asked: Asked, after token: PageToken?, limit: Int) async throws(StoreError)
        -> Page<FollowedProduct>
    {
        let offset = token.flatMap { Int($0.text) } ?? 0
        let rest = try await all(asked).dropFirst(offset)
        let elements = Array(rest.prefix(max(1, limit)))
        guard elements.count < rest.count else { return Page(elements: elements, next: nil) }
        // The next page begins with what this one ended with, where it does not end at once.
        let step = overviewSabotage == .repeatsOnPages && elements.count > 1 ? elements.count - 1 : elements.count
        return Page(elements: elements, next: PageToken(text: String(offset + step)))
    }

    /// A list in the order that the sabotage gives it, on one page; nil where it gives none.
    private func resorted(_ asked: Asked, limit: Int) async throws(StoreError) -> Page<FollowedProduct>? {
        let rows = try await all(asked)
        let sorted: [FollowedProduct]
        switch (overviewSabotage, asked.order) {
        case (.listsOldestFirst, .newest), (.listsInOneOrder, _):
            sorted = rows.sorted { $0.subscription.id < $1.subscription.id }
        case (.comparesLetterCase, .name):
            sorted = rows.sorted { ($0.product.name, $0.subscription.id) < ($1.product.name, $1.subscription.id) }
        case (.comparesWholeNames, .name):
            sorted = rows.sorted { $0.product.name.lowercased() < $1.product.name.lowercased() }
        case (.listsUnchangedFirst, .changed):
            sorted =
                rows.filter { $0.product.state.priceSince == nil }
                + rows.filter { $0.product.state.priceSince != nil }
        case (.listsUncheckedLast, .checked):
            sorted =
                rows.filter { $0.product.state.lastCheckAt != nil }
                + rows.filter { $0.product.state.lastCheckAt == nil }
        case (.mixesCurrencies, .price):
            sorted = rows.sorted {
                ($0.product.state.price?.minorUnits ?? .max, $0.subscription.id)
                    < ($1.product.state.price?.minorUnits ?? .max, $1.subscription.id)
            }
        default: return nil
        }
        return Page(elements: sorted, next: nil)
    }

    /// What the sabotage finds, on one page; nil where it looks for nothing.
    private func foundOtherwise(_ asked: Asked, limit: Int) async throws(StoreError) -> Page<FollowedProduct>? {
        var wide = asked
        switch overviewSabotage {
        case .findsInNamesOnly, .findsByLetterCase, .findsByPattern: wide.filter.text = nil
        case .findsPartsOfHosts: wide.filter.host = nil
        case .takesGoneForAvailable, .takesAllForMet: wide.filter.state = .any
        case .joinsPartsByOr: wide.filter = .all
        default: return nil
        }
        guard wide.filter != asked.filter else { return nil }
        let text = asked.filter.text ?? ""
        var kept: [FollowedProduct] = []
        for row in try await all(wide) {
            let keeps: Bool
            switch overviewSabotage {
            case .findsInNamesOnly: keeps = text.isEmpty || row.product.name.lowercased().contains(text.lowercased())
            case .findsByLetterCase:
                keeps = text.isEmpty || row.product.name.contains(text) || row.product.url.absoluteString.contains(text)
            case .findsByPattern: keeps = text.contains { $0 == "%" || $0 == "_" } || row.product.name.contains(text)
            case .findsPartsOfHosts: keeps = row.website.host.hasSuffix(asked.filter.host ?? "")
            case .takesGoneForAvailable:
                keeps = asked.filter.state != .unavailable || row.product.state.availability.canBeOrdered == false
            case .takesAllForMet:
                keeps = asked.filter.state != .met || row.subscription.memory.triggers.first?.isArmed == false
            default:
                keeps =
                    row.website.host == asked.filter.host || row.product.name.lowercased().contains(text)
                    || asked.filter.state == .any
            }
            if keeps { kept.append(row) }
        }
        return Page(elements: kept, next: nil)
    }

    // MARK: - Single products

    private func wider(_ history: HistoryRequest) -> HistoryRequest {
        switch (overviewSabotage, history) {
        case (.ignoresRanges, .days): .days(-1_000_000..<1_000_000)
        case (.ignoresRanges, .changes(_, let limit)): .changes(Sample.allTime, limit: limit)
        case (.keepsTheFirstRows, .changes(let span, _)): .changes(span, limit: maximumPageSize)
        default: history
        }
    }

    /// The alerts that the sabotage shows of a product.
    private func told(_ detail: FollowedDetail, _ limit: Int) async throws(StoreError) -> [Alert] {
        var filter = AlertFilter(userID: detail.subscription.userID, productID: detail.product.id)
        switch overviewSabotage {
        case .showsOthersAlerts: filter.userID = nil
        case .showsOldestAlerts, .ignoresAlertLimits: break
        default: return detail.alerts
        }
        let all = try await store.alerts(matching: filter, after: nil, limit: maximumPageSize).elements
        switch overviewSabotage {
        case .showsOldestAlerts: return Array(all.reversed().prefix(max(limit, 0)))
        case .ignoresAlertLimits: return all
        default: return Array(all.prefix(max(limit, 0)))
        }
    }
}
