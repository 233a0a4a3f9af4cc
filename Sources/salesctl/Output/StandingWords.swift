import SalesCore

/// What is said of a rule that is true already, or was told, and when the next alert comes.
///
/// Pure: it reads what the rule remembers, and asks no page.
struct StandingWords {
    let rule: Rule
    let memory: RuleMemory
    /// How long a rule that was told must be untrue before it is told again.
    let rearmAfter: Duration

    /// What was true when the rule was asked for and waits to become so again: "costs less than £40.00"; nil where that
    /// is nothing.
    private var standing: String? {
        let held = zip(rule.alternatives, memory.triggers).filter { !$0.1.isArmed && !$0.1.wasTold }
        let facts = held.map { RuleWords.fact($0.0, reference: memory.reference) }
        return facts.isEmpty ? nil : facts.joined(separator: " and ")
    }

    /// What is true already of what somebody just asked for, and what happens next; nil where that is nothing.
    ///
    /// - Parameter isToldNow: whether they wanted to be told at once.
    func answer(isToldNow: Bool) -> String? {
        guard let standing else { return nil }
        if isToldNow { return "It \(standing) already; `salesctl watch` or `check` tells it now." }
        let rest = memory.triggers.contains(where: \.isArmed) ? " What else you named is told as soon as it is so." : ""
        return "It \(standing) already. You will be told when that becomes so again; \(instead).\(rest)"
    }

    /// The state of a rule that is not told at its next moment, for `show`; nil where it is.
    var state: String? {
        guard !memory.isArmed else { return nil }
        if let standing {
            return "true when you asked (it \(standing)); the next alert comes when that becomes so again"
        }
        let told = rule.isAboutPrice ? memory.toldPrice.map { "told at \(MoneyFormat.text($0))" } ?? "told" : "told"
        let further = tellsFurther ? ", or at a further fall" : ""
        return "\(told); the next alert comes when it is so again after it was not for "
            + DurationText.text(rearmAfter) + further
    }

    /// What somebody may rather want who asked for what is so already.
    private var instead: String {
        switch rule.conditions.count == 1 ? rule.conditions.first : nil {
        case .soldOut, .gone: "--back-in-stock tells you when it can be had again"
        case .backInStock: "--sold-out tells you when it is sold out"
        case .below: "name a lower amount, or add --tell-now to be told at once"
        default: "add --tell-now to be told at once"
        }
    }

    /// Whether a fall below the price last told is told without a recovery.
    private var tellsFurther: Bool {
        rule.conditions.contains { condition in
            switch condition {
            case .drop, .lowest, .lowerByShare(_, .lastAlert), .lowerByAmount(_, .lastAlert): true
            case .change, .below, .lowerByShare, .lowerByAmount, .backInStock, .soldOut, .gone: false
            }
        }
    }
}

extension StandingWords {
    init(_ subscription: Subscription, rearmAfter: Duration) {
        self.init(rule: subscription.rule, memory: subscription.memory, rearmAfter: rearmAfter)
    }
}

extension ProductState {
    /// What a rule asks about, as it is now: the price, the stock, or both; nil where that is not known.
    func present(for rule: Rule) -> String? {
        if isGone { return "it is gone now" }
        let cost = price.flatMap { rule.isAboutPrice ? "is \(MoneyFormat.text($0))" : nil }
        let asksStock = rule.conditions.contains { !$0.isAboutPrice }
        let stock = asksStock ? availability.statement : nil
        let parts = [cost, stock].compactMap(\.self)
        return parts.isEmpty ? nil : "it \(parts.joined(separator: " and ")) now"
    }
}
