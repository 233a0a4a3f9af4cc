/// What is said of a rule that is true already, or was told, and when the next alert comes.
///
/// Pure: it reads what the rule remembers, and asks no page.
package struct StandingWords: Sendable {
    package let rule: Rule
    package let memory: RuleMemory
    /// How long a rule that was told must be untrue before it is told again.
    package let rearmAfter: Duration

    package init(rule: Rule, memory: RuleMemory, rearmAfter: Duration) {
        self.rule = rule
        self.memory = memory
        self.rearmAfter = rearmAfter
    }

    /// The same of what a person asked for.
    package init(_ subscription: Subscription, rearmAfter: Duration) {
        self.init(rule: subscription.rule, memory: subscription.memory, rearmAfter: rearmAfter)
    }

    /// The alternatives that are not told at their next moment, with what is remembered of each.
    private var unarmed: [(alternative: Rule.Alternative, trigger: RuleMemory.Trigger)] {
        zip(rule.alternatives, memory.triggers).filter { !$0.1.isArmed }
            .map { (alternative: $0.0, trigger: $0.1) }
    }

    /// What was true when the rule began and waits to become so again: "costs less than £40.00"; nil where that is
    /// nothing.
    package var standing: String? {
        let facts = unarmed.filter { !$0.trigger.wasTold }
            .map { RuleWords.fact($0.alternative, reference: memory.reference) }
        return facts.isEmpty ? nil : facts.joined(separator: " and ")
    }

    /// Which alternatives were told and when they are told again; nil where that are none.
    private var told: String? {
        let told = unarmed.filter(\.trigger.wasTold).map(\.alternative)
        guard !told.isEmpty else { return nil }
        let isAboutPrice = told.contains { $0.contains(where: \.isAboutPrice) }
        let price = isAboutPrice ? memory.toldPrice.map { " at \(MoneyFormat.text($0))" } ?? "" : ""
        let again = "comes when it is so again after it was not for \(DurationNotation.text(rearmAfter))"
        guard rule.alternatives.count > 1 else { return "told\(price); the next alert \(again)" }
        let which = told.map(RuleWords.short).joined(separator: "; ")
        return "told\(price) (\(which)); the next alert of that \(again)"
    }

    /// What is said of the alternatives beside those that are not told at their next moment.
    package var rest: String {
        unarmed.count < rule.alternatives.count ? " What else you named is told as soon as it is so." : ""
    }

    /// The state of a rule of which something is not told at its next moment; nil where all is.
    package var state: String? {
        // A rule begins when it is asked for, and what is about the price anew where the shop changes the currency.
        let begun = standing.map {
            "true already when the rule began (it \($0)); you are told when that becomes so again"
        }
        let parts = [begun, told].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        let further = tellsFurther ? ", or at a further fall" : ""
        let text = parts.joined(separator: "; ") + further
        return rest.isEmpty ? text : "\(text).\(rest)"
    }

    /// Whether a fall below the price last told is told without a recovery, of what is not told at its next moment.
    private var tellsFurther: Bool {
        guard memory.toldPrice != nil else { return false }
        return unarmed.flatMap(\.alternative).contains { condition in
            switch condition {
            case .drop, .lowest, .lowerByShare(_, .lastAlert), .lowerByAmount(_, .lastAlert): true
            case .change, .below, .lowerByShare, .lowerByAmount, .backInStock, .soldOut, .gone: false
            }
        }
    }
}

extension ProductState {
    /// What a rule asks about, as it is now: the price, the stock, or both; nil where that is not known.
    package func present(for rule: Rule) -> String? {
        if isGone { return "it is gone now" }
        let cost = price.flatMap { rule.isAboutPrice ? "is \(MoneyFormat.text($0))" : nil }
        let asksStock = rule.conditions.contains { !$0.isAboutPrice }
        let stock = asksStock ? availability.statement : nil
        let parts = [cost, stock].compactMap(\.self)
        return parts.isEmpty ? nil : "it \(parts.joined(separator: " and ")) now"
    }
}
