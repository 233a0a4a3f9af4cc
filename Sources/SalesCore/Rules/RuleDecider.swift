/// Decides when a change is worth telling to one person, and what the rule remembers afterwards.
///
/// A rule is edge-triggered: an alternative is told once when it becomes true, and again only after it was clearly
/// untrue for ``Policy/rearmAfter`` and becomes true anew. A further fall earns a further alert where the person asked
/// for drops as such: any lower price for "any drop" and "lowest", another whole step below the price last told for a
/// share or an amount since the last alert; never for "below". Pure: no clock, no I/O.
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
        /// The moment before which they are not to be told; nil for at once.
        public var notBefore: Timestamp?

        /// A decision.
        public init(memory: RuleMemory, kind: Alert.Facts.Kind? = nil, notBefore: Timestamp? = nil) {
            self.memory = memory
            self.kind = kind
            self.notBefore = notBefore
        }
    }

    /// What counts as a recovery.
    public var policy: Policy

    /// A decider.
    public init(policy: Policy = Policy()) {
        self.policy = policy
    }

    /// The memory of a rule that begins at a product's present state.
    ///
    /// An alternative that is already true at the start is not armed: the person sees it when asking, and is told when
    /// it becomes true again.
    ///
    /// - Parameters:
    ///   - rule: what the person asked for.
    ///   - price: the price that the person sees.
    ///   - availability: the availability that the person sees.
    ///   - isGone: whether the person sees that the product is no more.
    ///   - lastCheckAt: when the product was checked last; changes confirmed until then are part of what is seen.
    ///   - history: the product's past, for rules that measure from it.
    public func start(
        _ rule: Rule,
        price: Money?,
        availability: Availability,
        isGone: Bool = false,
        lastCheckAt: Timestamp? = nil,
        history: PriceHistory = .none
    ) -> RuleMemory {
        var memory = RuleMemory(reference: price, seenUntil: lastCheckAt)
        let side = PriceEvent.Side(price: price, availability: availability, isGone: isGone)
        let scene = RuleScene(standingAt: side, history: history, memory: memory, policy: policy)
        memory.triggers = rule.alternatives.map { RuleMemory.Trigger(isArmed: !scene.holds($0)) }
        return memory
    }

    /// What a rule makes of a confirmed change.
    ///
    /// - Parameters:
    ///   - rule: what the person asked for.
    ///   - memory: what the rule remembers.
    ///   - change: the change.
    ///   - history: the product's past, for rules that measure from it.
    ///   - coolDown: how long after an alert no other is wanted; what becomes true in between is told at its end, if it
    ///     is still so then.
    public func decide(
        _ rule: Rule,
        memory old: RuleMemory,
        change: PriceEvent.Change,
        history: PriceHistory = .none,
        coolDown: Duration? = nil
    ) -> Decision {
        if let seen = old.seenUntil, change.confirmedAt <= seen, old.tellsStanding != true {
            return Decision(memory: old)
        }
        let (memory, mustAsk) = rebased(rule, old, change)
        let scene = RuleScene(change, history: history, memory: memory, policy: policy)
        var (decision, isOnlyChange) = decide(rule, memory, scene)
        if decision.kind == nil, mustAsk { decision.kind = .currencyChanged }
        // The way back of a change just told: who wants every change is told of a price that flaps once in that time,
        // and only if it differs then.
        let isWayBack = old.toldFrom == change.after.price && old.toldPrice != change.after.price
        let rest = isOnlyChange && isWayBack ? max(coolDown ?? .zero, policy.rearmAfter) : coolDown ?? .zero
        return paced(decision, after: old, change, rest)
    }

    /// What the alternatives make of a change, and whether only those told that want every change.
    private func decide(_ rule: Rule, _ old: RuleMemory, _ scene: RuleScene) -> (Decision, isOnlyChange: Bool) {
        var memory = old
        if memory.reference == nil { memory.reference = scene.firstReference }
        var told: [Rule.Alternative] = []
        for (index, alternative) in rule.alternatives.enumerated() {
            var trigger = old.trigger(index)
            if scene.advance(&trigger, alternative) { told.append(alternative) }
            while memory.triggers.count <= index { memory.triggers.append(RuleMemory.Trigger()) }
            memory.triggers[index] = trigger
        }
        if old.tellsStanding == true, told.isEmpty, rule.alternatives.contains(where: scene.holds) {
            memory.tellsStanding = nil
            return (Decision(memory: memory, kind: .standing), false)
        }
        guard let kind = scene.kind(of: told) else { return (Decision(memory: memory), false) }
        memory.tellsStanding = nil
        return (Decision(memory: memory, kind: kind), told.allSatisfy { $0.contains(.change) })
    }

    /// Notes what is told, and when: not before the rest since the last alert is over, and nothing beside what is kept
    /// back until then.
    private func paced(
        _ told: Decision,
        after old: RuleMemory,
        _ change: PriceEvent.Change,
        _ rest: Duration
    ) -> Decision {
        guard let kind = told.kind else { return told }
        var decision = told
        if kind != .currencyChanged {
            decision.memory.toldFrom = change.before.price
            decision.memory.toldPrice = change.after.price
        }
        let now = change.confirmedAt
        decision.memory.toldAt = now
        // The same change decided again tells nothing, whatever the rule.
        decision.memory.seenUntil = now
        guard let last = old.toldAt else { return decision }
        if last > now {
            // An alert is kept back already, and will tell how things are when it goes out.
            decision.memory.toldAt = last
            decision.kind = nil
            return decision
        }
        guard last + rest > now else { return decision }
        decision.notBefore = last + rest
        decision.memory.toldAt = last + rest
        return decision
    }

    /// Begins alternatives that are about the price anew where the shop states another currency.
    ///
    /// A rule that names an amount of another one cannot be met any more: the person is asked, once for each currency
    /// that the shop turns to.
    private func rebased(_ rule: Rule, _ old: RuleMemory, _ change: PriceEvent.Change) -> (RuleMemory, mustAsk: Bool) {
        guard let before = change.before.price, let after = change.after.price, before.currency != after.currency,
            !change.after.isGone
        else { return (old, false) }
        let start = start(rule, price: after, availability: change.after.availability)
        var memory = old
        memory.reference = after
        memory.toldPrice = nil
        memory.toldFrom = nil
        memory.triggers = rule.alternatives.indices.map { index in
            rule.alternatives[index].contains(where: \.isAboutPrice) ? start.trigger(index) : old.trigger(index)
        }
        let isForeign = rule.conditions.contains { condition in
            condition.amount.map { $0.currency != after.currency } ?? false
        }
        guard isForeign, old.askedAbout != after.currency else { return (memory, false) }
        memory.askedAbout = after.currency
        return (memory, true)
    }
}
