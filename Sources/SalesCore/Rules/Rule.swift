/// The reduction that a person asked to be told about.
public enum Rule: Hashable, Codable, Sendable {
    /// Every drop of the price.
    case anyDrop
    /// The price is below an amount ("costs less than £40.00").
    case below(Money)
    /// The price is at least this share under the reference price, in hundredths of a percent (1000 is 10 %).
    case dropByShare(basisPoints: Int)
    /// The price is at least this amount under the reference price.
    case dropByAmount(Money)
    /// It can be ordered again.
    case backInStock

    /// The largest share, 99.99 %.
    public static let maximumBasisPoints = 9_999
}

/// What a rule remembers between two events, so that one real event is told once.
public struct RuleMemory: Hashable, Codable, Sendable {
    /// The price that relative rules measure from: the price when the person asked.
    ///
    /// A further fall is measured from ``toldPrice``.
    public var reference: Money?
    /// Whether the next event that meets the rule is told.
    public var isArmed: Bool
    /// Since when the price (or the stock) is back where an alert could be earned anew; nil while it is not.
    public var recoveredSince: Timestamp?
    /// The price that was told last.
    public var toldPrice: Money?
    /// The product's last check when the rule began, by the clock that stamped it; nil where there was none.
    ///
    /// A change that was confirmed then or before is what the person saw when asking, and no news.
    public var seenUntil: Timestamp?
    /// The currency that the person was asked about last, because the rule names an amount in another.
    public var askedAbout: Currency?

    /// A memory.
    public init(
        reference: Money? = nil,
        isArmed: Bool = true,
        recoveredSince: Timestamp? = nil,
        toldPrice: Money? = nil,
        seenUntil: Timestamp? = nil,
        askedAbout: Currency? = nil
    ) {
        self.reference = reference
        self.isArmed = isArmed
        self.recoveredSince = recoveredSince
        self.toldPrice = toldPrice
        self.seenUntil = seenUntil
        self.askedAbout = askedAbout
    }
}
