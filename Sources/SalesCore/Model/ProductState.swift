/// What is remembered of a product between two checks; written together with the check's outcome or not at all.
public struct ProductState: Hashable, Codable, Sendable {
    /// The last confirmed price; survives every archive and reset, so that a drop across midnight is still seen.
    public var price: Money?
    /// The list price read with it.
    public var listPrice: Money?
    /// The last confirmed availability.
    public var availability: Availability
    /// Whether it is confirmed that the product is no more.
    public var isGone: Bool
    /// When the confirmed price was first seen.
    public var priceSince: Timestamp?
    /// When the confirmed price was last read; the start of the three minutes if the next reading differs.
    public var lastReadAt: Timestamp?
    /// When the product was last checked, whatever came of it.
    public var lastCheckAt: Timestamp?
    /// What the last check gave.
    public var outcome: Reading.Outcome?
    /// Why the last check gave no offer, in words; nil where it gave one.
    public var reason: String?
    /// How many checks in a row gave no offer, or another one each time, so that none could be confirmed.
    public var consecutiveFailures: Int
    /// Since when it is known to its followers that its page cannot be read; nil while it can.
    public var brokenSince: Timestamp?
    /// The lowest price that was confirmed since the product is followed, those that were implausible left out.
    public var lowestPrice: Money?
    /// A picture of the product, as its page named it last.
    public var image: PageURL?
    /// The UTC day (days since 1970-01-01) of the newest row in `prices`; a new day opens with a row.
    public var lastRowDay: Int64?
    /// Where its prices were found.
    public var origins: PriceOrigins
    /// What makes the next request conditional.
    public var validators: Validators
    /// A hash of the last body that gave an offer, so that an unchanged page need not be read again.
    public var bodyHash: UInt64?
    /// What reading it taught: which request answered last, and what its page said of its website's interface.
    ///
    /// Text of ``ReadingWay``; the validators and the hash belong to the request that it names.
    public var learned: String?
    /// A reading that differs from the confirmed one and waits for confirmation.
    public var quarantine: Quarantine?

    /// The state before the first check, unless more is given.
    public init(
        price: Money? = nil,
        listPrice: Money? = nil,
        availability: Availability = .unknown,
        isGone: Bool = false,
        priceSince: Timestamp? = nil,
        lastReadAt: Timestamp? = nil,
        lastCheckAt: Timestamp? = nil,
        outcome: Reading.Outcome? = nil,
        reason: String? = nil,
        consecutiveFailures: Int = 0,
        brokenSince: Timestamp? = nil,
        lowestPrice: Money? = nil,
        image: PageURL? = nil,
        lastRowDay: Int64? = nil,
        origins: PriceOrigins = PriceOrigins(),
        validators: Validators = Validators(),
        bodyHash: UInt64? = nil,
        learned: String? = nil,
        quarantine: Quarantine? = nil
    ) {
        self.price = price
        self.listPrice = listPrice
        self.availability = availability
        self.isGone = isGone
        self.priceSince = priceSince
        self.lastReadAt = lastReadAt
        self.lastCheckAt = lastCheckAt
        self.outcome = outcome
        self.reason = reason
        self.consecutiveFailures = consecutiveFailures
        self.brokenSince = brokenSince
        self.lowestPrice = lowestPrice
        self.image = image
        self.lastRowDay = lastRowDay
        self.origins = origins
        self.validators = validators
        self.bodyHash = bodyHash
        self.learned = learned
        self.quarantine = quarantine
    }
}

/// The response fields that make the next request conditional (RFC 9110 §8.8).
public struct Validators: Hashable, Codable, Sendable {
    /// The `ETag` field as it was received.
    public var etag: String?
    /// The `Last-Modified` field as it was received.
    public var lastModified: String?

    /// No validators, unless given.
    public init(etag: String? = nil, lastModified: String? = nil) {
        self.etag = etag
        self.lastModified = lastModified
    }

    /// Whether the next request can be conditional at all.
    public var isEmpty: Bool { etag == nil && lastModified == nil }

    /// A longer field is not kept, in bytes.
    public static let maximumFieldLength = 512
}

/// A reading that differs from the confirmed one, held back until further readings on new connections agree.
public struct Quarantine: Hashable, Codable, Sendable {
    /// What was read.
    public enum Claim: Hashable, Codable, Sendable {
        /// Another price or availability.
        case offer(Offer)
        /// No price, and an availability that explains it.
        case unpriced(Availability)
        /// The product is no more.
        case gone(reason: String)
    }

    /// What was read.
    public var claim: Claim
    /// When it was read first: the moment the change was seen.
    public var firstSeenAt: Timestamp
    /// When a reading agreed last; one too soon after it does not count.
    public var lastAgreedAt: Timestamp
    /// How many readings agreed with the first.
    public var agreements: Int
    /// How many must agree before it is believed.
    public var needed: Int
    /// Whether the price is implausibly low, which a person must be told.
    public var isImplausible: Bool
    /// Whether the reading before it, which showed something else again, was made shortly before: a page that shows
    /// something else each time is not read any better by asking it again at once.
    public var isUnsteady: Bool

    /// A held-back reading.
    public init(
        claim: Claim,
        firstSeenAt: Timestamp,
        lastAgreedAt: Timestamp? = nil,
        agreements: Int = 0,
        needed: Int,
        isImplausible: Bool = false,
        isUnsteady: Bool = false
    ) {
        self.claim = claim
        self.firstSeenAt = firstSeenAt
        self.lastAgreedAt = lastAgreedAt ?? firstSeenAt
        self.agreements = agreements
        self.needed = needed
        self.isImplausible = isImplausible
        self.isUnsteady = isUnsteady
    }
}

extension Quarantine {
    /// Reads a held-back reading; what was written before readings could be unsteady is not.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            claim: try values.decode(Claim.self, forKey: .claim),
            firstSeenAt: try values.decode(Timestamp.self, forKey: .firstSeenAt),
            lastAgreedAt: try values.decode(Timestamp.self, forKey: .lastAgreedAt),
            agreements: try values.decode(Int.self, forKey: .agreements),
            needed: try values.decode(Int.self, forKey: .needed),
            isImplausible: try values.decode(Bool.self, forKey: .isImplausible),
            isUnsteady: try values.decodeIfPresent(Bool.self, forKey: .isUnsteady) ?? false
        )
    }
}
