/// Why something that a person asked for was not done; nothing was changed.
public enum TrackingError: Error, Sendable, CustomStringConvertible {
    /// The text is no URL that can be tracked.
    case url(PageURL.Invalid)
    /// The rule cannot be used.
    case rule(RuleRequest.Invalid)
    /// The page gave no usable answer.
    case noAnswer(Look)
    /// There is no such product, or the person does not follow it.
    case noProduct(ProductID)
    /// The interval is outside of what is allowed.
    case interval(Duration, least: Duration)
    /// The store failed.
    case store(StoreError)

    /// The error that a mixed block of work threw, in our own terms.
    init(_ error: any Error) {
        switch error {
        case let error as TrackingError: self = error
        case let error as StoreError: self = .store(error)
        default: self = .store(StoreError(.other, message: "\(error)"))
        }
    }

    /// What happened, for people.
    public var description: String {
        switch self {
        case .url(let error): error.description
        case .rule(let error): error.description
        case .noAnswer(let look): look.reading.reason.map { "Not tracked: \($0)." } ?? "Not tracked."
        case .noProduct(let id): "There is no product \(id) that you follow."
        case .interval(let asked, let least): "An interval of \(asked) is not allowed; the shortest is \(least)."
        case .store(let error): error.description
        }
    }
}

/// What a person asks to be told about a product.
public struct TrackRequest: Sendable {
    /// The product's URL as the person wrote it.
    public var url: String
    /// Which of the page's prices is meant.
    public var selection: Selection
    /// What the person wants to be told; nil for what they asked before, or every drop.
    public var rule: RuleRequest?
    /// How often to check at least; nil for what they asked before, or the installation's default.
    public var interval: Duration?
    /// How to reach the person; empty for what they asked before, or every channel that is set up.
    public var channels: [Channel]
    /// Who asks.
    public var userID: UserID
    /// Whether to track it even though the page gives no price now.
    public var isInsisting: Bool

    /// A request.
    public init(
        url: String,
        selection: Selection = .page,
        rule: RuleRequest? = nil,
        interval: Duration? = nil,
        channels: [Channel] = [],
        userID: UserID = .local,
        isInsisting: Bool = false
    ) {
        self.url = url
        self.selection = selection
        self.rule = rule
        self.interval = interval
        self.channels = channels
        self.userID = userID
        self.isInsisting = isInsisting
    }
}

/// What tracking a product gave.
public struct Tracked: Sendable {
    /// The product as it is now.
    public var product: Product
    /// The subscription as it is now.
    public var subscription: Subscription
    /// What the page said.
    public var look: Look
    /// Whether the product was not there before.
    public var isNewProduct: Bool
    /// What the person had asked before; nil where they did not follow it.
    public var previous: Subscription?
    /// Whether the rule is true already, so that the next alert comes only after it was untrue.
    public var isAlreadyMet: Bool
}

extension Tracker {
    /// Follows a product: looks at it at once, and saves it with the rule and the first reading.
    ///
    /// Nothing is saved where the page gives no price, unless the request insists, or the product is sold out and the
    /// person asked to be told when it is back.
    public func track(_ request: TrackRequest) async throws(TrackingError) -> Tracked {
        let url = try canonicalURL(request.url)
        try checkInterval(request.interval)
        let look = await look(at: url, selection: request.selection)
        guard look.isTrackable(for: request) else { throw .noAnswer(look) }
        let now = time.now
        do {
            let existing = try await find(url, request.selection)
            let price = existing?.state.price ?? look.reading.offer?.price
            let previous = try await followed(existing, by: request.userID)
            let rule = try request.rule.map { (asked) throws(TrackingError) in try resolve(asked, at: price) }
            let known = try await store.addProduct(
                Product.New(
                    host: url.site,
                    url: url,
                    selection: request.selection,
                    name: look.extraction?.name ?? url.absoluteString,
                    nextCheckAt: now,
                    createdAt: now
                )
            )
            let availability = known.isNew ? look.availability : known.product.state.availability
            let kept = rule == nil ? previous : nil
            let memory =
                kept?.memory ?? settings.rules.start(rule ?? .anyDrop, price: price, availability: availability)
            let draft = Subscription.Draft(
                userID: request.userID,
                productID: known.product.id,
                rule: rule ?? kept?.rule ?? .anyDrop,
                channels: request.channels.isEmpty ? previous?.channels ?? [] : request.channels,
                interval: request.interval ?? previous?.interval,
                memory: memory,
                createdAt: previous?.createdAt ?? now
            )
            guard let subscription = try await store.save(draft, expectedVersion: nil, dueAt: now) else {
                throw TrackingError.noProduct(known.product.id)
            }
            let product = try await record(look, for: known.product)
            return Tracked(
                product: product,
                subscription: subscription,
                look: look,
                isNewProduct: known.isNew,
                previous: previous,
                isAlreadyMet: !memory.isArmed
            )
        } catch {
            throw TrackingError(error)
        }
    }

