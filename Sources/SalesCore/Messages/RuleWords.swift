/// Rules in words.
public enum RuleWords {
    /// What a person asked for, as they would say it: "tell me when it costs less than £40.00 and is in stock".
    ///
    /// - Parameters:
    ///   - rule: What the person asked for.
    ///   - reference: The price when the person asked; nil where none is known.
    public static func text(_ rule: Rule, reference: Money? = nil) -> String {
        "tell me " + rule.alternatives.map { clause($0, reference: reference) }.joined(separator: ", or ")
    }

    /// The rule in a few words, for tables: "less than £40.00 and in stock", "10 % less", "any drop".
    public static func short(_ rule: Rule) -> String {
        rule.alternatives.map(short).joined(separator: " or ")
    }

    /// One alternative of a rule in a few words.
    public static func short(_ alternative: Rule.Alternative) -> String {
        alternative.map(short).joined(separator: " and ")
    }

    /// What is true of a product while an alternative holds, to be said behind "it": "costs less than £40.00 and is in
    /// stock".
    public static func fact(_ alternative: Rule.Alternative, reference: Money? = nil) -> String {
        alternative.map { predicate($0, reference: reference) }.joined(separator: " and ")
    }

    /// Hundredths of a percent as a plain decimal number without needless zeros: `10`, `12.5`, `0.01`.
    public static func percent(basisPoints: Int) -> String {
        var text = DecimalText.text(of: Int64(basisPoints), fractionDigits: 2)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    private static func clause(_ alternative: Rule.Alternative, reference: Money?) -> String {
        switch alternative {
        case [.drop]: return "about any drop"
        case [.change]: return "about any change of the price"
        case [.backInStock]: return "when it is back in stock"
        default:
            return "when it " + fact(alternative, reference: reference)
        }
    }

    private static func predicate(_ condition: RuleCondition, reference: Money?) -> String {
        switch condition {
        case .drop: "gets cheaper"
        case .change: "changes its price"
        case .below(let limit): "costs less than \(MoneyFormat.text(limit))"
        case .lowerByShare(let basisPoints, let baseline):
            "is at least \(percent(basisPoints: basisPoints)) % below " + base(condition, baseline, reference)
        case .lowerByAmount(let amount, let baseline):
            "is at least \(MoneyFormat.text(amount)) below " + base(condition, baseline, reference)
        case .lowest(let days):
            days.map { "is cheaper than in the last \(CountedNoun.text($0, "day"))" } ?? "is cheaper than ever before"
        case .backInStock: "is in stock"
        case .soldOut: "is sold out"
        case .gone: "is gone from the shop"
        }
    }

    private static func short(_ condition: RuleCondition) -> String {
        switch condition {
        case .drop: "any drop"
        case .change: "any change"
        case .below(let limit): "less than \(MoneyFormat.text(limit))"
        case .lowerByShare(let basisPoints, _): "\(percent(basisPoints: basisPoints)) % less"
        case .lowerByAmount(let amount, _): "\(MoneyFormat.text(amount)) less"
        case .lowest(let days): days.map { "lowest in \(CountedNoun.text($0, "day"))" } ?? "lowest ever"
        case .backInStock: "back in stock"
        case .soldOut: "sold out"
        case .gone: "gone"
        }
    }

    /// What a relative condition measures from, with the highest price that meets it where that is known.
    private static func base(_ condition: RuleCondition, _ baseline: RuleCondition.Baseline, _ reference: Money?)
        -> String
    {
        switch baseline {
        case .asked: reference == nil ? start(condition, nil) : "\(start(condition, reference)), the price when I asked"
        case .lastAlert: "\(start(condition, reference)), and then below each price I was told"
        case .highest(let days): "the highest price of the last \(CountedNoun.text(days, "day"))"
        }
    }

    private static func start(_ condition: RuleCondition, _ reference: Money?) -> String {
        guard let reference else { return "the price of the day I asked" }
        guard let limit = condition.threshold(from: reference), limit.isPositive else {
            return MoneyFormat.text(reference)
        }
        return "\(MoneyFormat.text(reference)) (that is \(MoneyFormat.text(limit)) or less)"
    }
}
