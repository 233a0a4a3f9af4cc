/// What one person wants to be told about one product: a row of the ERD's `user_preferences`.
public struct Subscription: Hashable, Codable, Sendable {
    /// The number in the store.
    public let id: SubscriptionID
    /// Who wants to be told.
    public let userID: UserID
    /// About which product.
    public let productID: ProductID
    /// What the person asked for.
    public var rule: Rule
    /// How to reach the person; empty for every channel that is set up for them.
    public var channels: [Channel]
    /// How often to check at least; nil for the installation's default.
    public var interval: Duration?
    /// How long after an alert about it no other is wanted; nil for no time.
    public var coolDown: Duration?
    /// Whether its alerts go into the person's digest.
    public var isInDigest: Bool
    /// Whether the person paused it.
    public var isPaused: Bool
    /// What the rule remembers between events.
    public var memory: RuleMemory
    /// Grows by one at every write; a write that expects another version changes nothing.
    public var version: Int64
    /// When the person asked.
    public let createdAt: Timestamp

    /// A subscription row.
    public init(
        id: SubscriptionID,
        userID: UserID,
        productID: ProductID,
        rule: Rule,
        channels: [Channel] = [],
        interval: Duration? = nil,
        coolDown: Duration? = nil,
        isInDigest: Bool = false,
        isPaused: Bool = false,
        memory: RuleMemory,
        version: Int64 = 1,
        createdAt: Timestamp
    ) {
        self.id = id
        self.userID = userID
        self.productID = productID
        self.rule = rule
        self.channels = channels
        self.interval = interval
        self.coolDown = coolDown
        self.isInDigest = isInDigest
        self.isPaused = isPaused
        self.memory = memory
        self.version = version
        self.createdAt = createdAt
    }

    /// The longest time after an alert without others: a year of 365 days.
    public static let maximumCoolDown: Duration = .seconds(31_536_000)

    /// What a person may set, for adding a subscription or replacing one.
    public struct Draft: Hashable, Codable, Sendable {
        /// Who wants to be told.
        public var userID: UserID
        /// About which product.
        public var productID: ProductID
        /// What the person asked for.
        public var rule: Rule
        /// How to reach the person; empty for every channel that is set up for them.
        public var channels: [Channel]
        /// How often to check at least; nil for the installation's default.
        public var interval: Duration?
        /// How long after an alert about it no other is wanted; nil for no time.
        public var coolDown: Duration?
        /// Whether its alerts go into the person's digest.
        public var isInDigest: Bool
        /// Whether it is paused.
        public var isPaused: Bool
        /// What the rule remembers at the start.
        public var memory: RuleMemory
        /// When the person asked.
        public var createdAt: Timestamp

        /// A subscription to be saved.
        public init(
            userID: UserID,
            productID: ProductID,
            rule: Rule,
            channels: [Channel] = [],
            interval: Duration? = nil,
            coolDown: Duration? = nil,
            isInDigest: Bool = false,
            isPaused: Bool = false,
            memory: RuleMemory,
            createdAt: Timestamp
        ) {
            self.userID = userID
            self.productID = productID
            self.rule = rule
            self.channels = channels
            self.interval = interval
            self.coolDown = coolDown
            self.isInDigest = isInDigest
            self.isPaused = isPaused
            self.memory = memory
            self.createdAt = createdAt
        }
    }
}
