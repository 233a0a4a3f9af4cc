import Configuration
import Foundation
import SalesAWS
import SalesCore
import SystemPackage

/// Everything that flags, environment and configuration file say, read once and checked.
struct AppSettings: Sendable {
    /// What one site gets beside the rest.
    struct Host: Sendable {
        /// As the configuration file spells it.
        var name: String
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
        var password: SecretFile
        var from: String
        var to: String
    }

    var store: StoreAddress
    /// Whether somebody named the store, rather than the standard one being used.
    var isStoreNamed: Bool
    /// The most connections to a server; nil for the usual number.
    var storeConnections: Int?
    var configurationPath: String?
    var pace: Pace
    var rules: RuleDecider
    var timeout: Duration
    var concurrency: Int
    var contact: String
    var userAgent: String?
    var acceptLanguage: String?
    var proxy: String?
    var proxyUsername: String?
    var proxyPassword: String?
    var authoritiesFile: String?
    var allowedAddresses: [String]
    var standardHost: Host
    var hosts: [String: Host]
    /// The websites that the configuration defines, in the order of their names.
    var websites: [ConfiguredWebsite]
    var channels: [Channel]
    var mail: Mail?
    var webhook: Webhook?
    var ntfy: Ntfy?
    var apprise: Apprise?
    var ses: SES?
    var sns: SNS?
    var aws: AWSEnvironment
    /// The topics whose reports of bounces and the like are believed.
    var topics: Set<SNSTopic>
    var people: People
    var web: Web
    var archive: Archive
    /// Whether alerts wait and nobody is told.
    var isSendingStopped: Bool
    /// How much is said: 0 the usual, 1 what is done, 2 all of it.
    var verbosity: Int
    /// Where the settings come from.
    var origins: SettingOrigins
    /// What somebody should know who set things as they are, each a sentence without a capital.
    var warnings: [String]

    /// Whether what is done is said.
    var isVerbose: Bool { verbosity > 0 }

    /// Where people find out who fetches their pages, unless the operator names a contact.
    static let standardContact = "https://github.com/sales-tracker/sales-tracker"

    /// Reads the settings.
    init(options: GlobalOptions, environment: [String: String] = ProcessInfo.processInfo.environment) async throws {
        let environment = EnvironmentSettings(environment)
        let variables = environment.variables
        let path = try Self.configurationPath(options, variables)
        let outline = try path.map { (path) throws(CommandFailure) in try ConfigurationFile.outline(of: path) }
        origins = SettingOrigins(file: path, places: outline?.places ?? [:], variables: environment.names)
        let read = SettingReader(
            reader: try await Self.reader(path: path, environment: variables),
            origins: origins,
            home: XDGFolder.home(variables)
        )
        configurationPath = path
        let namedStore = try options.store ?? read.text("store")
        isStoreNamed = namedStore != nil
        store =
            try Self.store(namedStore, isFlag: options.store != nil, home: read.home, origins)
            ?? .sqlite(path: Self.standardStorePath(variables))
        storeConnections = try read.whole("store_connections")
        pace = try Self.pace(read)
        rules = RuleDecider(
            policy: RuleDecider.Policy(
                rearmAfter: try read.duration("rules.rearm_after") ?? RuleDecider.Policy().rearmAfter
            )
        )
        timeout = try read.duration("checks.timeout") ?? FetchLimits().deadline
        concurrency = try read.whole("checks.concurrency") ?? 64
        contact = try read.text("contact") ?? Self.standardContact
        userAgent = try read.text("user_agent")
        acceptLanguage = try read.text("accept_language")
        proxy = try read.text("proxy")
        proxyUsername = try read.text("proxy_username")
        proxyPassword = try read.text("proxy_password")
        authoritiesFile = try read.path("tls.ca_file")
        allowedAddresses = try read.list("allow_addresses") ?? []
        let standard = try Self.host("default", read, base: nil)
        standardHost = standard
        var named: [String: Host] = [:]
        for name in outline?.hosts ?? [] {
            guard let site = Self.site(name) else {
                throw CommandFailure(.badData, "\(path ?? ""): hosts.\(name): “\(name)” is no host's name.")
            }
            named[site] = try Self.host(name, read, base: standard)
        }
        hosts = named
        websites = try (outline?.websites ?? []).sorted().map { try WebsiteSettings.website($0, read) }
        channels = try (read.list("notify.channels") ?? ["console"]).map { Channel(rawValue: $0.lowercased()) }
        mail = try Self.mail(read)
        webhook = try Self.webhook(read)
        ntfy = try Self.ntfy(read)
        apprise = try Self.apprise(read)
        aws = AWSEnvironment(variables)
        ses = try Self.ses(read, aws)
        sns = try Self.sns(read, aws)
        topics = try Self.topics(read)
        people = try Self.people(read)
        web = try Self.web(read)
        archive = try Self.archive(read)
        isSendingStopped = try read.flag("notify.enabled") == false
        verbosity = options.verbose
        warnings = environment.warnings(hosts: outline?.hosts ?? [])
    }

