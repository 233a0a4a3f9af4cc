/// A confirmed change of a product, committed together with the row that caused it, from which alerts are made.
public struct PriceEvent: Hashable, Codable, Sendable {
    /// Its number in the store; events of one product are expanded in this order.
    public let id: PriceEventID
    /// The product.
    public let productID: ProductID
    /// What changed, and when each part of it was known.
    public let change: Change

    /// An event row.
    public init(id: PriceEventID, productID: ProductID, change: Change) {
        self.id = id
        self.productID = productID
        self.change = change
    }

    /// One side of a change.
    public struct Side: Hashable, Codable, Sendable {
        /// The price; nil where the product was gone.
        public var price: Money?
        /// The list price beside it.
        public var listPrice: Money?
        /// The availability.
        public var availability: Availability
        /// Whether the page said that the product is no more.
        public var isGone: Bool

        /// One side of a change.
        public init(
            price: Money?,
            listPrice: Money? = nil,
            availability: Availability = .unknown,
            isGone: Bool = false
        ) {
            self.price = price
            self.listPrice = listPrice
            self.availability = availability
            self.isGone = isGone
        }
    }

    /// A product's page that cannot be read, or can be again.
    public enum Trouble: Hashable, Codable, Sendable {
        /// It could not be read so many times in a row; why, in words.
        case began(failures: Int, reason: String)
        /// It can be read again, after it was said that it could not since then.
        case ended(since: Timestamp)
    }

    /// What changed, and when each part of it was known.
    public struct Change: Hashable, Codable, Sendable {
        /// What was true before.
        public var before: Side
        /// What is true now.
        public var after: Side
        /// When the old price was last read: the earliest moment at which the change can have happened.
        public var oldLastReadAt: Timestamp
        /// When the new price was first seen.
        public var seenAt: Timestamp
        /// When enough readings had agreed.
        public var confirmedAt: Timestamp
        /// Whether the new price is implausibly low even though it was confirmed.
        public var isUnusuallyLow: Bool
        /// The lowest price that was confirmed before, since the product is followed; nil where none was.
        public var lowestBefore: Money?
        /// What became of the product's being read, where that changed.
        public var trouble: Trouble?
        /// The check that confirmed it (``ClaimedCheck/trace``), by which logs lead from a reading to its alerts; nil
        /// for a change that no check made, and for those of before there were traces.
        public var trace: String?

        /// A change.
        public init(
            before: Side,
            after: Side,
            oldLastReadAt: Timestamp,
            seenAt: Timestamp,
            confirmedAt: Timestamp,
            isUnusuallyLow: Bool = false,
            lowestBefore: Money? = nil,
            trouble: Trouble? = nil,
            trace: String? = nil
        ) {
            self.before = before
            self.after = after
            self.oldLastReadAt = oldLastReadAt
            self.seenAt = seenAt
            self.confirmedAt = confirmedAt
            self.isUnusuallyLow = isUnusuallyLow
            self.lowestBefore = lowestBefore
            self.trouble = trouble
            self.trace = trace
        }
    }
}
