/// How long it took to tell people: percentiles by the nearest rank, so that each is a time that somebody really waited.
public struct TellingFigures: Hashable, Sendable {
    /// How many alerts.
    public let count: Int
    /// How many of them took no longer than ``TellingReport/promise``.
    public let withinPromise: Int
    /// Half of them took no longer.
    public let p50: Duration
    /// 95 of 100 took no longer.
    public let p95: Duration
    /// 99 of 100 took no longer.
    public let p99: Duration
    /// The longest.
    public let worst: Duration

    /// The figures of times in milliseconds, in any order; nil for none.
    init?(_ milliseconds: [Int64]) {
        let sorted = milliseconds.sorted()
        guard let last = sorted.last else { return nil }
        count = sorted.count
        let limit = TellingReport.promise.wholeMilliseconds
        withinPromise = sorted.partitionIndex { $0 > limit }
        p50 = .milliseconds(sorted[Self.rank(50, of: sorted.count)])
        p95 = .milliseconds(sorted[Self.rank(95, of: sorted.count)])
        p99 = .milliseconds(sorted[Self.rank(99, of: sorted.count)])
        worst = .milliseconds(last)
    }

    /// The share of those within the promise in hundredths of a percent, rounded down: only all of them are 100 %.
    public var basisPointsWithinPromise: Int { withinPromise * 10_000 / count }

    /// The index of a percentile: the smallest that has so many of a hundred at or below it.
    ///
    /// The caller guarantees 1 to 100 percent of at least one element, and less than a hundredth of the largest Int.
    static func rank(_ percent: Int, of count: Int) -> Int { (count * percent + 99) / 100 - 1 }
}
