/// One line of an export: JSON, versioned by the header that comes first.
///
/// Docs/export-format.md describes every field.
///
/// Products are named by their ordinal in the file, so that a file means the same in any store.
public enum TransferRecord: Hashable, Sendable {
    /// What the file is.
    case header(version: Int)
    /// A product with what is known of it.
    case product(ProductRecord)
    /// What a person wants to be told about a product.
    case subscription(SubscriptionRecord)
    /// A row of the price history.
    case price(PriceRecord)
    /// An alert that was told, or could not be.
    case alert(AlertRecord)

    /// The format's name in the header.
    public static let format = "sales-tracker-export"
    /// The version that is written; it and all below are read.
    public static let version = 2
    /// The longest line that is read, in bytes.
    public static let maximumLineBytes = 1 << 20

    /// A product.
    public struct ProductRecord: Hashable, Codable, Sendable {
        /// Its ordinal in the file, from 1.
        public var product: Int
        /// Its canonical URL.
        public var url: PageURL
        /// Which of the page's prices is meant.
        public var selection: Selection
        /// Its name.
        public var name: String
        /// When it was first tracked.
        public var createdAt: Timestamp
        /// What is known of it.
        public var state: StateRecord
    }

    /// What is known of a product, without what only makes checks cheap.
    public struct StateRecord: Hashable, Codable, Sendable {
        /// The last confirmed price.
        public var price: AmountRecord?
        /// The list price beside it.
        public var listPrice: AmountRecord?
        /// The last confirmed availability.
        public var availability: Availability
        /// Whether it is confirmed that the product is no more.
        public var isGone: Bool
        /// When the price was first seen.
        public var priceSince: Timestamp?
        /// When the price was last read.
        public var lastReadAt: Timestamp?
        /// When the product was last checked.
        public var lastCheckAt: Timestamp?
        /// The UTC day of the newest row.
        public var lastRowDay: Int64?
        /// Where its prices were found.
        public var origins: PriceOrigins?
    }

    /// What a person wants to be told.
    public struct SubscriptionRecord: Hashable, Codable, Sendable {
        /// The product's ordinal.
        public var product: Int
        /// The rule.
        public var rule: RuleRecord
        /// The channels; empty for all.
        public var channels: [Channel]
        /// The interval in milliseconds; absent for the default.
        public var intervalMilliseconds: Int64?
        /// Whether it is paused.
        public var isPaused: Bool
        /// How long after an alert no other is wanted, in milliseconds; absent for no time.
        public var coolDownMilliseconds: Int64?
        /// Whether its alerts go into a digest; absent for no.
        public var isInDigest: Bool?
        /// The price when the person asked.
        public var reference: AmountRecord?
        /// What is remembered of each alternative of the rule; absent in version 1.
        public var triggers: [TriggerRecord]?
        /// In version 1, whether the next event that meets the rule is told.
        public var isArmed: Bool?
        /// In version 1, since when the rule could be earned anew.
        public var recoveredSince: Timestamp?
        /// The price told last.
        public var toldPrice: AmountRecord?
        /// The price that stood before it.
        public var toldFrom: AmountRecord?
        /// When it was told.
        public var toldAt: Timestamp?
        /// The currency that the person was asked about.
        public var askedAbout: Currency?
        /// When the person asked.
        public var createdAt: Timestamp
    }

    /// A rule as a text.
    public struct RuleRecord: Hashable, Codable, Sendable {
        /// The text of ``Rule``.
        public var text: String
    }

    /// What is remembered of one alternative of a rule.
    public struct TriggerRecord: Hashable, Codable, Sendable {
        /// Whether it is told when it becomes true.
        public var isArmed: Bool
        /// Since when it could be earned anew.
        public var recoveredSince: Timestamp?
        /// Whether it was told since the rule began.
        public var wasTold: Bool
    }

    /// An amount as a decimal string.
    public struct AmountRecord: Hashable, Codable, Sendable {
        /// Plain decimal digits.
        public var amount: String
        /// The ISO 4217 code.
        public var currency: Currency
    }

    /// A row of the price history.
    public struct PriceRecord: Hashable, Codable, Sendable {
        /// The product's ordinal.
        public var product: Int
        /// When the price was observed.
        public var at: Timestamp
        /// The price.
        public var price: AmountRecord
        /// The list price beside it.
        public var listPrice: AmountRecord?
        /// The availability beside it; absent for unknown.
        public var availability: Availability?
        /// Whether the row only opens a day.
        public var isCarriedForward: Bool?
    }

    /// One side of a change.
    public struct SideRecord: Hashable, Codable, Sendable {
        /// The price.
        public var price: AmountRecord?
        /// The list price beside it.
        public var listPrice: AmountRecord?
        /// The availability.
        public var availability: Availability
        /// Whether the product was no more.
        public var isGone: Bool
    }

    /// An alert.
    public struct AlertRecord: Hashable, Codable, Sendable {
        /// The product's ordinal.
        public var product: Int
        /// Its identifier.
        public var id: Alert.ID
        /// The channel.
        public var channel: Channel
        /// How far it came.
        public var status: Alert.Status
        /// Why the person was told.
        public var kind: Alert.Facts.Kind
        /// The rule.
        public var rule: RuleRecord
        /// The price that the rule measured from.
        public var reference: AmountRecord?
        /// The product's name then.
        public var productName: String
        /// The product's page then.
        public var url: PageURL
        /// What was true before the change.
        public var before: SideRecord
        /// What was true after it.
        public var after: SideRecord
        /// When the old price was last read.
        public var oldLastReadAt: Timestamp
        /// When the new price was first seen.
        public var seenAt: Timestamp
        /// When it was confirmed.
        public var confirmedAt: Timestamp
        /// Whether the price was implausibly low.
        public var isUnusuallyLow: Bool
        /// How many times it was handed over.
        public var attempts: Int
        /// When it was made.
        public var createdAt: Timestamp
        /// When the last attempt began.
        public var sentAt: Timestamp?
        /// When it was taken.
        public var acceptedAt: Timestamp?
        /// The carrier's name for it.
        public var receipt: String?
        /// Why it failed.
        public var failure: String?
    }
}
