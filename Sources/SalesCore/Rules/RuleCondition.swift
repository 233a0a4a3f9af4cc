/// One thing that can be true of a product's price or stock, and that a person may ask to be told about.
public enum RuleCondition: Hashable, Sendable {
    /// The price falls.
    case drop
    /// The price changes, up or down.
    case change
    /// The price is below an amount ("costs less than £40.00").
    case below(Money)
    /// The price is at least this share under a baseline, in hundredths of a percent (1000 is 10 %).
    case lowerByShare(basisPoints: Int, than: Baseline)
    /// The price is at least this amount under a baseline.
    case lowerByAmount(Money, than: Baseline)
    /// The price is lower than on any of so many days before; nil for lower than ever since it is followed here.
    case lowest(days: Int?)
    /// It can be ordered.
    case backInStock
    /// It cannot be ordered.
    case soldOut
    /// The page says that the product is no more.
    case gone

    /// What a relative condition measures from.
    public enum Baseline: Hashable, Sendable {
        /// The price when the person asked.
        case asked
        /// The price that was told last; the price when the person asked before the first alert, and again once the
        /// price has recovered.
        case lastAlert
        /// The highest price of so many days before.
        case highest(days: Int)
    }

    /// The largest share, 99.99 %.
    public static let maximumBasisPoints = 9_999
    /// The most days that a condition looks back, ten years.
    public static let maximumDays = 3_650

    /// Whether its numbers are within their limits.
    public var isValid: Bool {
        switch self {
        case .drop, .change, .backInStock, .soldOut, .gone: true
        case .below(let amount): amount.isPositive
        case .lowerByShare(let basisPoints, let baseline):
            (1...Self.maximumBasisPoints).contains(basisPoints) && baseline.isValid
        case .lowerByAmount(let amount, let baseline): amount.isPositive && baseline.isValid
        case .lowest(let days): days.map { (1...Self.maximumDays).contains($0) } ?? true
        }
    }

    /// The amount that it names.
    var amount: Money? {
        switch self {
        case .below(let amount), .lowerByAmount(let amount, _): amount
        case .drop, .change, .lowerByShare, .lowest, .backInStock, .soldOut, .gone: nil
        }
    }

    /// Whether it is about the price, and not about stock or the page.
    public var isAboutPrice: Bool {
        switch self {
        case .drop, .change, .below, .lowerByShare, .lowerByAmount, .lowest: true
        case .backInStock, .soldOut, .gone: false
        }
    }

    /// The days of history that it must know.
    var daysNeeded: Int {
        switch self {
        case .lowest(let days?): days
        case .lowerByShare(_, .highest(let days)), .lowerByAmount(_, .highest(let days)): days
        case .drop, .change, .below, .lowerByShare, .lowerByAmount, .lowest, .backInStock, .soldOut, .gone: 0
        }
    }

    /// The highest price that meets it, where it is a limit that stands: that of "below", and those measured from
    /// a price that is known; nil for all others.
    ///
    /// A share is cut in the person's favour of certainty: a price must be *at least* the share below the baseline, so
    /// the threshold is rounded down to whole minor units.
    func threshold(from baseline: Money?) -> Money? {
        switch self {
        case .below(let limit):
            return limit
        case .lowerByShare(let basisPoints, _):
            guard let baseline, (1...Self.maximumBasisPoints).contains(basisPoints) else { return nil }
            let units = baseline.share(basisPoints: Int64(10_000 - basisPoints))
            return Money(minorUnits: units, currency: baseline.currency)
        case .lowerByAmount(let amount, _):
            guard let baseline, baseline.currency == amount.currency else { return nil }
            let (difference, overflow) = baseline.minorUnits.subtractingReportingOverflow(amount.minorUnits)
            return overflow ? nil : Money(minorUnits: difference, currency: baseline.currency)
        case .drop, .change, .lowest, .backInStock, .soldOut, .gone:
            return nil
        }
    }
}

extension RuleCondition.Baseline {
    /// Whether its days are within the limit.
    var isValid: Bool {
        if case .highest(let days) = self { (1...RuleCondition.maximumDays).contains(days) } else { true }
    }
}
