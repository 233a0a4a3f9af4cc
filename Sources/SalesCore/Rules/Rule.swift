/// What a person asked to be told about: that one of several alternatives becomes true.
///
/// An alternative is one condition, or several that must be true together: "below £40.00 and back in stock, or gone".
/// Its text (``text``) is its form everywhere that it is stored or sent.
public struct Rule: Hashable, Sendable {
    /// Conditions that must be true together, at least one.
    public typealias Alternative = [RuleCondition]

    /// The alternatives, at least one.
    public let alternatives: [Alternative]

    /// A rule; nil without alternatives, with an empty one, beyond the limits, or with a number out of its range.
    public init?(_ alternatives: [Alternative]) {
        guard (1...Self.maximumAlternatives).contains(alternatives.count),
            alternatives.allSatisfy({ (1...Self.maximumConditions).contains($0.count) && $0.allSatisfy(\.isValid) })
        else { return nil }
        self.alternatives = alternatives
    }

    /// The rule of one condition.
    private init(_ condition: RuleCondition) {
        alternatives = [[condition]]
    }

    /// The most alternatives.
    public static let maximumAlternatives = 8
    /// The most conditions of an alternative.
    public static let maximumConditions = 4

    /// Every condition, in the order of the alternatives.
    public var conditions: [RuleCondition] { alternatives.flatMap { $0 } }

    /// Whether any condition is about the price, and not about stock or the page.
    public var isAboutPrice: Bool { conditions.contains(where: \.isAboutPrice) }

    /// The days of history that it must know.
    var daysNeeded: Int { conditions.map(\.daysNeeded).max() ?? 0 }
}

extension Rule {
    /// Every drop of the price.
    public static let anyDrop = Rule(.drop)
    /// Every change of the price.
    public static let anyChange = Rule(.change)
    /// It can be ordered again.
    public static let backInStock = Rule(.backInStock)
    /// It cannot be ordered any more.
    public static let soldOut = Rule(.soldOut)
    /// Its page is gone.
    public static let gone = Rule(.gone)

    /// The price is below an amount.
    public static func below(_ limit: Money) -> Rule { Rule(.below(limit)) }

    /// The price is at least this share under a baseline, in hundredths of a percent.
    public static func dropByShare(basisPoints: Int, than baseline: RuleCondition.Baseline = .lastAlert) -> Rule {
        Rule(.lowerByShare(basisPoints: basisPoints, than: baseline))
    }

    /// The price is at least this amount under a baseline.
    public static func dropByAmount(_ amount: Money, than baseline: RuleCondition.Baseline = .lastAlert) -> Rule {
        Rule(.lowerByAmount(amount, than: baseline))
    }

    /// The price is lower than on any of so many days before, or ever.
    public static func lowest(days: Int?) -> Rule { Rule(.lowest(days: days)) }

    /// The price at which charts draw a line: the highest that meets the first limit of the rule; nil where it has none.
    public func threshold(reference: Money?) -> Money? {
        conditions.lazy.compactMap { $0.threshold(from: reference) }.first
    }
}
