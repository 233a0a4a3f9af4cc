/// The events that are yet to become alerts.
public protocol EventQueue: Sendable {
    /// Leases events that are not expanded yet.
    ///
    /// The store must lease, of each product, only the oldest event that is not expanded, so that a product's events
    /// are expanded in their order; none whose lease still runs; and give each lease a token of its own. The caller
    /// guarantees `limit` of 1 to ``maximumPageSize``.
    /// - Promise: STORE-50, STORE-51, STORE-59
    func claimEvents(limit: Int, lease: Duration) async throws(StoreError) -> [ClaimedEvent]

    /// Saves one page of an event's expansion in one transaction.
    ///
    /// The store must change nothing and answer `.conflict` where the lease is not the present one or has run out.
    /// Otherwise, for each item whose subscription still has the version given: write its memory, count its version up
    /// and add its alerts, leaving alone any whose (user, product, event, channel) is there already; an item of another
    /// version, or whose subscription is gone, is passed over and its number answered in `stale`. Only where nothing
    /// was stale, keep `cursor` as where the expansion goes on, or with a nil cursor mark the event as expanded and end
    /// the lease; where something was, the caller reads it again, decides anew and calls once more. A saved page does
    /// not prolong the lease: who claims the event after it ran out goes on at the cursor. Alerts are saved as they are
    /// given; the answer counts those that were not there.
    /// - Promise: STORE-52 to STORE-55, STORE-57, STORE-58
    func expand(_ expansion: Expansion) async throws(StoreError) -> ExpansionResult

    /// Adds an event that no check has caused, such as the wish to be told what is true already.
    ///
    /// The store must add nothing where the product does not exist.
    /// - Promise: STORE-120
    func addEvent(_ change: PriceEvent.Change, of product: ProductID) async throws(StoreError)

    /// A product's events in the order of their numbers, a page at a time.
    ///
    /// - Promise: STORE-56
    func events(
        of product: ProductID,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PriceEvent>
}

/// A leased event.
public struct ClaimedEvent: Hashable, Sendable {
    /// The event.
    public let event: PriceEvent
    /// The fencing token.
    public let token: Int64
    /// The product it concerns.
    public let product: Product
    /// Where the expansion goes on: the page token of the subscriptions that come next; nil at the start.
    public let cursor: PageToken?

    /// A leased event.
    public init(event: PriceEvent, token: Int64, product: Product, cursor: PageToken?) {
        self.event = event
        self.token = token
        self.product = product
        self.cursor = cursor
    }
}

/// One page of an event's expansion.
public struct Expansion: Hashable, Sendable {
    /// What one subscription makes of the event.
    public struct Item: Hashable, Sendable {
        /// The subscription.
        public var subscriptionID: SubscriptionID
        /// The version that was read.
        public var version: Int64
        /// What its rule remembers from now on.
        public var memory: RuleMemory
        /// The alerts to be made.
        public var alerts: [Alert]

        /// An item.
        public init(subscriptionID: SubscriptionID, version: Int64, memory: RuleMemory, alerts: [Alert]) {
            self.subscriptionID = subscriptionID
            self.version = version
            self.memory = memory
            self.alerts = alerts
        }
    }

    /// The event.
    public var eventID: PriceEventID
    /// The fencing token of its lease.
    public var token: Int64
    /// At most ``maximumPageSize`` items: those whose memory changes or that make alerts.
    public var items: [Item]
    /// Where the next page begins; nil after the last page.
    public var cursor: PageToken?

    /// A page of an expansion.
    public init(eventID: PriceEventID, token: Int64, items: [Item], cursor: PageToken?) {
        self.eventID = eventID
        self.token = token
        self.items = items
        self.cursor = cursor
    }
}

/// What saving a page gave.
public enum ExpansionResult: Hashable, Sendable {
    /// Saved, save for these subscriptions, which were edited meanwhile.
    case saved(alerts: Int, stale: [SubscriptionID])
    /// The lease was lost; nothing was changed.
    case conflict
}
