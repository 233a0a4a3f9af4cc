import Foundation
import HTTPTypes
import Logging
import SalesCore
import SalesCurl
import SalesNotify
import SalesSQLite

/// Makes the parts that the settings name and puts them together: the one place that knows every backend.
struct Composition {
    let options: GlobalOptions
    let terminal: Terminal
    let settings: AppSettings
    private let logger: Logger
    private let store: any TrackingStore
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

    /// The session that a command works with.
    func session() async throws -> Session {
        let options = try curlOptions()
        let adapters = settings.adapters
        let fetcher = PoliteFetcher(
            LoggedFetcher(CurlFetcher(engine: engines.pages, options: options), logger: logger),
            hosts: store,
            policy: adapters.policy(over: settings.policy),
            agent: "SalesTracker",
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
            notifiers: try notifiers(options),
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

    private func curlOptions() throws -> CurlOptions {
        var result = CurlOptions(contact: settings.contact, name: "SalesTracker/\(SalesCtl.version)")
        if let userAgent = settings.userAgent { result.userAgent = userAgent }
        result.acceptLanguage = settings.acceptLanguage
        if settings.authoritiesFile != nil {
            result.authorities = CertificateAuthorities(file: try AuthoritiesFile.path(settings))
        }
        if let proxy = settings.proxy {
            do {
                result.proxy = ProxyServer(url: try PageURL(proxy))
            } catch {
                throw settings.origins.failure("proxy", "cannot be used. \(error)")
            }
        }
        for (name, host) in settings.hosts { result.hosts[name] = try hostOptions(host) }
        return result
    }

    private func hostOptions(_ host: AppSettings.Host) throws -> HostOptions {
        var result = HostOptions(userAgent: host.userAgent, acceptLanguage: host.acceptLanguage)
        for (name, value) in host.fields {
            guard let field = HTTPField.Name(name) else {
                throw settings.origins.failure(
                    ["hosts", host.name, "headers"],
                    "names “\(name)”, which is no field name."
                )
            }
            result.fields[field] = value
        }
        for pair in (host.cookies ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else {
                throw settings.origins.failure(["hosts", host.name, "cookies"], "must be “name=value; name=value”.")
            }
            result.cookies[parts[0]] = parts[1]
        }
        return result
    }

    private func notifiers(_ options: CurlOptions) throws -> [any Notifier] {
        try settings.channels.map { channel in
            switch channel {
            case .console: consoleNotifier
            case .desktop: DesktopNotifier()
            case .email: AddressedNotifier(inner: try mailNotifier(options), recipient: settings.recipient)
            case .webhook: try webhookNotifier(options)
            default:
                throw settings.origins.failure(
                    "notify.channels",
                    "names “\(channel)”, which is no channel. There are console, desktop, email and webhook."
                )
            }
        }
    }

    /// Standard output is for people here; where programs read JSON from it, the words go to standard error.
    private var consoleNotifier: ConsoleNotifier {
        ConsoleNotifier { [terminal, format = options.format] line in
            switch format {
            case .table: terminal.out(line)
            case .json: terminal.err(line)
            }
        }
    }

    private func mailNotifier(_ options: CurlOptions) throws -> any Notifier {
        let server = try Self.mailServer(settings).server
        let mail = CurlMail(authorities: options.authorities)
        do {
            return try SMTPNotifier(server: server, from: settings.mail?.from ?? "", mail: mail)
        } catch {
            throw settings.origins.failure("notify.smtp.from", "cannot be used. \(error)")
        }
    }

    /// The mail server that the settings name, and whose certificates it may show.
    static func mailServer(_ settings: AppSettings) throws -> (server: SMTPServer, authorities: CertificateAuthorities)
    {
        guard let mail = settings.mail else {
            throw settings.origins.failure(
                "notify.channels",
                "names email, but notify.smtp.host and notify.email.to are not set."
            )
        }
        guard let security = SMTPServer.Security(rawValue: mail.security) else {
            throw settings.origins.failure("notify.smtp.security", "must be starttls, tls or none.")
        }
        do {
            _ = try MailAddress(mail.to)
        } catch {
            throw settings.origins.failure("notify.email.to", "cannot be used. \(error)")
        }
        let authorities: CertificateAuthorities =
            settings.authoritiesFile == nil
            ? .system : CertificateAuthorities(file: try AuthoritiesFile.path(settings))
        do {
            let server = try SMTPServer(
                host: mail.host,
                port: mail.port,
                security: security,
                user: mail.username,
                password: mail.password
            )
            return (server, authorities)
        } catch {
            throw settings.origins.failure("notify.smtp.host", "cannot be used. \(error)")
        }
    }

    private func webhookNotifier(_ options: CurlOptions) throws -> any Notifier {
        guard let text = settings.webhook else {
            throw settings.origins.failure("notify.channels", "names webhook, but notify.webhook.url is not set.")
        }
        do {
            return WebhookNotifier(
                url: try PageURL(text),
                client: CurlHTTPClient(engine: engines.trusted, options: options)
            )
        } catch {
            throw settings.origins.failure("notify.webhook.url", "cannot be used. \(error)")
        }
    }
}

/// Gives the person at the keyboard the address that the configuration names; whoever runs the program proved it theirs.
private struct AddressedNotifier: Notifier {
    let inner: any Notifier
    let recipient: User

    var channel: Channel { inner.channel }

    func send(_ message: Message) async throws(NotifyError) -> Receipt {
        var addressed = message
        if message.recipient.id == recipient.id { addressed.recipient.email = recipient.email }
        return try await inner.send(addressed)
    }
}
