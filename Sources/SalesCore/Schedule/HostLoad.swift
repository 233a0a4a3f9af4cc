/// How much is asked of one host: its followed products, added one by one.
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

    /// Adds a product that is read in an interval.
    public mutating func add(every interval: Duration) {
        products += 1
        shortest = min(shortest ?? interval, interval)
        let milliseconds = max(1, interval.wholeMilliseconds)
        let day = Timestamp.millisecondsPerDay
        let checks = day / milliseconds + (day % milliseconds == 0 ? 0 : 1)
        let (sum, overflow) = checksADay.addingReportingOverflow(checks)
        checksADay = overflow ? .max : sum
    }
}
