extension Tracker {
    /// Follows a product: looks at it at once, and saves it with the rule and the first reading.
    ///
    /// Nothing is saved where the page gives no price, unless the request insists, or the product is sold out and the
    /// person asked to be told when it is back.
    public func track(_ request: TrackRequest) async throws(TrackingError) -> Tracked {
        let url = try canonicalURL(request.url)
        try checkInterval(request.interval)
        try checkCoolDown(request.coolDown)
        try checkPin(request.selection)
        let look = await look(at: url, selection: request.selection)
        guard look.isTrackable(for: request) else { throw .noAnswer(look) }
        let others = try await inStore { () async throws(StoreError) in try await products(of: url) }
        let existing = others.first { $0.selection.isSame(as: request.selection) }
        let price = existing?.state.price ?? look.reading.offer?.price
        let rule = try request.rule.map { (asked) throws(TrackingError) in try resolve(asked, at: price) }
        let now = time.now
        let new = Product.New(
            host: url.site,
            url: url,
            selection: request.selection,
            name: look.extraction?.name ?? String(url.absoluteString.prefix(Product.maximumNameLength)),
            nextCheckAt: now,
            createdAt: now
        )
        let known = try await inStore { () async throws(StoreError) in try await store.addProduct(new) }
        // Before anybody follows it nobody else checks a new product: this look is its first reading.
        let (isRecorded, seen) = try await inStore { () async throws(StoreError) in
            try await record(look, for: known.product)
        }
        // This look may have confirmed a change: price and moment are of one state.
        var present = seen.state
        if present.price == nil { present.price = price }
        if known.isNew { present.availability = look.availability }
        let fresh = try await begin(rule ?? .anyDrop, on: seen.id, at: present, tellingNow: request.tellsStanding)
        let saved = try await save(of: request.userID, to: known.product.id) { (previous) throws(TrackingError) in
            let kept = rule == nil ? previous : nil
            return Subscription.Draft(
                userID: request.userID,
                productID: known.product.id,
                rule: rule ?? kept?.rule ?? .anyDrop,
                channels: request.channels.isEmpty ? previous?.channels ?? [] : request.channels,
                interval: request.interval ?? previous?.interval,
                coolDown: Self.kept(request.coolDown ?? previous?.coolDown),
                isInDigest: request.isInDigest ?? previous?.isInDigest ?? false,
                memory: kept?.memory ?? fresh,
                createdAt: previous?.createdAt ?? now
            )
        }
        let product = try await inStore { () async throws(StoreError) in
            if isRecorded { try await schedule(seen.id, after: look, inStepWith: others) }
            try await tellStanding(saved.subscription, present)
            return try await store.product(seen.id) ?? seen
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
        try await PagedElements { [store] (token) async throws(StoreError) in
            try await store.products(matching: ProductFilter(url: url), after: token, limit: maximumPageSize)
        }.all()
    }

    /// Saves a look that was just made as the product's check; where somebody else is checking it, theirs counts.
    private func record(
        _ look: Look,
        for product: Product
    ) async throws(StoreError) -> (isRecorded: Bool, product: Product) {
        let request = CheckRequest(
            limit: 1,
            lease: settings.lease,
            horizon: settings.patience,
            policy: settings.hosts,
            products: [product.id]
        )
        var isRecorded = false
        for claimed in try await store.claimChecks(request) {
            isRecorded = await settle(claimed, look).nextCheckAt != nil
        }
        return (isRecorded, try await store.product(product.id) ?? product)
    }

    /// Sets the next check of a product that was just looked at, now that it is known how often it is to be checked.
    ///
    /// Products of one URL are due together where they can be, so that one fetch answers for all of them.
    private func schedule(
        _ id: ProductID,
        after look: Look,
        inStepWith others: [Product]
    ) async throws(StoreError) {
        guard let product = try await store.product(id), product.activeFollowers > 0 else { return }
        let standard = settings.pace.interval
        let interval = product.interval(default: standard)
        var random = random
        var due =
            time.now
            + settings.pace.delay(
                after: product.state,
                asked: interval,
                retryAfter: look.retryAfter,
                using: &random
            )
        let companion = others.first { other in
            other.id != id && other.activeFollowers > 0 && other.interval(default: standard) == interval
        }
        if let companion, product.state.quarantine == nil, product.state.consecutiveFailures == 0 {
            due = min(due, companion.nextCheckAt)
        }
        try await store.scheduleCheck(of: id, at: due)
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
