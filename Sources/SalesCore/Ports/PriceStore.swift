/// The history of prices: the ERD's `prices`.
///
/// Rows come in with ``CheckQueue/commit(_:)`` and by import.
public protocol PriceStore: Sendable {
    /// A product's rows in the order of their times, a page at a time.
    ///
    /// The store must serve rows from `range.lowerBound` on and before `range.upperBound`.
    /// - Promise: STORE-20, STORE-24, STORE-25
    func prices(
        of product: ProductID,
        in range: Range<Timestamp>,
        after token: PageToken?,
        limit: Int
    ) async throws(StoreError) -> Page<PricePoint>

    /// A product's open, low, high and close of each UTC day in the range that has rows, oldest first.
    ///
    /// Only rows in the currency of the day's last row count; carried-forward rows count. Days before 1970 have
    /// negative numbers (``Timestamp/utcDay``: division that rounds down, which SQL's does not). The caller asks for at
    /// most ``DailyPrices/maximumDays`` days.
    /// - Promise: STORE-21, STORE-23, STORE-26
    func dailyPrices(of product: ProductID, days: Range<Int64>) async throws(StoreError) -> [DailyPrices]

    /// Adds rows that were observed in the past; answers how many were new.
    ///
    /// The caller guarantees that the products exist (rows of others are passed over). A row whose
    /// (product, observedAt) is there already changes nothing, nor does the second of two in `rows`. State, events and
    /// the next check stay as they are.
    /// - Promise: STORE-22, STORE-27
    func importPrices(_ rows: [PricePoint]) async throws(StoreError) -> Int
}

extension DailyPrices {
    /// The most days that are asked for at once.
    public static let maximumDays: Int64 = 3_700
}
