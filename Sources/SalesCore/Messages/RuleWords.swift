/// Rules in words.
public enum RuleWords {
    /// What a person asked for, as they would say it: "tell me when it costs less than £40.00".
    ///
    /// - Parameters:
    ///   - rule: What the person asked for.
    ///   - reference: The price that a relative rule measures from; nil where none is known yet.
    public static func text(_ rule: Rule, reference: Money? = nil) -> String {
        switch rule {
        case .anyDrop: "tell me about any drop"
        case .below(let limit): "tell me when it costs less than \(MoneyFormat.text(limit))"
        case .dropByShare(let basisPoints):
            "tell me when it is at least \(percent(basisPoints: basisPoints)) % below "
                + base(rule, reference: reference)
        case .dropByAmount(let amount):
            "tell me when it is at least \(MoneyFormat.text(amount)) below " + base(rule, reference: reference)
        case .backInStock: "tell me when it is back in stock"
        }
    }

    /// The rule in a few words, for tables: "less than £40.00", "10 % less", "any drop".
    public static func short(_ rule: Rule) -> String {
        switch rule {
        case .anyDrop: "any drop"
        case .below(let limit): "less than \(MoneyFormat.text(limit))"
        case .dropByShare(let basisPoints): "\(percent(basisPoints: basisPoints)) % less"
        case .dropByAmount(let amount): "\(MoneyFormat.text(amount)) less"
        case .backInStock: "back in stock"
        }
    }

    /// Hundredths of a percent as a plain decimal number without needless zeros: `10`, `12.5`, `0.01`.
    public static func percent(basisPoints: Int) -> String {
        var text = DecimalText.text(of: Int64(basisPoints), fractionDigits: 2)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// What a relative rule measures from, with the highest price that meets it.
    private static func base(_ rule: Rule, reference: Money?) -> String {
        guard let reference else { return "the price of the day you asked" }
        guard let limit = rule.threshold(reference: reference), limit.isPositive else {
            return MoneyFormat.text(reference)
        }
        return "\(MoneyFormat.text(reference)) (that is \(MoneyFormat.text(limit)) or less)"
    }
}
