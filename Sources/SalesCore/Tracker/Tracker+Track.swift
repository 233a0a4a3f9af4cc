extension Tracker {
    /// Follows a product: looks at it at once, and saves it with the rule and the first reading.
    ///
    /// Nothing is saved where the page gives no price, unless the request insists, or the product is sold out and the
    /// person asked to be told when it is back.
    public func track(_ request: TrackRequest) async throws(TrackingError) -> Tracked {
        let url = try canonicalURL(request.url)
        try checkInterval(request.interval)
        try checkPin(request.selection)
        let look = await look(at: url, selection: request.selection)
        guard look.isTrackable(for: request) else { throw .noAnswer(look) }
        let others = try await inStore { () async throws(StoreError) in try await products(of: url) }
        let existing = others.first { $0.selection.isSame(as: request.selection) }
        let price = existing?.state.price ?? look.reading.offer?.price
        if let meant = request.amountCurrency, let price, price.currency != meant {
            let reason = "The rule names an amount in \(meant), but the price there is \(price). Give a new rule."
            throw .rule(RuleRequest.Invalid(description: reason))
        }
        let rule = try request.rule.map { (asked) throws(TrackingError) in try resolve(asked, at: price) }
        let now = time.now
        let new = Product.New(
            host: url.site,
            url: url,
            selection: request.selection,
            name: look.extraction?.name ?? url.absoluteString,
            nextCheckAt: now,
            createdAt: now
        )
        let known = try await inStore { () async throws(StoreError) in try await store.addProduct(new) }
        let availability = known.isNew ? look.availability : known.product.state.availability
        let saved = try await save(of: request.userID, to: known.product.id) { (previous) throws(TrackingError) in
            let kept = rule == nil ? previous : nil
            return Subscription.Draft(
                userID: request.userID,
                productID: known.product.id,
                rule: rule ?? kept?.rule ?? .anyDrop,
                channels: request.channels.isEmpty ? previous?.channels ?? [] : request.channels,
                interval: request.interval ?? previous?.interval,
                memory: kept?.memory
                    ?? settings.rules.start(rule ?? .anyDrop, price: price, availability: availability),
                createdAt: previous?.createdAt ?? now
            )
        }
        let product = try await inStore { () async throws(StoreError) in
            try await record(look, for: known.product, inStepWith: others)
        }
        return Tracked(
            product: product,
            subscription: saved.subscription,
            look: look,
            isNewProduct: known.isNew,
            previous: saved.previous,
            isAlreadyMet: !saved.subscription.memory.isArmed
        )
    }

    /// The one URL that names a product, whatever spelling of it a person gives.
    public func canonicalURL(_ text: String) throws(TrackingError) -> PageURL {
        do {
            let url = try PageURL(text)
            return adapters.adapter(for: url).canonical(url)
        } catch {
            throw .url(error)
        }
    }

    private func checkPin(_ selection: Selection) throws(TrackingError) {
        do {
            _ = try Pin(selection)
        } catch {
            throw .pin(error)
        }
    }

    /// All products of a URL: its own and those of pins.
    private func products(of url: PageURL) async throws(StoreError) -> [Product] {
        var found: [Product] = []
        var token: PageToken?
        repeat {
            let page = try await store.products(matching: ProductFilter(url: url), after: token, limit: maximumPageSize)
            found += page.elements
            token = page.next
        } while token != nil
        return found
    }

    /// Saves a look that was just made as the product's check; where somebody else is checking it, theirs counts.
    ///
    /// Products of one URL are then due together, so that one fetch answers for all of them.
    private func record(
        _ look: Look,
        for product: Product,
        inStepWith others: [Product]
    ) async throws(StoreError) -> Product {
        let request = CheckRequest(
            limit: 1,
            lease: settings.lease,
            horizon: settings.patience,
            policy: settings.hosts,
            products: [product.id]
        )
        for claimed in try await store.claimChecks(request) {
            let report = await settle(claimed, look)
            let companion = others.first { other in
                other.id != product.id && other.activeFollowers > 0 && other.interval == claimed.product.interval
            }
            if let companion, report.state.quarantine == nil, report.state.consecutiveFailures == 0 {
                try await store.scheduleCheck(of: product.id, at: companion.nextCheckAt)
            }
        }
        return try await store.product(product.id) ?? product
    }
}

extension Look {
    /// The availability that was read, with or without a price.
    public var availability: Availability {
        switch reading {
        case .offer(let offer): offer.availability
        case .noPrice(let availability): availability
        case .ambiguous, .blocked, .gone, .failed: .unknown
        }
    }

    fileprivate func isTrackable(for request: TrackRequest) -> Bool {
        if reading.offer != nil || request.isInsisting { return true }
        return request.rule == .backInStock && availability.canBeOrdered == false
    }
}
