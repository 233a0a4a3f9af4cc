/// How much is asked of one host: its followed products, added together.
public struct HostLoad: Hashable, Sendable {
    /// The host, as ``PageURL/site`` names it.
    public let host: String
    /// How many products are followed there.
    public private(set) var products = 0
    /// The shortest interval of one of them; nil before the first.
    public private(set) var shortest: Duration?
    /// How many checks a day all of them are, rounded up for each.
    public private(set) var checksADay: Int64 = 0

    /// A host without products.
    public init(host: String) {
        self.host = host
    }

    /// Adds products that are each read in an interval.
    public mutating func add(_ count: Int = 1, every interval: Duration) {
        guard count > 0 else { return }
        products += count
        shortest = min(shortest ?? interval, interval)
        let milliseconds = max(1, interval.wholeMilliseconds)
        let day = Timestamp.millisecondsPerDay
        let checks = day / milliseconds + (day % milliseconds == 0 ? 0 : 1)
        let (all, isTooMany) = checks.multipliedReportingOverflow(by: Int64(count))
        let (sum, overflow) = checksADay.addingReportingOverflow(isTooMany ? .max : all)
        checksADay = overflow ? .max : sum
    }
}