    private func followed(_ product: Product?, by user: UserID) async throws(StoreError) -> Subscription? {
        guard let product else { return nil }
        return try await store.subscription(of: user, to: product.id)
    }

    private func find(_ url: PageURL, _ selection: Selection) async throws(StoreError) -> Product? {
        var token: PageToken?
        repeat {
            let page = try await store.products(matching: ProductFilter(url: url), after: token, limit: maximumPageSize)
            if let found = page.elements.first(where: { $0.selection == selection }) { return found }
            token = page.next
        } while token != nil
        return nil
    }

    /// Saves a look that was just made as the product's check; where somebody else is checking it, theirs counts.
    private func record(_ look: Look, for product: Product) async throws(StoreError) -> Product {
        let request = CheckRequest(
            limit: 1,
            lease: settings.lease,
            horizon: settings.patience,
            policy: settings.hosts,
            products: [product.id]
        )
        for claimed in try await store.claimChecks(request) { _ = await settle(claimed, look) }
        return try await store.product(product.id) ?? product
    }

    /// What a person may change of a subscription; what is nil stays.
    public struct Edit: Sendable {
        /// Another rule.
        public var rule: RuleRequest?
        /// Another interval; the inner nil is the installation's default.
        public var interval: Duration??
        /// Other channels.
        public var channels: [Channel]?
        /// Whether it is paused.
        public var isPaused: Bool?

        /// No change, unless given.
        public init(
            rule: RuleRequest? = nil,
            interval: Duration?? = nil,
            channels: [Channel]? = nil,
            isPaused: Bool? = nil
        ) {
            self.rule = rule
            self.interval = interval
            self.channels = channels
            self.isPaused = isPaused
        }
    }

    /// Changes a subscription.
    ///
    /// A new rule, and one that is resumed, begins anew at the present price.
    public func edit(
        _ productID: ProductID,
        of userID: UserID = .local,
        _ edit: Edit
    ) async throws(TrackingError) -> Subscription {
        if let interval = edit.interval { try checkInterval(interval) }
        do {
            guard let product = try await store.product(productID),
                let old = try await store.subscription(of: userID, to: productID)
            else { throw TrackingError.noProduct(productID) }
            let rule = try edit.rule.map { (asked) throws(TrackingError) in
                try resolve(asked, at: product.state.price)
            }
            let isPaused = edit.isPaused ?? old.isPaused
            let isResumed = old.isPaused && !isPaused
            let state = product.state
            let memory =
                rule != nil || isResumed
                ? settings.rules.start(rule ?? old.rule, price: state.price, availability: state.availability)
                : old.memory
            let draft = Subscription.Draft(
                userID: userID,
                productID: productID,
                rule: rule ?? old.rule,
                channels: edit.channels ?? old.channels,
                interval: edit.interval ?? old.interval,
                isPaused: isPaused,
                memory: memory,
                createdAt: old.createdAt
            )
            guard let saved = try await store.save(draft, expectedVersion: nil, dueAt: time.now) else {
                throw TrackingError.noProduct(productID)
            }
            return saved
        } catch {
            throw TrackingError(error)
        }
    }

    /// Ends a subscription.
    ///
    /// The product's history stays unless it is to be forgotten, which ends it for everybody.
    public func untrack(
        _ productID: ProductID,
        of userID: UserID = .local,
        forgetting: Bool = false
    ) async throws(TrackingError) {
        do {
            guard try await store.product(productID) != nil else { throw TrackingError.noProduct(productID) }
            if forgetting {
                try await store.removeProduct(productID)
            } else {
                try await store.removeSubscription(of: userID, to: productID)
            }
        } catch {
            throw TrackingError(error)
        }
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

    private func checkInterval(_ interval: Duration?) throws(TrackingError) {
        guard let interval, interval < settings.pace.minimumInterval else { return }
        throw .interval(interval, least: settings.pace.minimumInterval)
    }

    private func resolve(_ rule: RuleRequest, at price: Money?) throws(TrackingError) -> Rule {
        do {
            return try rule.resolved(at: price)
        } catch {
            throw .rule(error)
        }
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
