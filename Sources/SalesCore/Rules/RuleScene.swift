/// A change as the conditions of one rule see it.
struct RuleScene {
    /// How a condition stands after the change.
    private enum Standing {
        /// It is true.
        case holds
        /// It is so clearly untrue that an alert could be earned anew.
        case recovered
        /// It is untrue, but not by enough to count as recovered.
        case between
        /// What is known does not say.
        case unknown
    }

    private let before: PriceEvent.Side?
    private let after: PriceEvent.Side
    private let at: Timestamp
    private let lowestBefore: Money?
    private let history: PriceHistory
    private let reference: Money?
    private let toldPrice: Money?
    private let policy: RuleDecider.Policy

    init(_ change: PriceEvent.Change, history: PriceHistory, memory: RuleMemory, policy: RuleDecider.Policy) {
        before = change.before
        after = change.after
        at = change.confirmedAt
        lowestBefore = change.lowestBefore
        self.history = history
        reference = memory.reference ?? change.before.price ?? change.after.price
        toldPrice = memory.toldPrice
        self.policy = policy
    }

    /// A product as a person sees it when asking.
    init(
        standingAt side: PriceEvent.Side,
        history: PriceHistory,
        memory: RuleMemory,
        policy: RuleDecider.Policy,
        now: Timestamp = Timestamp(milliseconds: 0)
    ) {
        before = nil
        after = side
        at = now
        lowestBefore = nil
        self.history = history
        reference = memory.reference
        toldPrice = memory.toldPrice
        self.policy = policy
    }

    /// The price that a rule without one measures from; nil where the product is gone or has none.
    var firstReference: Money? {
        price == nil ? nil : reference
    }

    /// The price now; nil where the product is gone.
    private var price: Money? { after.isGone ? nil : after.price }

    /// The price before; nil where this is no change.
    private var oldPrice: Money? { before?.price }

    private var fell: Bool {
        guard let price, let oldPrice else { return false }
        return price.isLess(than: oldPrice)
    }

    private var isPriceChanged: Bool {
        guard let price, let oldPrice else { return false }
        return price.compare(to: oldPrice).map { $0 != 0 } ?? false
    }

    /// Whether all conditions are true.
    func holds(_ alternative: Rule.Alternative) -> Bool {
        alternative.allSatisfy { standing(of: $0) == .holds }
    }

    /// Moves a trigger on; answers whether its alternative is to be told.
    func advance(_ trigger: inout RuleMemory.Trigger, _ alternative: Rule.Alternative) -> Bool {
        let standings = alternative.map(standing)
        let holds = standings.allSatisfy { $0 == .holds }
        // What lasted stays earned, also where the price comes down again in steps that are none by themselves.
        if !trigger.isArmed, let since = trigger.recoveredSince, at - since >= policy.rearmAfter {
            trigger.isArmed = true
            trigger.recoveredSince = nil
        }
        let isTold = holds && (trigger.isArmed ? alternative.contains(where: isNews) : isFurther(alternative))
        if isTold {
            trigger = RuleMemory.Trigger(isArmed: alternative.contains(.change), wasTold: true)
        } else if !trigger.isArmed {
            recover(&trigger, standings)
        }
        return isTold
    }

    /// Notes that an alternative is clearly untrue, where it is.
    func recover(_ trigger: inout RuleMemory.Trigger, _ alternative: Rule.Alternative) {
        guard !trigger.isArmed else { return }
        recover(&trigger, alternative.map(standing))
    }

    /// Notes since when an alternative is clearly untrue.
    private func recover(_ trigger: inout RuleMemory.Trigger, _ standings: [Standing]) {
        if standings.contains(.recovered) {
            trigger.recoveredSince = trigger.recoveredSince ?? at
        } else if !standings.contains(.unknown) {
            trigger.recoveredSince = nil
        }
        // What was true at the start and never told needs no time of recovery: nothing could be told twice.
        guard !trigger.wasTold, trigger.recoveredSince != nil else { return }
        trigger.isArmed = true
        trigger.recoveredSince = nil
    }

