/// How much of something was used in a span of time: sign-ups of a client, texts to a country, money spent on texts.
public protocol QuotaStore: Sendable {
    /// Counts amounts against quotas, all of them or none; answers nil where all were counted, else the first that is
    /// used up.
    ///
    /// The caller guarantees names without personal data in plain text, amounts of at least 0, and periods of at least
    /// a millisecond. A quota is used up where the amounts counted in its window (``Quota/window(at:)`` of the time
    /// given) and this one together are more than its limit. The store must count by (name, period, window), so that two
    /// callers at once never count more than the limit, and count nothing where it answers a quota.
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-50 to ACCOUNT-53
    func take(_ quotas: [Quota], at time: Timestamp) async throws(StoreError) -> Quota?

    /// Forgets windows that ended before a moment; answers how many.
    ///
    /// - Throws: ``StoreError``.
    /// - Promise: ACCOUNT-54
    func removeQuotas(endedBefore time: Timestamp) async throws(StoreError) -> Int
}

/// An amount to be counted, and how much there may be.
public struct Quota: Hashable, Sendable {
    /// What is counted, without personal data in plain text: whoever counts by an address gives its hash.
    public var name: String
    /// How much is to be counted.
    public var amount: Int64
    /// How much there may be in a window.
    public var limit: Int64
    /// How long a window is.
    public var period: Duration

    /// An amount to be counted: one, unless given.
    public init(name: String, amount: Int64 = 1, limit: Int64, period: Duration) {
        self.name = name
        self.amount = amount
        self.limit = limit
        self.period = period
    }

    /// The window of a moment: windows follow each other from 1970-01-01T00:00:00Z on, each as long as the period.
    public func window(at time: Timestamp) -> Range<Timestamp> {
        let length = max(1, period.wholeMilliseconds)
        let rest = time.milliseconds % length
        let start = Timestamp(milliseconds: time.milliseconds) - .milliseconds(rest < 0 ? rest + length : rest)
        return start..<max(start + .milliseconds(length), start)
    }

    /// What is used with this amount; nil where that is more than the limit.
    public func used(with before: Int64) -> Int64? {
        let (sum, overflow) = before.addingReportingOverflow(amount)
        return overflow || sum > limit ? nil : sum
    }
}
