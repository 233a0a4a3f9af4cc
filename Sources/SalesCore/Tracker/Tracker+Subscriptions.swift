extension Tracker {
    /// What a person may change of a subscription; what is nil stays.
    public struct Edit: Sendable {
        /// Another rule.
        public var rule: RuleRequest?
        /// Another interval; the inner nil is the installation's default.
        public var interval: Duration??
        /// Other channels.
        public var channels: [Channel]?
        /// Another time after an alert without others, at most ``Subscription/maximumCoolDown``; zero and the inner nil are
        /// no time.
        public var coolDown: Duration??
        /// Whether its alerts go into the person's digest.
        public var isInDigest: Bool?
        /// Whether to tell at once where a new rule is true already.
        public var tellsStanding: Bool
        /// Whether it is paused.
        public var isPaused: Bool?

        /// No change, unless given.
        public init(
            rule: RuleRequest? = nil,
            interval: Duration?? = nil,
            channels: [Channel]? = nil,
            coolDown: Duration?? = nil,
            isInDigest: Bool? = nil,
            tellsStanding: Bool = false,
            isPaused: Bool? = nil
        ) {
            self.rule = rule
            self.interval = interval
            self.channels = channels
            self.coolDown = coolDown
            self.isInDigest = isInDigest
            self.tellsStanding = tellsStanding
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
        if let coolDown = edit.coolDown { try checkCoolDown(coolDown) }
        let found = try await inStore { () async throws(StoreError) in try await store.product(productID) }
        guard let state = found?.state else { throw .noProduct(productID) }
        let rule = try edit.rule.map { (asked) throws(TrackingError) in try resolve(asked, at: state.price) }
        let former = try await inStore { () async throws(StoreError) in
            try await store.subscription(of: userID, to: productID)
        }
        guard let begun = rule ?? former?.rule else { throw .noProduct(productID) }
        let fresh = try await begin(begun, on: productID, at: state, tellingNow: edit.tellsStanding)
        let saved = try await save(of: userID, to: productID) { (present) throws(TrackingError) in
            guard let old = present else { throw .noProduct(productID) }
            let isPaused = edit.isPaused ?? old.isPaused
            let beginsAnew = rule != nil || (old.isPaused && !isPaused)
            return Subscription.Draft(
                userID: userID,
                productID: productID,
                rule: rule ?? old.rule,
                channels: edit.channels ?? old.channels,
                interval: edit.interval ?? old.interval,
                coolDown: Self.kept(edit.coolDown ?? old.coolDown),
                isInDigest: edit.isInDigest ?? old.isInDigest,
                isPaused: isPaused,
                memory: beginsAnew ? fresh : old.memory,
                createdAt: old.createdAt
            )
        }.subscription
        try await inStore { () async throws(StoreError) in try await tellStanding(saved, state) }
        return saved
    }

    /// What a rule remembers when it begins at a product's present state.
    func begin(
        _ rule: Rule,
        on product: ProductID,
        at state: ProductState,
        tellingNow: Bool
    ) async throws(TrackingError) -> RuleMemory {
        let moment = state.lastCheckAt ?? time.now
        let history = try await inStore { () async throws(StoreError) -> PriceHistory in
            try await self.history(of: product, before: moment, days: rule.daysNeeded)
        }
        var memory = settings.rules.start(
            rule,
            price: state.price,
            availability: state.availability,
            isGone: state.isGone,
            lastCheckAt: state.lastCheckAt,
            history: history
        )
        if tellingNow, !memory.isArmed { memory.tellsStanding = true }
        return memory
    }

    /// Makes the event that tells a person what is true already, where they asked for that.
    ///
    /// To all others it is no change.
    func tellStanding(_ subscription: Subscription, _ state: ProductState) async throws(StoreError) {
        guard subscription.memory.tellsStanding == true else { return }
        let now = time.now
        let change = PriceEvent.Change(
            before: state.confirmed,
            after: state.confirmed,
            oldLastReadAt: state.lastReadAt ?? now,
            seenAt: now,
            confirmedAt: now,
            lowestBefore: state.lowestPrice
        )
        try await store.addEvent(change, of: subscription.productID)
    }

    /// Ends a subscription.
    ///
    /// The product's history stays unless it is to be forgotten, which ends it for everybody.
    public func untrack(
        _ productID: ProductID,
        of userID: UserID = .local,
        forgetting: Bool = false
    ) async throws(TrackingError) {
        let isThere = try await inStore { () async throws(StoreError) in try await store.product(productID) != nil }
        guard isThere else { throw .noProduct(productID) }
        try await inStore { () async throws(StoreError) in
            if forgetting {
                try await store.removeProduct(productID)
            } else {
                try await store.removeSubscription(of: userID, to: productID)
            }
        }
    }

    /// Saves what becomes of a person's subscription, given what it is.
    ///
    /// Where it changed meanwhile it is read and decided again: a rule's memory that is written over a newer one would
    /// tell what was told, or forget what it told.
    func save(
        of userID: UserID,
        to productID: ProductID,
        _ draft: (Subscription?) throws(TrackingError) -> Subscription.Draft
    ) async throws(TrackingError) -> (subscription: Subscription, previous: Subscription?) {
        for _ in 0..<Self.maximumSaves {
            let previous = try await inStore { () async throws(StoreError) in
                try await store.subscription(of: userID, to: productID)
            }
            let draft = try draft(previous)
            let saved = try await inStore { () async throws(StoreError) in
                try await store.save(draft, expectedVersion: previous?.version ?? 0, dueAt: time.now)
            }
            if let saved { return (saved, previous) }
            let isThere = try await inStore { () async throws(StoreError) in try await store.product(productID) != nil }
            guard isThere else { throw .noProduct(productID) }
        }
        let message = "Your subscription to product \(productID) is being changed by somebody else. Try again."
        throw .store(StoreError(.locked, advice: .later(after: nil), message: message))
    }

    /// Rounds with somebody who changes the same subscription all the while.
    private static let maximumSaves = 8

    func checkInterval(_ interval: Duration?) throws(TrackingError) {
        guard let interval, interval < settings.pace.minimumInterval else { return }
        throw .interval(interval, least: settings.pace.minimumInterval)
    }

    func checkCoolDown(_ coolDown: Duration?) throws(TrackingError) {
        guard let coolDown, !(.zero...Subscription.maximumCoolDown).contains(coolDown) else { return }
        throw .coolDown(coolDown, longest: Subscription.maximumCoolDown)
    }

    /// A cool-down as it is kept: none is nil.
    static func kept(_ coolDown: Duration?) -> Duration? { coolDown == .zero ? nil : coolDown }

    func resolve(_ rule: RuleRequest, at price: Money?) throws(TrackingError) -> Rule {
        do {
            return try rule.resolved(at: price)
        } catch {
            throw .rule(error)
        }
    }

    /// Asks the store, whose failure is told in our own terms.
    func inStore<Answer>(_ work: () async throws(StoreError) -> Answer) async throws(TrackingError) -> Answer {
        do {
            return try await work()
        } catch {
            throw .store(error)
        }
    }
}
