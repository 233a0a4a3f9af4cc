/// A rule as a person states it, before the product's currency is known.
public struct RuleRequest: Hashable, Sendable {
    /// Conditions that must be true together, of alternatives of which one must be.
    let alternatives: [[ConditionRequest]]

    init(alternatives: [[ConditionRequest]]) {
        self.alternatives = alternatives
    }

    private init(only condition: ConditionRequest) {
        alternatives = [[condition]]
    }

    /// A rule as a person would state it again, its amounts with their currencies.
    init(_ rule: Rule) {
        alternatives = rule.alternatives.map { $0.map(ConditionRequest.init) }
    }

    /// Why a rule cannot be used.
    public struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what to write instead.
        public let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}

extension RuleRequest {
    /// Every drop.
    public static let anyDrop = RuleRequest(only: .drop)
    /// Every change.
    public static let anyChange = RuleRequest(only: .change)
    /// When it can be ordered again.
    public static let backInStock = RuleRequest(only: .backInStock)
    /// When it cannot be ordered any more.
    public static let soldOut = RuleRequest(only: .soldOut)
    /// When its page is gone.
    public static let gone = RuleRequest(only: .gone)

    /// Below this plain decimal amount in the page's currency.
    public static func below(_ amount: String) -> RuleRequest {
        RuleRequest(only: .below(AmountRequest(digits: amount)))
    }

    /// By at least this share in hundredths of a percent.
    public static func dropByShare(basisPoints: Int, than baseline: RuleCondition.Baseline = .lastAlert) -> RuleRequest
    {
        RuleRequest(only: .lowerByShare(basisPoints: basisPoints, than: baseline))
    }

    /// By at least this plain decimal amount in the page's currency.
    public static func dropByAmount(_ amount: String, than baseline: RuleCondition.Baseline = .lastAlert) -> RuleRequest
    {
        RuleRequest(only: .lowerByAmount(AmountRequest(digits: amount), than: baseline))
    }

    /// Lower than on any of so many days before, or ever.
    public static func lowest(days: Int?) -> RuleRequest { RuleRequest(only: .lowest(days: days)) }

    /// Reads a share such as `10%`, `12.5 %` or `10`.
    public static func share(
        _ text: String,
        than baseline: RuleCondition.Baseline = .lastAlert
    ) throws(Invalid) -> RuleRequest {
        var digits = text.filter { $0 != " " }
        if digits.hasSuffix("%") { digits.removeLast() }
        guard let basisPoints = DecimalText.minorUnits(of: digits, fractionDigits: 2),
            (1...Int64(RuleCondition.maximumBasisPoints)).contains(basisPoints)
        else {
            throw Invalid("“\(text)” is no share; write a percentage between 0.01 and 99.99, for example 10%.")
        }
        return .dropByShare(basisPoints: Int(basisPoints), than: baseline)
    }

    /// That one of several rules is met; nil for none.
    public static func any(of rules: [RuleRequest]) -> RuleRequest? {
        rules.isEmpty ? nil : RuleRequest(alternatives: rules.flatMap(\.alternatives))
    }

    /// That several rules are met together; nil for none.
    public static func all(of rules: [RuleRequest]) -> RuleRequest? {
        guard let first = rules.first else { return nil }
        let together = rules.dropFirst().reduce(first.alternatives) { done, next in
            // More than that is refused when the rule is resolved; here it must only not explode.
            Array(done.flatMap { left in next.alternatives.map { left + $0 } }.prefix(Rule.maximumAlternatives + 1))
        }
        return RuleRequest(alternatives: together)
    }
}

extension RuleRequest {
    /// The rule at a price, which gives its currency; nil where the page states none.
    ///
    /// - Throws: ``Invalid`` also for a fall that could only be met by a price of nothing.
    public func resolved(at price: Money?) throws(Invalid) -> Rule {
        let rule = try resolved(in: price?.currency)
        for case .lowerByAmount(let amount, _) in rule.conditions {
            guard let price, amount.minorUnits >= price.minorUnits else { continue }
            throw Invalid("A fall by \(amount) cannot happen: the price is \(price). Ask for a smaller fall.")
        }
        return rule
    }

    /// The rule in a currency; nil currency where the page states no price.
    public func resolved(in currency: Currency?) throws(Invalid) -> Rule {
        var resolved: [Rule.Alternative] = []
        for alternative in alternatives {
            var conditions: [RuleCondition] = []
            for condition in alternative { conditions.append(try condition.resolved(in: currency)) }
            resolved.append(conditions)
        }
        guard let rule = Rule(resolved) else {
            throw Invalid(
                """
                A rule has at most \(Rule.maximumAlternatives) alternatives (or) of at most \
                \(Rule.maximumConditions) conditions (and), looks back 1 to \(RuleCondition.maximumDays) days, and names \
                shares between 0.01 and 99.99 %.
                """
            )
        }
        return rule
    }
}

/// A condition before its currency is known.
enum ConditionRequest: Hashable, Sendable {
    case drop
    case change
    case below(AmountRequest)
    case lowerByShare(basisPoints: Int, than: RuleCondition.Baseline)
    case lowerByAmount(AmountRequest, than: RuleCondition.Baseline)
    case lowest(days: Int?)
    case backInStock
    case soldOut
    case gone

    init(_ condition: RuleCondition) {
        self =
            switch condition {
            case .drop: .drop
            case .change: .change
            case .below(let limit): .below(AmountRequest(limit))
            case .lowerByShare(let basisPoints, let baseline): .lowerByShare(basisPoints: basisPoints, than: baseline)
            case .lowerByAmount(let amount, let baseline): .lowerByAmount(AmountRequest(amount), than: baseline)
            case .lowest(let days): .lowest(days: days)
            case .backInStock: .backInStock
            case .soldOut: .soldOut
            case .gone: .gone
            }
    }

    func resolved(in currency: Currency?) throws(RuleRequest.Invalid) -> RuleCondition {
        switch self {
        case .drop: .drop
        case .change: .change
        case .below(let amount): .below(try amount.resolved(in: currency))
        case .lowerByShare(let basisPoints, let baseline): .lowerByShare(basisPoints: basisPoints, than: baseline)
        case .lowerByAmount(let amount, let baseline):
            .lowerByAmount(try amount.resolved(in: currency), than: baseline)
        case .lowest(let days): .lowest(days: days)
        case .backInStock: .backInStock
        case .soldOut: .soldOut
        case .gone: .gone
        }
    }
}

/// An amount before its currency is known.
struct AmountRequest: Hashable, Sendable {
    /// Plain decimal digits.
    var digits: String
    /// The currency that the person named; nil for the page's.
    var currency: Currency?

    init(digits: String, currency: Currency? = nil) {
        self.digits = digits
        self.currency = currency
    }

    init(_ money: Money) {
        self.init(digits: money.decimal, currency: money.currency)
    }

    func resolved(in page: Currency?) throws(RuleRequest.Invalid) -> Money {
        guard let currency = currency ?? page else {
            throw RuleRequest.Invalid(
                "The page states no price, so the currency of “\(digits)” is not known; write it as \(digits) EUR."
            )
        }
        if let page, currency != page {
            throw RuleRequest.Invalid(
                "The rule names \(digits) \(currency), but the page's prices are in \(page); name an amount in \(page)."
            )
        }
        guard let money = Money(decimal: digits, currency: currency), money.isPositive else {
            let example = Money(minorUnits: currency.minorUnitDigits == 0 ? 4_000 : 4_050, currency: currency).decimal
            throw RuleRequest.Invalid("“\(digits)” is no amount in \(currency.code); write it as \(example).")
        }
        return money
    }
}
