public import SalesCore

/// What the service works with: whoever composes a program gives it.
public struct WebParts: Sendable {
    /// A store behind an interface over the network.
    public typealias Store = AccountStore & IdempotencyStore & InstallationStore & OverviewStore & SessionStore
        & TrackingStore

    /// Where everything is kept.
    public var store: any Store
    /// Looks at pages and follows products, on the same store.
    public var tracker: Tracker
    /// Signs people up and in, on the same store.
    public var accounts: Accounts
    /// Reads what mail and text carriers report back; nil where nobody reports.
    public var feedback: (any FeedbackReader)?
    /// Keeps what is counted, and is told at `/metrics`.
    ///
    /// Requests are counted here; whoever composes the program counts its other work beside them (``TrackingMetrics``).
    public var metrics: PrometheusRegistry
    /// The present moment, and waiting.
    public var time: any TimeSource
    /// Secrets; it must be cryptographically secure.
    public var random: RandomSource

    /// The parts of a service.
    public init(
        store: any Store,
        tracker: Tracker,
        accounts: Accounts,
        feedback: (any FeedbackReader)? = nil,
        metrics: PrometheusRegistry = PrometheusRegistry(),
        time: any TimeSource = SystemTime(),
        random: RandomSource = .system
    ) {
        self.store = store
        self.tracker = tracker
        self.accounts = accounts
        self.feedback = feedback
        self.metrics = metrics
        self.time = time
        self.random = random
    }
}
