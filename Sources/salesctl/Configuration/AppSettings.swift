import Configuration
import Foundation
import SalesCore
import SystemPackage

/// Everything that flags, environment and configuration file say, read once and checked.
struct AppSettings: Sendable {
    /// What one site gets beside the rest.
    struct Host: Sendable {
        var limits: HostLimits
        var obeysRobots: Bool
        var userAgent: String?
        var acceptLanguage: String?
        var fields: [(name: String, value: String)]
        var cookies: String?
    }

    /// The mail server and addresses.
    struct Mail: Sendable {
        var host: String
        var port: Int?
        var security: String
        var username: String?
        var password: String?
        var from: String
        var to: String
    }

    var storeName: String
    /// Whether somebody named the store, rather than the standard one being used.
    var isStoreNamed: Bool
    var configurationPath: String?
    var pace: Pace
    var rules: RuleDecider
    var timeout: Duration
    var concurrency: Int
    var contact: String
    var userAgent: String?
    var acceptLanguage: String?
    var proxy: String?
    var authoritiesFile: String?
    var allowedAddresses: [String]
    var standardHost: Host
    var hosts: [String: Host]
    var channels: [Channel]
    var mail: Mail?
    var webhook: String?
    var isVerbose: Bool

    /// Where people find out who fetches their pages, unless the operator names a contact.
    static let standardContact = "https://github.com/sales-tracker/sales-tracker"

    /// Reads the settings.
    init(options: GlobalOptions, environment: [String: String] = ProcessInfo.processInfo.environment) async throws {
        let path = try Self.configurationPath(options, environment)
        let names = try path.map { (path) throws(CommandFailure) in try ConfigurationFile.hosts(in: path) } ?? []
        let read = SettingReader(reader: try await Self.reader(path: path, environment: environment))
        configurationPath = path
        let namedStore = options.store ?? read.text("store")
        isStoreNamed = namedStore != nil
        storeName = namedStore ?? "sqlite:\(Self.standardStorePath(environment))"
        pace = try Self.pace(read)
        rules = RuleDecider(
            policy: RuleDecider.Policy(
                rearmAfter: try read.duration("rules.rearm_after") ?? RuleDecider.Policy().rearmAfter
            )
        )
        timeout = try read.duration("checks.timeout") ?? FetchLimits().deadline
        concurrency = try read.whole("checks.concurrency") ?? 64
        contact = read.text("contact") ?? Self.standardContact
        userAgent = read.text("user_agent")
        acceptLanguage = read.text("accept_language")
        proxy = read.text("proxy")
        authoritiesFile = read.text("tls.ca_file")
        allowedAddresses = options.allowAddress + (read.list("allow_addresses") ?? [])
        let standard = try Self.host("default", read, base: nil)
        standardHost = standard
        var named: [String: Host] = [:]
        for name in names { named[name] = try Self.host(name, read, base: standard) }
        hosts = named
        channels = (read.list("notify.channels") ?? ["console"]).map { Channel(rawValue: $0.lowercased()) }
        mail = try Self.mail(read)
        webhook = read.text("notify.webhook.url")
        isVerbose = options.verbose
        guard (1...maximumPageSize).contains(concurrency) else {
            throw CommandFailure(.badData, "The setting checks.concurrency must be 1 to \(maximumPageSize).")
        }
    }

    /// What hosts allow.
    var policy: HostPolicy {
        HostPolicy(standard: standardHost.limits, named: hosts.mapValues(\.limits))
    }

    /// The person at the keyboard, as messages are addressed to.
    var recipient: User {
        User(id: .local, email: mail?.to, createdAt: Timestamp(milliseconds: 0))
    }

    /// The channels with where they lead, without secrets.
    var channelDescriptions: [(channel: String, target: String)] {
        channels.map { channel in
            let target =
                switch channel {
                case .email:
                    mail.map { "\($0.to) through \($0.host)" }
                        ?? "not set up: notify.email.to and notify.smtp.host are missing"
                case .webhook:
                    webhook.flatMap { try? PageURL($0) }.map { "\($0.scheme.rawValue)://\($0.authority)/…" }
                        ?? "not set up: notify.webhook.url is missing"
                case .desktop: "notifications of this desktop"
                case .console: "this terminal"
                default: "unknown"
                }
            return (channel.rawValue, target)
        }
    }

