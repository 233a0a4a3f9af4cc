import Foundation
import Logging
import SalesCore
import SalesCurl
import SalesSQLite

/// Makes the parts that the settings name and puts them together: the one place that knows every backend.
struct Composition {
    let options: GlobalOptions
    let terminal: Terminal
    let settings: AppSettings
    private let logger: Logger
    /// Where everything is kept.
    let store: any TrackingStore
    private let closeStore: @Sendable () async -> Void
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
        isReadOnly: Bool = false
    ) async throws {
        self.options = options
        self.terminal = terminal
        self.settings = settings
        logger = Logger(label: "salesctl") { _ in TerminalLog(terminal: terminal, verbosity: options.verbose) }
        logger.debug("Settings read", metadata: ["file": "\(settings.configurationPath ?? "none")"])
        let allowed = try Self.allowed(options, settings)
        (store, closeStore) = try await Self.openStore(
            settings,
            isFlag: options.store != nil,
            isReadOnly: isReadOnly
        )
        logger.debug(
            "Store opened",
            metadata: ["store": "\(settings.storeName)", "lasts": "\(!(store is MemoryStore))"]
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
            ignoresRobots: { [settings] site in !(settings.hosts[site] ?? settings.standardHost).obeysRobots }
        )
        var trackerSettings = Tracker.Settings()
        trackerSettings.pace = settings.pace
        trackerSettings.readings = ReadingGuard(
            policy: ReadingGuard.Policy(minimumGap: settings.pace.confirmation.lowerBound)
        )
        trackerSettings.rules = settings.rules
        trackerSettings.hosts = settings.policy
        trackerSettings.limits.deadline = settings.timeout
        // A slow shop must have answered before somebody else may take the product.
        trackerSettings.lease = max(trackerSettings.lease, settings.timeout + Self.leaseMargin)
        let tracker = Tracker(
            store: store,
            fetcher: LoggedFetcher(fetcher, stage: .robots, logger: logger),
            notifiers: try carriers.all(),
            adapters: adapters,
            settings: trackerSettings,
            logger: logger
        )
        return Session(
            terminal: terminal,
            format: self.options.format,
            settings: settings,
            tracker: tracker,
            logger: logger
        )
    }

    /// Ends what was begun.
    func close() async {
        await engines.pages.shutdown()
        await engines.trusted.shutdown()
        await closeStore()
    }

    /// What a check may take beside its fetch.
    private static let leaseMargin = Duration.seconds(10)

    private static func openStore(
        _ settings: AppSettings,
        isFlag: Bool,
        isReadOnly: Bool
    ) async throws -> (any TrackingStore, @Sendable () async -> Void) {
        let name = settings.storeName
        if name == "memory:" { return (MemoryStore(), {}) }
        guard name.hasPrefix("sqlite:"), name.count > "sqlite:".count else {
            let words = "“\(name)” names no store. Write sqlite:PATH, or memory: to forget everything at the end."
            guard !isFlag, let origin = settings.origins.origin(of: ["store"]) else {
                throw CommandFailure(.usage, words)
            }
            throw CommandFailure(.badData, "\(origin): \(words)")
        }
        let path = String(name.dropFirst("sqlite:".count))
        if isReadOnly, !FileManager.default.fileExists(atPath: path) {
            // Before anything is tracked the standard store is simply empty; a path that somebody wrote is a mistake.
            guard settings.isStoreNamed else { return (MemoryStore(), {}) }
            throw CommandFailure(
                .notFound,
                "There is no store at \(path). Is the path right? `salesctl track URL` makes one."
            )
        }
        let store = try await SQLiteStore(path: path, time: SystemTime())
        return (store, { try? await store.close() })
    }

    private static func allowed(_ options: GlobalOptions, _ settings: AppSettings) throws -> Set<AllowedAddress> {
        let advice = "is no address to allow. Write 127.0.0.1, 127.0.0.1:8080 or [::1]:8080."
        let flags = try options.allowAddress.map { text in
            guard let address = AllowedAddress(text) else {
                throw CommandFailure(.usage, "--allow-address: “\(text)” \(advice)")
            }
            return address
        }
        let named = try settings.allowedAddresses.map { text in
            guard let address = AllowedAddress(text) else {
                throw settings.origins.failure("allow_addresses", "names “\(text)”, which \(advice)")
            }
            return address
        }
        return Set(flags + named)
    }
}
