/// What a rule remembers between two events, so that one real event is told once.
public struct RuleMemory: Hashable, Codable, Sendable {
    /// The price when the person asked.
    public var reference: Money?
    /// The product's last check when the rule began, by the clock that stamped it; nil where there was none.
    ///
    /// A change that was confirmed then or before is what the person saw when asking, and no news.
    public var seenUntil: Timestamp?
    /// The currency that the person was asked about last, because the rule names an amount in another.
    public var askedAbout: Currency?
    /// What is remembered of each alternative, in their order.
    public var triggers: [Trigger]
    /// The price that was told last.
    public var toldPrice: Money?
    /// The price that stood before the one that was told last.
    public var toldFrom: Money?
    /// When the last change that was told was confirmed, or until when its alert is kept back.
    public var toldAt: Timestamp?
    /// Whether the person asked to be told at once if the rule is true already.
    public var tellsStanding: Bool?
    /// What the newest alert really told that was told with other facts than it was made with, after a further alert had
    /// been made: it counts as told last if nobody hears of the further one.
    public var overtaken: Overtaken?

    /// What was told in place of what an alert was made for.
    public struct Overtaken: Hashable, Codable, Sendable {
        /// When the change was confirmed that the alert was made for.
        public var confirmedAt: Timestamp
        /// The price that was told.
        public var price: Money?
        /// The price that stood before it.
        public var from: Money?

        /// What was told.
        public init(confirmedAt: Timestamp, price: Money?, from: Money?) {
            self.confirmedAt = confirmedAt
            self.price = price
            self.from = from
        }
    }

    /// What is remembered of one alternative.
    public struct Trigger: Hashable, Codable, Sendable {
        /// Whether the alternative is told when it becomes true.
        public var isArmed: Bool
        /// Since when it is so clearly untrue that an alert could be earned anew; nil while it is not.
        public var recoveredSince: Timestamp?
        /// Whether it was told since the rule began.
        public var wasTold: Bool

        /// An armed trigger that was never told, unless given.
        public init(isArmed: Bool = true, recoveredSince: Timestamp? = nil, wasTold: Bool = false) {
            self.isArmed = isArmed
            self.recoveredSince = recoveredSince
            self.wasTold = wasTold
        }
    }

    /// A memory.
    public init(
        reference: Money? = nil,
        seenUntil: Timestamp? = nil,
        askedAbout: Currency? = nil,
        triggers: [Trigger] = [Trigger()],
        toldPrice: Money? = nil,
        toldFrom: Money? = nil,
        toldAt: Timestamp? = nil,
        tellsStanding: Bool? = nil,
        overtaken: Overtaken? = nil
    ) {
        self.reference = reference
        self.seenUntil = seenUntil
        self.askedAbout = askedAbout
        self.triggers = triggers
        self.toldPrice = toldPrice
        self.toldFrom = toldFrom
        self.toldAt = toldAt
        self.tellsStanding = tellsStanding
        self.overtaken = overtaken
    }

    /// Whether every alternative is told when it becomes true.
    public var isArmed: Bool { triggers.allSatisfy(\.isArmed) }

    /// What is remembered of one alternative; of one that the memory does not know, nothing.
    func trigger(_ index: Int) -> Trigger {
        triggers.indices.contains(index) ? triggers[index] : Trigger()
    }
}
