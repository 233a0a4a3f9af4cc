/// One message to one person over one channel: a row of the outbox, kept as the history of what was told.
public struct Alert: Hashable, Codable, Sendable {
    /// Names an alert everywhere: the idempotency key, stable across retries and passed on to providers.
    ///
    /// 128 random bits as 32 lower-case hexadecimal digits.
    public struct ID: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
        /// The digits.
        public let rawValue: String

        /// The identifier with these digits.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A new identifier.
        public static func random(using random: inout RandomSource) -> ID {
            ID(rawValue: random.hexadecimal128())
        }

        /// The digits.
        public var description: String { rawValue }

        /// Alphabetical order of the digits.
        public static func < (lhs: ID, rhs: ID) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// How far it has come.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Waits for its next attempt.
        case pending
        /// A provider took it.
        case accepted
        /// Every attempt failed, or a provider refused it for good; can be retried by hand.
        case dead
        /// It was not told in time and is not told any more.
        case expired
        /// The person may not be told: unsubscribed, without an address, or suppressed.
        case suppressed
        /// Waits until the person has verified the address that it goes to.
        case waiting

        /// Whether it may still be told without anybody's doing: it belongs to the store that holds it and not to the
        /// past.
        public var isOpen: Bool { self == .pending || self == .waiting }
    }

    /// Its identifier.
    public let id: ID
    /// The person.
    public let userID: UserID
    /// The product.
    public let productID: ProductID
    /// The event that caused it; (user, product, event, channel) is unique.
    public let eventID: PriceEventID
    /// The channel.
    public let channel: Channel
    /// What is told; whole in itself, so that it can still be shown when the product is gone.
    public var facts: Facts
    /// How far it has come.
    public var status: Status
    /// How many times it was handed to a notifier.
    public var attempts: Int
    /// When the next attempt is due, while pending.
    public var nextAttemptAt: Timestamp
    /// Whether it waited for something that somebody wanted.
    ///
    /// Quiet hours, a cap, a digest, a proof of the address, or that a dead one be tried again. It is told together with
    /// the person's others that did, and only if it is still true.
    public var isHeld: Bool
    /// When the transaction that made it was committed, by the time given to the expansion.
    public let createdAt: Timestamp
    /// When the last attempt began.
    public var sentAt: Timestamp?
    /// When the provider took it.
    public var acceptedAt: Timestamp?
    /// The provider's own name for the message, where it gave one.
    public var receipt: String?
    /// Why the last attempt failed, in words without secrets.
    public var failure: String?

    /// An alert row.
    public init(
        id: ID,
        userID: UserID,
        productID: ProductID,
        eventID: PriceEventID,
        channel: Channel,
        facts: Facts,
        status: Status = .pending,
        attempts: Int = 0,
        nextAttemptAt: Timestamp,
        isHeld: Bool = false,
        createdAt: Timestamp,
        sentAt: Timestamp? = nil,
        acceptedAt: Timestamp? = nil,
        receipt: String? = nil,
        failure: String? = nil
    ) {
        self.id = id
        self.userID = userID
        self.productID = productID
        self.eventID = eventID
        self.channel = channel
        self.facts = facts
        self.status = status
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.isHeld = isHeld
        self.createdAt = createdAt
        self.sentAt = sentAt
        self.acceptedAt = acceptedAt
        self.receipt = receipt
        self.failure = failure
    }

    /// What is told.
    public struct Facts: Hashable, Codable, Sendable {
        /// Why the person is told.
        public enum Kind: String, Codable, Sendable, CaseIterable {
            /// The price fell as asked.
            case drop
            /// The product can be ordered again.
            case backInStock = "back_in_stock"
            /// It cannot be ordered any more.
            case soldOut = "sold_out"
            /// The page says that the product is no more.
            case gone
            /// The price rose or fell, and the person wanted to hear of either.
            case changed
            /// What the person asked for was true when they asked, and they wanted to be told at once.
            case standing
            /// The shop now states another currency, and the rule must be set anew.
            case currencyChanged = "currency_changed"
            /// The page could not be read many times in a row.
            case broken
            /// The page can be read again.
            case worksAgain = "works_again"
        }

        /// Why the person is told.
        public var kind: Kind
        /// The product's name.
        public var productName: String
        /// The product's page.
        public var url: PageURL
        /// What the person asked for.
        public var rule: Rule
        /// The reference price of the rule when it was met.
        public var reference: Money?
        /// The change.
        public var change: PriceEvent.Change
        /// The lowest price of the thirty days before; nil where none is known.
        public var lowestOfMonth: Money?
        /// A picture of the product; nil where its page named none.
        public var image: PageURL?
        /// What the rule remembered before this alert, to be given back if nobody hears of it; nil where no rule decided.
        public var former: RuleMemory?
        /// Whether the person wants it with others in a digest.
        public var isForDigest: Bool

        /// What is told.
        public init(
            kind: Kind,
            productName: String,
            url: PageURL,
            rule: Rule,
            reference: Money?,
            change: PriceEvent.Change,
            lowestOfMonth: Money? = nil,
            image: PageURL? = nil,
            former: RuleMemory? = nil,
            isForDigest: Bool = false
        ) {
            self.kind = kind
            self.productName = productName
            self.url = url
            self.rule = rule
            self.reference = reference
            self.change = change
            self.lowestOfMonth = lowestOfMonth
            self.image = image
            self.former = former
            self.isForDigest = isForDigest
        }
    }

    /// The upper bound of drop → accepted: accepted minus the last reading of the old price.
    public var timeToTell: Duration? {
        acceptedAt.map { $0 - facts.change.oldLastReadAt }
    }
}

extension Alert.Facts {
    /// The price that the alert before this one told; nil for the first.
    public var toldBefore: Money? { former?.toldPrice }

    /// Reads what is told; alerts that were made before there were digests are for none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            kind: try container.decode(Kind.self, forKey: .kind),
            productName: try container.decode(String.self, forKey: .productName),
            url: try container.decode(PageURL.self, forKey: .url),
            rule: try container.decode(Rule.self, forKey: .rule),
            reference: try container.decodeIfPresent(Money.self, forKey: .reference),
            change: try container.decode(PriceEvent.Change.self, forKey: .change),
            lowestOfMonth: try container.decodeIfPresent(Money.self, forKey: .lowestOfMonth),
            image: try container.decodeIfPresent(PageURL.self, forKey: .image),
            former: try container.decodeIfPresent(RuleMemory.self, forKey: .former),
            isForDigest: try container.decodeIfPresent(Bool.self, forKey: .isForDigest) ?? false
        )
    }
}

extension Alert {
    /// Whether it waits for a moment that somebody wanted, and not for its turn or for a carrier that failed.
    ///
    /// What is held has a later moment for its next attempt and counts none; so has a first attempt that a cool-down puts
    /// off.
    public func isHeldBack(at moment: Timestamp) -> Bool {
        status == .pending && nextAttemptAt >= moment && attempts == 0
    }
}
