/// Decides when a fall is a *drop* worth telling to one person, and what the rule remembers afterwards.
///
/// A rule is edge-triggered: it is told once when it becomes true, and again only after the price (or the stock) has
/// recovered for ``Policy/rearmAfter`` and the rule becomes true anew. A further fall earns a further alert where the
/// person asked for drops as such: any lower price for "any drop", another whole step below the price last told for
/// "by a share" and "by an amount"; never for "below". Pure: no clock, no I/O.
public struct RuleDecider: Hashable, Sendable {
    /// What counts as a recovery.
    public struct Policy: Hashable, Sendable {
        /// How long the price must stay recovered; shorter flapping is one event.
        public var rearmAfter: Duration
        /// How far the price must be above the threshold, in hundredths of a percent; at least one minor unit.
        public var rearmBasisPoints: Int64

        /// One hour and 1 %, unless given.
        public init(rearmAfter: Duration = .seconds(3_600), rearmBasisPoints: Int64 = 100) {
            self.rearmAfter = rearmAfter
            self.rearmBasisPoints = rearmBasisPoints
        }
    }

    /// What a rule makes of an event.
    public struct Decision: Hashable, Sendable {
        /// What the rule remembers from now on.
        public var memory: RuleMemory
        /// Why the person is to be told; nil for nothing to tell.
        public var kind: Alert.Facts.Kind?
    }

    /// What counts as a recovery.
    public var policy: Policy

    /// A decider.
    public init(policy: Policy = Policy()) {
        self.policy = policy
    }

    /// The memory of a rule that begins at a product's present state.
    ///
    /// A rule that is already true at the start is not armed: the person sees it when asking, and is told when it
    /// becomes true again.
    ///
    /// - Parameters:
    ///   - rule: what the person asked for.
    ///   - price: the price that the person sees.
    ///   - availability: the availability that the person sees.
    ///   - lastCheckAt: when the product was checked last; changes confirmed until then are part of what is seen.
    public func start(_ rule: Rule, price: Money?, availability: Availability, lastCheckAt: Timestamp? = nil)
        -> RuleMemory
    {
        var memory = RuleMemory(reference: price, seenUntil: lastCheckAt)
        switch rule {
        case .below: memory.isArmed = !(price.map { isMet(rule, at: $0, reference: nil) } ?? false)
        case .backInStock: memory.isArmed = availability.canBeOrdered != true
        case .anyDrop, .dropByShare, .dropByAmount: memory.isArmed = true
        }
        // Nothing was told yet that a return could repeat, so stock that goes and comes back needs no time between.
        if rule == .backInStock, !memory.isArmed { memory.recoveredSince = Timestamp(milliseconds: 0) }
        return memory
    }

    /// What a rule makes of a confirmed change.
    public func decide(_ rule: Rule, memory: RuleMemory, change: PriceEvent.Change) -> Decision {
        if let seen = memory.seenUntil, change.confirmedAt <= seen { return Decision(memory: memory) }
        if rule == .backInStock { return decideStock(memory, change) }
        guard let new = change.after.price, !change.after.isGone else { return Decision(memory: memory) }
        if let old = change.before.price, old.currency != new.currency {
            return rebase(rule, memory, to: new, change.after.availability)
        }
        return decidePrice(rule, memory, from: change.before.price, to: new, at: change.confirmedAt)
    }

    private func decidePrice(_ rule: Rule, _ old: RuleMemory, from before: Money?, to new: Money, at time: Timestamp)
        -> Decision
    {
        var memory = old
        if memory.reference == nil { memory.reference = before ?? new }
        // What lasted stays earned, also where the price comes down again in steps that are none by themselves.
        if !memory.isArmed, let since = memory.recoveredSince, time - since >= policy.rearmAfter {
            memory.isArmed = true
            memory.recoveredSince = nil
        }
        let fell = before.map { new.isLess(than: $0) } ?? false
        let isTold: Bool
        if memory.isArmed {
            let isMet = rule == .anyDrop ? fell : isMet(rule, at: new, reference: memory.reference)
            isTold = isMet && (fell || before == nil)
        } else {
            isTold = fell && isFurtherFall(rule, to: new, told: memory.toldPrice)
        }
        guard isTold else {
            if !memory.isArmed { rearm(&memory, rule, at: new, time) }
            return Decision(memory: memory)
        }
        memory.isArmed = false
        memory.toldPrice = new
        memory.recoveredSince = nil
        return Decision(memory: memory, kind: .drop)
    }

    /// Notes since when the price is recovered.
    private func rearm(_ memory: inout RuleMemory, _ rule: Rule, at price: Money, _ time: Timestamp) {
        memory.recoveredSince = recovery(rule, memory, at: price, time)
        // What was true at the start and never told needs no time of recovery: nothing could be told twice.
        guard memory.toldPrice == nil, memory.recoveredSince != nil else { return }
        memory.isArmed = true
        memory.recoveredSince = nil
    }

