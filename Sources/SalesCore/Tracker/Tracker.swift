public import Logging

/// The price tracker: what callers hold.
///
/// It follows products in a store, reads their pages, decides what is worth telling, and tells it.
///
/// A tracker has no state of its own beside caches; any number may run on one store, in one process or many.
public struct Tracker: Sendable {
    /// Where everything is kept.
    public let store: any TrackingStore
    /// Reads pages; robots rules and limits are decorators around it.
    let fetcher: any Fetcher
    /// The same for requests that no claim has reserved a turn for.
    let unscheduledFetcher: any Fetcher
    /// The carriers by channel.
    public let notifiers: [Channel: any Notifier]
    /// The settings.
    public let settings: Settings
    package let adapters: WebsiteAdapters
    let time: any TimeSource
    let random: RandomSource
    let logger: Logger
    let hostWatch: HostWatch
    let hostLoads = HostLoads()
    let carrierWatch: CarrierWatch
    let committer: CommitQueue
    /// Asked before each message.
    let gates: [any DeliveryGate]
    let batchRests = BatchRests()
    /// Halts mails to new addresses while too many mails bounce.
    public let reputation: Reputation

    /// A tracker.
    ///
    /// - Parameters:
    ///   - store: where everything is kept.
    ///   - fetcher: brings pages; rate, pauses and leases are the tracker's matter, robots rules a decorator's.
    ///   - notifiers: one for each channel that people can be reached on; of two for a channel the last is taken.
    ///   - adapters: what is known of single websites.
    ///   - gates: asked before each message is handed over, beside the daily cap that each person sets.
    ///   - settings: when to check, what to believe, what hosts allow; published limits of the adapters hold beside.
    ///   - time: the present moment, and waiting.
    ///   - random: jitter and alert identifiers; identifiers need a cryptographically secure source.
    ///   - logger: hears of failures of the store and the like.
    public init(
        store: any TrackingStore,
        fetcher: any Fetcher,
        notifiers: [any Notifier] = [],
        adapters: WebsiteAdapters = WebsiteAdapters(),
        gates: [any DeliveryGate] = [],
        settings: Settings = Settings(),
        time: any TimeSource = SystemTime(),
        random: RandomSource = .system,
        logger: Logger = Logger(label: "sales-tracker")
    ) {
        var settings = settings
        settings.hosts = adapters.policy(over: settings.hosts)
        self.store = store
        self.fetcher = fetcher
        self.unscheduledFetcher = RateLimitedFetcher(
            fetcher,
            hosts: store,
            policy: settings.hosts,
            horizon: settings.patience,
            time: time
        )
        self.notifiers = Dictionary(notifiers.map { ($0.channel, $0) }, uniquingKeysWith: { $1 })
        self.adapters = adapters
        self.settings = settings
        self.time = time
        self.random = random
        self.logger = logger
        hostWatch = HostWatch(store: store, breaker: settings.breaker)
        carrierWatch = CarrierWatch(logger: logger)
        committer = CommitQueue(store: store)
        let reputation = Reputation(store: store, policy: settings.reputation, logger: logger)
        self.reputation = reputation
        // Gates that count are asked last, and what costs money after what does not.
        let cap = (store as? any QuotaStore).map { DailyCap(quotas: $0, delivery: settings.delivery) }
        self.gates = [reputation] + [cap].compactMap { $0 } + gates
    }

    /// What a tracker is set to.
    public struct Settings: Sendable {
        /// When products are checked.
        public var pace: Pace
        /// When readings are believed.
        public var readings: ReadingGuard
        /// When a fall is worth telling.
        public var rules: RuleDecider
        /// What hosts allow.
        public var hosts: HostPolicy
        /// When a failing host is left alone.
        public var breaker: CircuitBreaker
        /// What one fetch may cost.
        public var limits: FetchLimits
        /// How long a worker holds a product, an event or an alert.
        public var lease: Duration
        /// How long a worker holds a product that it checks, where the store is a ``LeaseRenewal``; at least twice
        /// ``heartbeat``.
        ///
        /// A host whose worker died is asked nothing until then. Where that takes half a minute, workers of which one dies
        /// every ten seconds leave most hosts alone for most of the time.
        public var checkLease: Duration
        /// How often a running tracker renews what it still works on, where the store is a ``LeaseRenewal``.
        public var heartbeat: Duration
        /// How long a request that no claim has reserved a turn for waits for its host.
        public var patience: Duration
        /// How alerts are tried again.
        public var delivery: DeliveryPolicy
        /// When mails to new addresses are halted.
        public var reputation: ReputationPolicy
        /// How often an idle worker looks for work.
        public var idlePoll: Duration
        /// Where one POST stops messages to a person over a channel, about a product or, without one, about all; nil
        /// where the installation has no address for links.
        public var stopLink: @Sendable (User, Channel, ProductID?) -> PageURL?

        /// The defaults of the three-minute promise.
        public init(
            pace: Pace = Pace(),
            readings: ReadingGuard = ReadingGuard(),
            rules: RuleDecider = RuleDecider(),
            hosts: HostPolicy = HostPolicy(),
            breaker: CircuitBreaker = CircuitBreaker(),
            limits: FetchLimits = FetchLimits(),
            lease: Duration = .seconds(30),
            checkLease: Duration = .seconds(15),
            heartbeat: Duration = .seconds(5),
            patience: Duration = .seconds(30),
            delivery: DeliveryPolicy = DeliveryPolicy(),
            reputation: ReputationPolicy = ReputationPolicy(),
            idlePoll: Duration = .milliseconds(250),
            stopLink: @escaping @Sendable (User, Channel, ProductID?) -> PageURL? = { _, _, _ in nil }
        ) {
            self.pace = pace
            self.readings = readings
            self.rules = rules
            self.hosts = hosts
            self.breaker = breaker
            self.limits = limits
            self.lease = lease
            self.checkLease = checkLease
            self.heartbeat = heartbeat
            self.patience = patience
            self.delivery = delivery
            self.reputation = reputation
            self.idlePoll = idlePoll
            self.stopLink = stopLink
        }
    }
}

extension Tracker: CustomStringConvertible, CustomReflectable {
    /// What it is; never its parts, whose settings may hold somebody's secrets.
    public var description: String { "Tracker" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
