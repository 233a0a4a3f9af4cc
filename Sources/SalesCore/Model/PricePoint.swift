/// One row of `prices`: what a product cost from a moment on.
///
/// Rows are changes, and one opening row per product and UTC day that carries the price forward. Nothing references
/// them; the last price lives in ``ProductState``.
public struct PricePoint: Hashable, Codable, Sendable {
    /// The product.
    public var productID: ProductID
    /// When the price was observed; unique for a product.
    public var observedAt: Timestamp
    /// The price.
    public var price: Money
    /// The list price beside it.
    public var listPrice: Money?
    /// The availability beside it.
    public var availability: Availability
    /// Whether this row only opens a day with the price of the day before.
    public var isCarriedForward: Bool

    /// A row.
    public init(
        productID: ProductID,
        observedAt: Timestamp,
        price: Money,
        listPrice: Money? = nil,
        availability: Availability = .unknown,
        isCarriedForward: Bool = false
    ) {
        self.productID = productID
        self.observedAt = observedAt
        self.price = price
        self.listPrice = listPrice
        self.availability = availability
        self.isCarriedForward = isCarriedForward
    }
}

/// The prices of one product on one UTC day, for charts over long times.
public struct DailyPrices: Hashable, Codable, Sendable {
    /// The product.
    public var productID: ProductID
    /// Days since 1970-01-01 UTC.
    public var day: Int64
    /// The first, lowest, highest and last price of the day, all of one currency.
    public var open: Money
    /// The lowest price of the day.
    public var low: Money
    /// The highest price of the day.
    public var high: Money
    /// The last price of the day.
    public var close: Money

    /// A day's prices.
    public init(productID: ProductID, day: Int64, open: Money, low: Money, high: Money, close: Money) {
        self.productID = productID
        self.day = day
        self.open = open
        self.low = low
        self.high = high
        self.close = close
    }
}