    /// Whether a condition that holds began to hold with this change.
    private func isNews(_ condition: RuleCondition) -> Bool {
        switch condition {
        case .drop: fell
        case .change: isPriceChanged
        case .below, .lowerByShare, .lowerByAmount, .lowest: fell || oldPrice == nil
        case .backInStock: before?.isGone == true || before?.availability.canBeOrdered == false
        case .soldOut: before?.availability.canBeOrdered != false
        case .gone: before?.isGone != true
        }
    }

    /// Whether a fall goes on far enough below the price last told to be told as well.
    private func isFurther(_ alternative: Rule.Alternative) -> Bool {
        guard fell, let price, let toldPrice else { return false }
        return alternative.contains { condition in
            switch condition {
            case .drop, .lowest: price.isLess(than: toldPrice)
            case .lowerByShare(_, .lastAlert), .lowerByAmount(_, .lastAlert):
                condition.threshold(from: toldPrice).map { isAtMost(price, $0) } ?? false
            case .change, .below, .lowerByShare, .lowerByAmount, .backInStock, .soldOut, .gone: false
            }
        }
    }

    private func isAtMost(_ price: Money, _ limit: Money) -> Bool {
        price.compare(to: limit).map { $0 <= 0 } ?? false
    }

    private func standing(of condition: RuleCondition) -> Standing {
        switch condition {
        case .drop: fell ? .holds : standing(over: toldPrice) { _ in false }
        case .change: isPriceChanged ? .holds : .recovered
        case .below(let limit): standing(over: limit) { $0.isLess(than: limit) }
        case .lowerByShare(_, let baseline), .lowerByAmount(_, let baseline):
            standing(under: condition.threshold(from: price(of: baseline)))
        case .lowest(let days): standing(under: lowest(days), isStrict: true)
        case .backInStock: standing(of: after.isGone ? false : after.availability.canBeOrdered)
        case .soldOut: standing(of: after.isGone ? nil : after.availability.canBeOrdered.map(!))
        case .gone: standing(of: after.isGone)
        }
    }

    private func standing(of truth: Bool?) -> Standing {
        truth.map { $0 ? .holds : .recovered } ?? .unknown
    }

    private func standing(under limit: Money?, isStrict: Bool = false) -> Standing {
        guard let limit else { return .unknown }
        return standing(over: limit) { isStrict ? $0.isLess(than: limit) : isAtMost($0, limit) }
    }

    /// How a price stands to a limit; it is recovered where it is above it by the margin.
    private func standing(over limit: Money?, holds: (Money) -> Bool) -> Standing {
        guard let price else { return .unknown }
        guard let limit else { return .recovered }
        guard limit.currency == price.currency else { return .unknown }
        if holds(price) { return .holds }
        let margin = max(1, limit.share(basisPoints: policy.rearmBasisPoints))
        let (recovered, overflow) = limit.minorUnits.addingReportingOverflow(margin)
        return !overflow && price.minorUnits >= recovered ? .recovered : .between
    }

    private func price(of baseline: RuleCondition.Baseline) -> Money? {
        switch baseline {
        case .asked, .lastAlert: reference
        case .highest(let days): price.flatMap { history.highest(days: days, in: $0.currency) }
        }
    }

    private func lowest(_ days: Int?) -> Money? {
        guard let days else { return lowestBefore }
        return price.flatMap { history.lowest(days: days, in: $0.currency) }
    }

    /// What a message about these alternatives is called; nil for none.
    func kind(of told: [Rule.Alternative]) -> Alert.Facts.Kind? {
        let conditions = told.flatMap { $0 }
        guard !conditions.isEmpty else { return nil }
        if fell, conditions.contains(where: \.isAboutPrice) { return .drop }
        if conditions.contains(where: { $0 == .gone && isNews($0) }) { return .gone }
        if conditions.contains(where: { $0 == .soldOut && isNews($0) }) { return .soldOut }
        if conditions.contains(where: { $0 == .backInStock && isNews($0) }) { return .backInStock }
        return isPriceChanged ? .changed : .drop
    }
}
