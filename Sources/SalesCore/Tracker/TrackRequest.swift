/// What a person asks to be told about a product.
public struct TrackRequest: Sendable {
    /// The product's URL as the person wrote it.
    public var url: String
    /// Which of the page's prices is meant.
    public var selection: Selection
    /// What the person wants to be told; nil for what they asked before, or every drop.
    public var rule: RuleRequest?
    /// How often to check at least; nil for what they asked before, or the installation's default.
    public var interval: Duration?
    /// How to reach the person; empty for what they asked before, or every channel that is set up.
    public var channels: [Channel]
    /// How long after an alert no other is wanted, at most ``Subscription/maximumCoolDown``; zero for no time, nil for what
    /// they asked before, or no time.
    public var coolDown: Duration?
    /// Whether its alerts go into the person's digest; nil for what they asked before, or no.
    public var isInDigest: Bool?
    /// Whether to tell at once where the rule is true already; otherwise it is told when it becomes true again.
    ///
    /// It goes with a new rule; one that was asked for before is told as before.
    public var tellsStanding: Bool
    /// Who asks.
    public var userID: UserID
    /// Whether to track it even though the page gives no price now.
    public var isInsisting: Bool

    /// A request.
    public init(
        url: String,
        selection: Selection = .page,
        rule: RuleRequest? = nil,
        interval: Duration? = nil,
        channels: [Channel] = [],
        coolDown: Duration? = nil,
        isInDigest: Bool? = nil,
        tellsStanding: Bool = false,
        userID: UserID = .local,
        isInsisting: Bool = false
    ) {
        self.url = url
        self.selection = selection
        self.rule = rule
        self.interval = interval
        self.channels = channels
        self.coolDown = coolDown
        self.isInDigest = isInDigest
        self.tellsStanding = tellsStanding
        self.userID = userID
        self.isInsisting = isInsisting
    }
}

/// What tracking a product gave.
public struct Tracked: Sendable {
    /// The product as it is now.
    public var product: Product
    /// The subscription as it is now.
    public var subscription: Subscription
    /// What the page said.
    public var look: Look
    /// Whether the product was not there before.
    public var isNewProduct: Bool
    /// What the person had asked before; nil where they did not follow it.
    public var previous: Subscription?
    /// Whether the rule is true already, so that the next alert comes only after it was untrue.
    public var isAlreadyMet: Bool
}
