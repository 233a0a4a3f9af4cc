/// Rules in words.
public enum RuleWords {
    /// What a person asked for, as they would say it: "tell me when it costs less than £40.00".
    ///
    /// - Parameter reference: The price that a relative rule measures from; nil where none is known yet.
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
        guard let limit = limit(of: rule, reference: reference) else { return MoneyFormat.text(reference) }
        return "\(MoneyFormat.text(reference)) (that is \(MoneyFormat.text(limit)) or less)"
    }

    /// The highest price that is far enough below the reference, rounded down to whole minor units.
    private static func limit(of rule: Rule, reference: Money) -> Money? {
        guard reference.minorUnits > 0 else { return nil }
        switch rule {
        case .dropByShare(let basisPoints):
            guard (1...Rule.maximumBasisPoints).contains(basisPoints) else { return nil }
            let units = Int128(reference.minorUnits) * Int128(10_000 - basisPoints) / 10_000
            return Money(minorUnits: Int64(units), currency: reference.currency)
        case .dropByAmount(let amount):
            guard reference.currency == amount.currency, amount.isPositive else { return nil }
            return Money(minorUnits: reference.minorUnits - amount.minorUnits, currency: reference.currency)
        case .anyDrop, .below, .backInStock: return nil
        }
    }
}