    /// A host as sites are named (``PageURL/site``): in lower case and ASCII, without `www.` and the usual port.
    private static func site(_ name: String) -> String? {
        guard let url = try? PageURL("https://\(name)/"), url.path == "/", url.query == nil else { return nil }
        return url.site
    }

    /// What hosts allow.
    var policy: HostPolicy {
        HostPolicy(standard: standardHost.limits, named: hosts.mapValues(\.limits))
    }

    /// What is known of websites, those of the configuration first.
    var adapters: WebsiteAdapters { WebsiteAdapters(websites + WebsiteAdapters.builtIn) }

    /// The person at the keyboard, as messages are addressed to.
    var recipient: User {
        User(id: .local, email: ses?.to ?? mail?.to, phone: sns?.to.text, createdAt: Timestamp(milliseconds: 0))
    }

    /// How the environment variables of secrets end.
    private static let secretEnds = [
        "PASSWORD", "WEBHOOK_URL", "COOKIES", "HEADERS", "SECRET", "TOKEN", "NTFY_URL", "APPRISE_KEY", "APPRISE_URLS",
    ]

    private static func reader(path: String?, environment: [String: String]) async throws -> ConfigReader {
        let secrets = SecretsSpecifier<String, String>.dynamic { key, _ in
            Self.secretEnds.contains { key.hasSuffix($0) }
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
        if let named = options.config ?? environment[EnvironmentSettings.fileVariable] {
            let isFlag = options.config != nil
            let path: String
            do {
                path = try PersonalPath.whole(named, home: XDGFolder.home(environment))
            } catch {
                throw isFlag
                    ? CommandFailure(.usage, "--config: \(error.words)")
                    : CommandFailure(
                        .badData,
                        "The environment variable \(EnvironmentSettings.fileVariable): \(error.words)"
                    )
            }
            guard FileManager.default.fileExists(atPath: path) else {
                let origin = isFlag ? "" : " (\(EnvironmentSettings.fileVariable) names it)"
                throw CommandFailure(.notFound, "There is no configuration file \(path)\(origin).")
            }
            return path
        }
        let standard = XDGFolder.configuration.path(environment) + "/sales-tracker/config.yaml"
        return FileManager.default.fileExists(atPath: standard) ? standard : nil
    }

    static func standardStorePath(_ environment: [String: String]) -> String {
        XDGFolder.data.path(environment) + "/sales-tracker/tracker.sqlite"
    }

    private static func pace(_ read: SettingReader) throws -> Pace {
        var pace = Pace()
        pace.interval = try read.duration("checks.interval") ?? pace.interval
        let soonest = try read.duration("checks.confirm_after") ?? pace.confirmation.lowerBound
        let latest = try read.duration("checks.confirm_within") ?? max(soonest, pace.confirmation.upperBound)
        guard soonest <= latest else {
            // Blame the one that somebody set.
            guard read.origins.origin(of: ["checks", "confirm_after"]) == nil else {
                throw read.origins.failure(
                    "checks.confirm_after",
                    "is \(DurationText.text(soonest)), but must not be longer than checks.confirm_within, "
                        + "\(DurationText.text(latest))."
                )
            }
            throw read.origins.failure(
                "checks.confirm_within",
                "is \(DurationText.text(latest)), but must not be shorter than checks.confirm_after, "
                    + "\(DurationText.text(soonest))."
            )
        }
        pace.confirmation = soonest...latest
        return pace
    }

    private static func host(_ name: String, _ read: SettingReader, base: Host?) throws -> Host {
        let standard = base?.limits ?? HostLimits()
        let limits = HostLimits(
            rate: try read.number("hosts", name, "rate") ?? standard.rate,
            burst: try read.whole("hosts", name, "burst") ?? standard.burst,
            connections: try read.whole("hosts", name, "connections") ?? standard.connections
        )
        let fields = try (read.list("hosts", name, "headers") ?? []).map { line in
            // A field may be empty (RFC 9110 §5.5).
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw read.origins.failure(["hosts", name, "headers"], "must be “Name: value” each.")
            }
            return (name: parts[0], value: parts[1])
        }
        return Host(
            name: name,
            limits: limits,
            obeysRobots: try read.flag("hosts", name, "robots") ?? base?.obeysRobots ?? true,
            userAgent: try read.text("hosts", name, "user_agent"),
            acceptLanguage: try read.text("hosts", name, "accept_language"),
            fields: fields,
            cookies: try read.text("hosts", name, "cookies")
        )
    }

    private static func mail(_ read: SettingReader) throws -> Mail? {
        guard let host = try read.text("notify.smtp.host") else { return nil }
        guard let to = try read.text("notify.email.to") else {
            throw read.origins.failure(
                "notify.smtp.host",
                "is set, but notify.email.to is not: to whom shall mail go?"
            )
        }
        return Mail(
            host: host,
            port: try read.whole("notify.smtp.port"),
            security: try read.text("notify.smtp.security")?.lowercased() ?? "starttls",
            username: try read.text("notify.smtp.username"),
            password: try SecretFile("notify.smtp.password", read),
            from: try read.text("notify.smtp.from") ?? to,
            to: to
        )
    }
}
