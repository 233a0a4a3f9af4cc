/// A rule as a person states it, before the product's currency is known.
public enum RuleRequest: Hashable, Sendable {
    /// Every drop.
    case anyDrop
    /// Below this plain decimal amount in the page's currency.
    case below(String)
    /// By at least this share in hundredths of a percent.
    case dropByShare(basisPoints: Int)
    /// By at least this plain decimal amount in the page's currency.
    case dropByAmount(String)
    /// When it can be ordered again.
    case backInStock

    /// Why a rule cannot be used.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what to write instead.
        public let description: String
    }

    /// Reads a share such as `10%`, `12.5 %` or `10`.
    public static func share(_ text: String) throws(Invalid) -> RuleRequest {
        var digits = text.filter { $0 != " " }
        if digits.hasSuffix("%") { digits.removeLast() }
        guard let basisPoints = DecimalText.minorUnits(of: digits, fractionDigits: 2),
            (1...Int64(Rule.maximumBasisPoints)).contains(basisPoints)
        else {
            throw Invalid(
                description: "“\(text)” is no share; write a percentage between 0.01 and 99.99, for example 10%."
            )
        }
        return .dropByShare(basisPoints: Int(basisPoints))
    }

    /// The rule at a price, which gives its currency; nil where the page states none.
    ///
    /// - Throws: ``Invalid`` also for a fall that could only be met by a price of nothing.
    public func resolved(at price: Money?) throws(Invalid) -> Rule {
        let rule = try resolved(in: price?.currency)
        if case .dropByAmount(let amount) = rule, let price, amount.minorUnits >= price.minorUnits {
            throw Invalid(
                description: "A fall by \(amount) cannot happen: the price is \(price). Ask for a smaller fall."
            )
        }
        return rule
    }

    /// The rule in a currency; nil currency where the page states no price.
    public func resolved(in currency: Currency?) throws(Invalid) -> Rule {
        switch self {
        case .anyDrop: return .anyDrop
        case .backInStock: return .backInStock
        case .dropByShare(let basisPoints): return .dropByShare(basisPoints: basisPoints)
        case .below(let text): return .below(try Self.amount(text, currency))
        case .dropByAmount(let text): return .dropByAmount(try Self.amount(text, currency))
        }
    }

    private static func amount(_ text: String, _ currency: Currency?) throws(Invalid) -> Money {
        guard let currency else {
            throw Invalid(description: "The page states no price, so the currency of “\(text)” is not known.")
        }
        guard let money = Money(decimal: text, currency: currency), money.isPositive else {
            let example = Money(minorUnits: currency.minorUnitDigits == 0 ? 4_000 : 4_050, currency: currency).decimal
            throw Invalid(description: "“\(text)” is no amount in \(currency.code); write it as \(example).")
        }
        return money
    }
}