    private static func reader(path: String?, environment: [String: String]) async throws -> ConfigReader {
        let secrets = SecretsSpecifier<String, String>.dynamic { key, _ in
            key.hasSuffix("PASSWORD") || key.hasSuffix("WEBHOOK_URL") || key.hasSuffix("COOKIES")
        }
        let variables = EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: secrets)
        var providers: [any ConfigProvider] = [variables.prefixKeys(with: "sales")]
        if let path, try !ConfigurationFile.isEmpty(path) {
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            } catch {
                throw CommandFailure(.badData, "\(path) cannot be used: \(error)")
            }
        }
        return ConfigReader(providers: providers)
    }

    private static func configurationPath(_ options: GlobalOptions, _ environment: [String: String])
        throws(CommandFailure)
        -> String?
    {
        if let named = options.config ?? environment["SALES_CONFIG"] {
            guard FileManager.default.fileExists(atPath: named) else {
                throw CommandFailure(.notFound, "There is no configuration file \(named).")
            }
            return named
        }
        let standard = folder("XDG_CONFIG_HOME", ".config", environment) + "/config.yaml"
        return FileManager.default.fileExists(atPath: standard) ? standard : nil
    }

    static func standardStorePath(_ environment: [String: String]) -> String {
        folder("XDG_DATA_HOME", ".local/share", environment) + "/tracker.sqlite"
    }

    /// A folder of the XDG Base Directory Specification; a relative path in the variable counts as none.
    private static func folder(_ variable: String, _ standard: String, _ environment: [String: String]) -> String {
        let base = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (base ?? (environment["HOME"] ?? NSHomeDirectory()) + "/" + standard) + "/sales-tracker"
    }

    private static func pace(_ read: SettingReader) throws -> Pace {
        var pace = Pace()
        pace.interval = try read.duration("checks.interval") ?? pace.interval
        let soonest = try read.duration("checks.confirm_after") ?? pace.confirmation.lowerBound
        let latest = try read.duration("checks.confirm_within") ?? max(soonest, pace.confirmation.upperBound)
        guard soonest <= latest else {
            throw CommandFailure(.badData, "checks.confirm_after must not be longer than checks.confirm_within.")
        }
        pace.confirmation = soonest...latest
        guard pace.interval >= pace.minimumInterval else {
            throw CommandFailure(
                .badData,
                "checks.interval must be at least \(DurationText.text(pace.minimumInterval))."
            )
        }
        return pace
    }

    private static func host(_ name: String, _ read: SettingReader, base: Host?) throws -> Host {
        let standard = base?.limits ?? HostLimits()
        let limits = HostLimits(
            rate: try read.number("hosts", name, "rate") ?? standard.rate,
            burst: try read.whole("hosts", name, "burst") ?? standard.burst,
            connections: try read.whole("hosts", name, "connections") ?? standard.connections
        )
        guard limits.burst >= 1, limits.connections >= 1 else {
            throw CommandFailure(.badData, "hosts.\(name): burst and connections must be at least 1.")
        }
        let fields = try (read.list("hosts", name, "headers") ?? []).map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw CommandFailure(.badData, "hosts.\(name).headers: write each as “Name: value”.")
            }
            return (name: parts[0], value: parts[1])
        }
        return Host(
            limits: limits,
            obeysRobots: try read.flag("hosts", name, "robots") ?? base?.obeysRobots ?? true,
            userAgent: read.text("hosts", name, "user_agent"),
            acceptLanguage: read.text("hosts", name, "accept_language"),
            fields: fields,
            cookies: read.text("hosts", name, "cookies")
        )
    }

    private static func mail(_ read: SettingReader) throws -> Mail? {
        guard let host = read.text("notify.smtp.host") else { return nil }
        guard let to = read.text("notify.email.to") else {
            throw CommandFailure(
                .badData,
                "notify.smtp.host is set, but notify.email.to is not: to whom shall mail go?"
            )
        }
        return Mail(
            host: host,
            port: try read.whole("notify.smtp.port"),
            security: read.text("notify.smtp.security") ?? "starttls",
            username: read.text("notify.smtp.username"),
            password: read.text("notify.smtp.password"),
            from: read.text("notify.smtp.from") ?? to,
            to: to
        )
    }
}
