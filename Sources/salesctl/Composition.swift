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

    init(options: GlobalOptions, terminal: Terminal, isReadOnly: Bool = false) async throws {
        self.options = options
        self.terminal = terminal
        settings = try await AppSettings(options: options)
        logger = Self.logger(isVerbose: options.verbose)
        (store, closeStore) = try await Self.openStore(settings, isReadOnly: isReadOnly)
        engines = Engines(
            pages: CurlEngine(policy: .publicInternet(allowing: try Self.allowed(settings.allowedAddresses))),
            trusted: CurlEngine(policy: .trusted)
        )
    }

    /// The session that a command works with.
    func session() async throws -> Session {
        let options = try curlOptions()
        let pages = ConnectionLimitedFetcher(
            CurlFetcher(engine: engines.pages, options: options),
            policy: settings.policy
        )
        let fetcher = RobotsFetcher(
            pages,
            robots: RateLimitedFetcher(
                pages,
                hosts: store,
                policy: settings.policy,
                horizon: Tracker.Settings().patience,
                time: SystemTime()
            ),
            hosts: store,
            agent: "SalesTracker",
            isIgnored: { [settings] site in !(settings.hosts[site] ?? settings.standardHost).obeysRobots }
        )
        var trackerSettings = Tracker.Settings()
        trackerSettings.pace = settings.pace
        trackerSettings.readings = ReadingGuard(
            policy: ReadingGuard.Policy(minimumGap: settings.pace.confirmation.lowerBound)
        )
        trackerSettings.rules = settings.rules
        trackerSettings.hosts = settings.policy
        trackerSettings.limits.deadline = settings.timeout
        let tracker = Tracker(
            store: store,
            fetcher: fetcher,
            notifiers: try notifiers(options),
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

    private static func logger(isVerbose: Bool) -> Logger {
        var logger = Logger(label: "salesctl") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = isVerbose ? .debug : .warning
        return logger
    }

    private static func openStore(
        _ settings: AppSettings,
        isReadOnly: Bool
    ) async throws -> (any TrackingStore, @Sendable () async -> Void) {
        let name = settings.storeName
        if name == "memory:" { return (MemoryStore(), {}) }
        guard name.hasPrefix("sqlite:"), name.count > "sqlite:".count else {
            throw CommandFailure(
                .usage,
                "“\(name)” names no store. Write sqlite:PATH, or memory: to forget everything at the end."
            )
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

    private static func allowed(_ texts: [String]) throws -> Set<AllowedAddress> {
        Set(
            try texts.map { text in
                guard let address = AllowedAddress(text) else {
                    throw CommandFailure(
                        .usage,
                        "“\(text)” is no address to allow. Write 127.0.0.1, 127.0.0.1:8080 or [::1]:8080."
                    )
                }
                return address
            }
        )
    }

    private func curlOptions() throws -> CurlOptions {
        var result = CurlOptions(contact: settings.contact, name: "SalesTracker/\(SalesCtl.version)")
        if let userAgent = settings.userAgent { result.userAgent = userAgent }
        result.acceptLanguage = settings.acceptLanguage
        if let file = settings.authoritiesFile {
            guard FileManager.default.isReadableFile(atPath: file) else {
                throw CommandFailure(.notFound, "tls.ca_file: there is no file \(file) that can be read.")
            }
            result.authorities = CertificateAuthorities(file: file)
        }
        if let proxy = settings.proxy {
            do {
                result.proxy = ProxyServer(url: try PageURL(proxy))
            } catch {
                throw CommandFailure(.badData, "proxy: \(error)")
            }
        }
        for (name, host) in settings.hosts { result.hosts[name] = try hostOptions(name, host) }
        return result
    }

    private func hostOptions(_ site: String, _ host: AppSettings.Host) throws -> HostOptions {
        var result = HostOptions(userAgent: host.userAgent, acceptLanguage: host.acceptLanguage)
        for (name, value) in host.fields {
            guard let field = HTTPField.Name(name) else {
                throw CommandFailure(.badData, "hosts.\(site).headers: “\(name)” is no field name.")
            }
            result.fields[field] = value
        }
        for pair in (host.cookies ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else {
                throw CommandFailure(.badData, "hosts.\(site).cookies: write them as “name=value; name=value”.")
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
                throw CommandFailure(
                    .badData,
                    "notify.channels: “\(channel)” is no channel. There are console, desktop, email and webhook."
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
        guard let mail = settings.mail else {
            throw CommandFailure(
                .badData,
                "notify.channels names email, but notify.smtp.host and notify.email.to are not set."
            )
        }
        guard let security = SMTPServer.Security(rawValue: mail.security) else {
            throw CommandFailure(.badData, "notify.smtp.security must be starttls, tls or none.")
        }
        do {
            let server = try SMTPServer(
                host: mail.host,
                port: mail.port,
                security: security,
                user: mail.username,
                password: mail.password
            )
            return try SMTPNotifier(server: server, from: mail.from, mail: CurlMail(authorities: options.authorities))
        } catch {
            throw CommandFailure(.badData, "notify.smtp: \(error)")
        }
    }

    private func webhookNotifier(_ options: CurlOptions) throws -> any Notifier {
        guard let text = settings.webhook else {
            throw CommandFailure(.badData, "notify.channels names webhook, but notify.webhook.url is not set.")
        }
        do {
            return WebhookNotifier(
                url: try PageURL(text),
                client: CurlHTTPClient(engine: engines.trusted, options: options)
            )
        } catch {
            throw CommandFailure(.badData, "notify.webhook.url: \(error)")
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
