/// What one person sees of what they follow: lists and single products with their history, for pages that wait for it.
///
/// Each answer should be one statement of the store, so that it is whole and no page pays for many round trips. Asked
/// of stores behind an interface over the network, beside ``TrackingStore``.
public protocol OverviewStore: Sendable {
    /// The products that a person follows, paused or not, a page at a time.
    ///
    /// The store must serve what the filter holds for, in the order asked for, as many as ``pageSize(_:)`` says of the
    /// limit, each from the first page to the last exactly once, whatever is followed or not any more meanwhile; one
    /// whose place in the order changes meanwhile may come twice or not at all. The first page by
    /// ``FollowedOrder/newest`` without a filter must not cost more for somebody who follows 100,000 products; other
    /// orders may sort all of theirs.
    /// - Parameters:
    ///   - user: The person; nobody's list is empty.
    ///   - filter: Which of their products.
    ///   - order: How they stand in the list.
    ///   - history: The UTC days of ``FollowedProduct/recent``, of which the caller asks for at most
    ///     ``FollowedProduct/maximumDays``.
    ///   - token: Where the page begins, as a page of the same order said.
    ///   - limit: How many.
    /// - Throws: `invalidArgument` for a token of another order; ``StoreError``.
    /// - Promise: OVERVIEW-1 to OVERVIEW-13, OVERVIEW-19
    func followedProducts(
        of user: UserID,
        matching filter: FollowedFilter,
        by order: FollowedOrder,
        history: Range<Int64>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<FollowedProduct>

    /// A product that a person follows with its history and the newest alerts that they got about it; nil where they do
    /// not follow it.
    ///
    /// - Parameters:
    ///   - product: The product.
    ///   - user: The person.
    ///   - history: Which part of its history, and how fine.
    ///   - alerts: How many alerts at most, from 0 to ``maximumPageSize``.
    /// - Throws: ``StoreError``.
    /// - Promise: OVERVIEW-14 to OVERVIEW-17
    func followedProduct(
        _ product: ProductID,
        of user: UserID,
        history: HistoryRequest,
        alerts: Int
    ) async throws(StoreError) -> FollowedDetail?

    /// How many products a person follows, paused or not.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: OVERVIEW-18
    func followedCount(of user: UserID) async throws(StoreError) -> Int
}

/// A product with what one person wants of it, for a list.
public struct FollowedProduct: Hashable, Sendable {
    /// The product.
    public var product: Product
    /// What the person wants of it.
    public var subscription: Subscription
    /// Whose page it is.
    public var website: Website
    /// Its prices on each day of the range asked for that has rows, oldest first
    /// (``PriceStore/dailyPrices(of:days:)``).
    public var recent: [DailyPrices]

    /// A product that a person follows.
    public init(product: Product, subscription: Subscription, website: Website, recent: [DailyPrices] = []) {
        self.product = product
        self.subscription = subscription
        self.website = website
        self.recent = recent
    }

    /// The most days of history that a list is asked for.
    public static let maximumDays: Int64 = 90
}

/// A product with what one person wants of it, its history and what they were told.
public struct FollowedDetail: Hashable, Sendable {
    /// The product.
    public var product: Product
    /// What the person wants of it.
    public var subscription: Subscription
    /// Whose page it is.
    public var website: Website
    /// Its prices, as they were asked for.
    public var history: FollowedHistory
    /// The newest alerts to the person about it, newest first.
    public var alerts: [Alert]

    /// A product that a person follows.
    public init(
        product: Product,
        subscription: Subscription,
        website: Website,
        history: FollowedHistory,
        alerts: [Alert]
    ) {
        self.product = product
        self.subscription = subscription
        self.website = website
        self.history = history
        self.alerts = alerts
    }
}

/// Which part of a product's history is asked for, and how fine.
public enum HistoryRequest: Hashable, Sendable {
    /// The days of a range that have rows, of which the caller asks for at most ``DailyPrices/maximumDays``.
    case days(Range<Int64>)
    /// The last rows of a span of time, at most as many as ``pageSize(_:)`` says of the limit.
    case changes(Range<Timestamp>, limit: Int)
}

/// Part of a product's history.
public enum FollowedHistory: Hashable, Sendable {
    /// Prices of days, oldest first, as ``PriceStore/dailyPrices(of:days:)`` answers them.
    case days([DailyPrices])
    /// Rows, oldest first; and the last row that stands before them, with whose price a chart of them begins, also
    /// where it is older than what was asked for.
    case changes([PricePoint], before: PricePoint?)
}

extension FollowedHistory {
    /// The last rows of a span, at most so many, and the one before them.
    ///
    /// - Parameter rows: In any order: of the span the last ones, one more than the limit, and the last before it.
    package static func changes(_ rows: [PricePoint], in span: Range<Timestamp>, limit: Int) -> FollowedHistory {
        let ordered = rows.sorted { $0.observedAt < $1.observedAt }
        let points = Array(ordered.filter { span.contains($0.observedAt) }.suffix(limit))
        let begin = points.first?.observedAt ?? span.lowerBound
        return .changes(points, before: ordered.last { $0.observedAt < begin })
    }
}
