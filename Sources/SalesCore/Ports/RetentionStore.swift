/// Forgets what has been kept long enough, so that nothing of the short-term store grows for ever.
public protocol RetentionStore: Sendable {
    /// What the store keeps of a kind.
    ///
    /// - Promise: LEDGER-13, LEDGER-19
    func kept(_ kind: Retained) async throws(StoreError) -> KeptRows

    /// Removes rows of a kind that have been over since before a moment, the oldest first and at most `limit` of them;
    /// answers how many.
    ///
    /// The store must remove nothing that is still of use: alerts that are open, events that are not expanded, days
    /// that have rows.
    /// - Promise: LEDGER-13, LEDGER-19
    func forget(_ kind: Retained, before moment: Timestamp, limit: Int) async throws(StoreError) -> Int
}

/// What is kept for some time and then forgotten.
public enum Retained: String, Codable, Sendable, CaseIterable {
    /// Alerts that were told, given up or dropped, by when they were made.
    case alerts
    /// Price events of which every alert was made, by when they were committed.
    case events
    /// Open, low, high and close of UTC days whose rows are gone, by the end of the day.
    case dailyPrices = "daily_prices"
    /// The robots.txt of hosts, by when it was fetched.
    case robots
}

/// What a store keeps of a kind.
public struct KeptRows: Hashable, Sendable {
    /// How many rows can be forgotten one day.
    public var rows: Int
    /// From when the oldest is; nil where there is none.
    public var oldest: Timestamp?

    /// What is kept.
    public init(rows: Int, oldest: Timestamp?) {
        self.rows = rows
        self.oldest = oldest
    }
}
