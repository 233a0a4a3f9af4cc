/// How often the products of one host can really be read, and how late a drop there is told at worst.
///
/// Pure. It counts one request for each check: products of one URL and interfaces that answer for many at once need
/// fewer, so that the truth is never worse than what is said here.
public struct HostPromise: Hashable, Sendable {
    /// The host, as ``PageURL/site`` names it.
    public let host: String
    /// How many products are followed there.
    public let products: Int
    /// The shortest interval that one of them is asked to be read in.
    public let asked: Duration
    /// The interval that its rate allows: what is asked, or where that is more than the rate, the time in which all
    /// products have their turn once.
    public let interval: Duration
    /// The longest that a drop stays untold, also where a worker dies in between.
    public let bound: Duration

    /// Whether the bound keeps ``TellingReport/promise``.
    public var isKept: Bool { bound <= TellingReport.promise }

    /// Whether the host's rate is what makes the interval longer than asked.
    public var isRateTooLow: Bool { interval > asked }

    /// What happens between a drop and its telling, beside the host's own interval.
    public struct Steps: Hashable, Sendable {
        /// When products are checked, and a reading is confirmed.
        public var pace: Pace
        /// How many further readings must agree before a change is believed.
        public var confirmations: Int
        /// The longest fetch that counts; a shop that needs longer is slower than any promise.
        public var fetch: Duration
        /// Until another worker takes over from one that died.
        public var lease: Duration

        /// The defaults of the promise, whose sum is 179 s: 60 + 10 of the interval, 20 of the fetch, twice 12 + 5 of the
        /// confirmations, 30 of the lease, 5 of the outbox, 20 of the carrier.
        public init(
            pace: Pace = Pace(),
            confirmations: Int = ReadingGuard.Policy().confirmations,
            fetch: Duration = .seconds(20),
            lease: Duration = .seconds(30)
        ) {
            self.pace = pace
            self.confirmations = confirmations
            self.fetch = fetch
            self.lease = lease
        }

        /// The confirming fetch: it asks a page that was there seconds ago.
        static let confirmingFetch = Duration.seconds(5)
        /// From the commit of the change until an alert is handed over.
        static let outbox = Duration.seconds(5)
        /// What the carrier may take.
        static let carrier = Message.deadline

        /// The longest from the drop to its telling.
        ///
        /// - Parameters:
        ///   - interval: how often a product is really read.
        ///   - lag: how much longer that is than asked; each confirmation waits as long for its turn.
        func bound(interval: Duration, lag: Duration) -> Duration {
            let jitter = Duration.milliseconds(min(interval / 6, pace.maximumJitter).wholeMilliseconds)
            let confirmation = pace.confirmation.upperBound + Self.confirmingFetch + lag
            return interval + jitter + fetch + confirmation * max(0, confirmations) + lease + Self.outbox + Self.carrier
        }
    }

    /// What holds for a host with these products.
    ///
    /// - Parameters:
    ///   - load: its products and what is asked for them.
    ///   - limits: what the host allows.
    ///   - steps: what happens beside.
    public init(of load: HostLoad, limits: HostLimits, steps: Steps) {
        let regular = max(load.shortest ?? steps.pace.interval, steps.pace.minimumInterval)
        let spacing = limits.spacing
        let isFitting = load.checksADay <= Self.day / max(1, spacing.wholeMilliseconds)
        let (turn, overflow) = spacing.wholeMilliseconds.multipliedReportingOverflow(by: Int64(load.products))
        let round = Duration.milliseconds(overflow ? .max : turn)
        host = load.host
        products = load.products
        asked = regular
        interval = isFitting ? regular : max(regular, round)
        bound = steps.bound(interval: interval, lag: interval - regular)
    }

    private static let day = Timestamp.millisecondsPerDay
}