    /// Since when the price is recovered, given what it is now.
    private func recovery(_ rule: Rule, _ memory: RuleMemory, at price: Money, _ time: Timestamp) -> Timestamp? {
        guard let threshold = rearmThreshold(rule, memory), threshold.currency == price.currency else {
            return memory.recoveredSince
        }
        let margin = max(1, threshold.share(basisPoints: policy.rearmBasisPoints))
        let (limit, overflow) = threshold.minorUnits.addingReportingOverflow(margin)
        guard !overflow, price.minorUnits >= limit else { return nil }
        return memory.recoveredSince ?? time
    }

    /// The price above which the rule could be earned anew.
    private func rearmThreshold(_ rule: Rule, _ memory: RuleMemory) -> Money? {
        switch rule {
        case .below, .dropByShare, .dropByAmount: rule.threshold(reference: memory.reference)
        case .anyDrop: memory.toldPrice
        case .backInStock: nil
        }
    }

    /// Whether a fall goes on far enough below the price last told to be told as well.
    private func isFurtherFall(_ rule: Rule, to new: Money, told: Money?) -> Bool {
        guard let told else { return false }
        switch rule {
        case .anyDrop: return new.isLess(than: told)
        case .dropByShare, .dropByAmount: return isMet(rule, at: new, reference: told)
        case .below, .backInStock: return false
        }
    }

    private func decideStock(_ old: RuleMemory, _ change: PriceEvent.Change) -> Decision {
        var memory = old
        let isThere = change.after.isGone ? false : change.after.availability.canBeOrdered
        guard let isThere else { return Decision(memory: memory) }
        guard isThere else {
            memory.recoveredSince = memory.recoveredSince ?? change.confirmedAt
            return Decision(memory: memory)
        }
        let wasMissing = change.before.isGone || change.before.availability.canBeOrdered == false
        guard wasMissing else { return Decision(memory: memory) }
        let hasBeenMissing = memory.recoveredSince.map { change.confirmedAt - $0 >= policy.rearmAfter } ?? false
        let isTold = memory.isArmed || hasBeenMissing
        memory.isArmed = false
        memory.recoveredSince = nil
        memory.toldPrice = change.after.price
        return Decision(memory: memory, kind: isTold ? .backInStock : nil)
    }

    /// Begins anew in another currency.
    ///
    /// A rule that names an amount of another one cannot be met any more: the person is asked, once for each currency
    /// that the shop turns to.
    private func rebase(_ rule: Rule, _ old: RuleMemory, to new: Money, _ availability: Availability) -> Decision {
        var memory = start(rule, price: new, availability: availability)
        memory.seenUntil = old.seenUntil
        memory.askedAbout = old.askedAbout
        guard let amount = rule.amount, amount.currency != new.currency, old.askedAbout != new.currency else {
            return Decision(memory: memory)
        }
        memory.askedAbout = new.currency
        return Decision(memory: memory, kind: .currencyChanged)
    }

    /// Whether a price meets a rule; false for a rule of another currency.
    public func isMet(_ rule: Rule, at price: Money, reference: Money?) -> Bool {
        switch rule {
        case .below(let limit):
            return price.isLess(than: limit)
        case .anyDrop:
            return reference.map { price.isLess(than: $0) } ?? false
        case .dropByShare, .dropByAmount:
            guard let threshold = rule.threshold(reference: reference) else { return false }
            return price.compare(to: threshold).map { $0 <= 0 } ?? false
        case .backInStock:
            return false
        }
    }
}

extension Rule {
    /// The amount that the rule names.
    var amount: Money? {
        switch self {
        case .below(let amount), .dropByAmount(let amount): amount
        case .anyDrop, .dropByShare, .backInStock: nil
        }
    }

    /// The highest price that meets a relative rule, or the limit of "below"; nil where the rule has none.
    ///
    /// The share is cut in the person's favour of certainty: a price must be *at least* the share below the reference,
    /// so the threshold is rounded down to whole minor units.
    public func threshold(reference: Money?) -> Money? {
        switch self {
        case .below(let limit):
            return limit
        case .dropByShare(let basisPoints):
            guard let reference, (1...Rule.maximumBasisPoints).contains(basisPoints) else { return nil }
            return Money(
                minorUnits: reference.share(basisPoints: Int64(10_000 - basisPoints)),
                currency: reference.currency
            )
        case .dropByAmount(let amount):
            guard let reference, reference.currency == amount.currency else { return nil }
            let (difference, overflow) = reference.minorUnits.subtractingReportingOverflow(amount.minorUnits)
            return overflow ? nil : Money(minorUnits: difference, currency: reference.currency)
        case .anyDrop, .backInStock:
            return nil
        }
    }
}
