import Logging
import SalesAWS
import SalesCore
import SalesCurl
import SalesPostgres

/// Makes the parts that the settings name and puts them together: the one place that knows every backend.
struct Composition {
    let options: GlobalOptions
    let terminal: Terminal
    let settings: AppSettings
    private let logger: Logger
    /// Where everything is kept.
    var store: any TrackingStore { opened.store }
    /// The same store where it is on a server.
    var server: PostgresStore? { opened.server }
    private let opened: OpenedStore
    private let engines: Engines

    /// The network engines: one for what people name, one for what the operator named.
    private struct Engines {
        let pages: CurlEngine
        let trusted: CurlEngine
    }

    init(
        options: GlobalOptions,
        settings: AppSettings,
        terminal: Terminal,
        use: StoreUse = .changing
    ) async throws {
        self.options = options
        self.terminal = terminal
        self.settings = settings
        logger = Logger(label: "salesctl") { _ in TerminalLog(terminal: terminal, verbosity: options.verbose) }
        logger.debug("Settings read", metadata: ["file": "\(settings.configurationPath ?? "none")"])
        let allowed = try Self.allowed(options, settings)
        opened = try await OpenedStore.open(settings, for: use)
        logger.debug(
            "Store opened",
            metadata: ["store": "\(settings.store.shown)", "lasts": "\(!(opened.store is MemoryStore))"]
        )
        let connections = ([settings.standardHost] + settings.hosts.values).map(\.limits.connections).max() ?? 1
        engines = Engines(
            pages: CurlEngine(
                policy: .publicInternet(allowing: allowed),
                limits: CurlEngine.Limits(connectionsPerHost: connections)
            ),
            trusted: CurlEngine(policy: .trusted)
        )
    }

    /// How people are told.
    private var carriers: Carriers {
        Carriers(settings: settings, terminal: terminal, format: options.format, engine: engines.trusted)
    }

    /// The session that a command works with.
    func session() async throws -> Session {
        let options = try settings.curlOptions()
        let adapters = settings.adapters
        let fetcher = PoliteFetcher(
            LoggedFetcher(CurlFetcher(engine: engines.pages, options: options), logger: logger),
            hosts: store,
            policy: adapters.policy(over: settings.policy),
            agent: settings.robotsAgent,
            patience: Tracker.Settings().patience,
            ignoresRobots: { [settings] site in !(settings.hosts[site] ?? settings.standardHost).obeysRobots },
            time: opened.time
        )
        var trackerSettings = Tracker.Settings()
        trackerSettings.pace = settings.pace
        trackerSettings.readings = ReadingGuard(
            policy: ReadingGuard.Policy(minimumGap: settings.pace.confirmation.lowerBound)
        )
        trackerSettings.rules = settings.rules
        trackerSettings.hosts = settings.policy
        trackerSettings.limits.deadline = settings.timeout
        trackerSettings.delivery.isPaused = settings.isSendingStopped
        if !(store is any LeaseRenewal) {
            // A slow shop must have answered before somebody else may take the product.
            trackerSettings.lease = max(trackerSettings.lease, settings.timeout + Self.leaseMargin)
        }
        let links = try settings.links()
        trackerSettings.stopLink = { user, channel, product in
            let urls = links?.unsubscribeURLs(for: user, about: product, over: channel)
            return product == nil ? urls?.all : urls?.product
        }
        let tracker = Tracker(
            store: store,
            fetcher: LoggedFetcher(fetcher, stage: .robots, logger: logger),
            notifiers: try carriers.all(),
            adapters: adapters,
            gates: (store as? any QuotaStore).map { [TextGate(settings.people.texts, counting: $0)] } ?? [],
            settings: trackerSettings,
            time: opened.time,
            logger: logger
        )
        return Session(
            terminal: terminal,
            format: self.options.format,
            settings: settings,
            tracker: tracker,
            time: opened.time,
            logger: logger,
            clock: await clock(),
            feedback: try feedback(options)
        )
    }

    /// What reads the reports of Amazon's topics; nil where none is named.
    private func feedback(_ options: CurlOptions) throws -> (any FeedbackReader)? {
        guard !settings.topics.isEmpty else { return nil }
        // What proves a report is no page of a shop's: it is asked for without turns and robots.txt.
        let fetcher = CurlFetcher(engine: engines.pages, options: options)
        return try SNSFeedbackReader(
            topics: settings.topics,
            fetcher: fetcher,
            time: opened.time,
            subscribe: { (subscription) async throws(FeedbackError) in try await subscription.confirm(with: fetcher) }
        )
    }

    /// The clock of whoever reads what is shown; where the store cannot say their zone, the command itself says why.
    func clock() async -> LocalClock {
        let people = options.format == .table ? store as? any UserStore : nil
        return LocalClock(setting: try? await people?.user(.local)?.settings.zone)
    }

    /// Ends what was begun.
    func close() async {
        await engines.pages.shutdown()
        await engines.trusted.shutdown()
        await opened.close()
    }

    /// What a check may take beside its fetch.
    private static let leaseMargin = Duration.seconds(10)

    private static func allowed(_ options: GlobalOptions, _ settings: AppSettings) throws -> Set<AllowedAddress> {
        let flags = try options.allowAddress.map { text in
            guard let address = AllowedAddress(text) else {
                throw CommandFailure(.usage, "--allow-address: “\(text)” \(AppSettings.addressAdvice)")
            }
            return address
        }
        return Set(flags + (try settings.settingAddresses()))
    }
}
