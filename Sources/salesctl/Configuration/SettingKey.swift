import SalesCore

/// The keys of the configuration, in one table: what is not here is refused, and the manual is printed from it.
struct SettingKey: Sendable {
    /// What a value must be, and what it may be.
    enum Kind: Sendable {
        /// Any text.
        case text
        /// Text that goes into a field of a request: printable ASCII (RFC 9110 §5.5).
        case field
        /// The path of a file.
        case path
        /// Text that is never shown.
        case secret
        /// A whole number.
        case whole(ClosedRange<Int>)
        /// A number.
        case number(ClosedRange<Double>)
        /// An amount of money, within a range of the currency's units.
        case money(ClosedRange<Int64>)
        /// A duration such as `60s`.
        case duration(ClosedRange<Duration>)
        /// A time of day such as `00:05`.
        case timeOfDay
        /// `true` or `false`, `on` or `off`.
        case flag
        /// One of some words.
        case choice([String])
        /// A list of texts, or of some words.
        case list([String]?)
        /// A list of texts that are never shown.
        case secrets
    }

    /// The key with dots; `NAME` stands for a host or a website.
    let name: String
    /// What the value must be.
    let kind: Kind
    /// What it is for.
    let help: String

    static let all: [SettingKey] =
        [
            SettingKey(name: "store", kind: .text, help: StoreAddress.help),
            SettingKey(
                name: "store_connections",
                kind: .whole(1...64),
                help: "The most connections of one program to a PostgreSQL server, beside the one that listens; 8."
            ),
            SettingKey(
                name: "checks.interval",
                kind: .duration(.seconds(1) ... .seconds(604_800)),
                help: "Between two checks of a product; 60s."
            ),
            SettingKey(
                name: "checks.confirm_after",
                kind: .duration(.milliseconds(10) ... .seconds(600)),
                help: "The soonest that a change is confirmed; 10s."
            ),
            SettingKey(
                name: "checks.confirm_within",
                kind: .duration(.milliseconds(10) ... .seconds(600)),
                help: "The latest that a change is confirmed; 12s."
            ),
            SettingKey(
                name: "checks.timeout",
                kind: .duration(.seconds(1) ... .seconds(120)),
                help: "What one fetch may take in all; 20s."
            ),
            SettingKey(
                name: "checks.concurrency",
                kind: .whole(1...maximumPageSize),
                help: "Checks at the same time in `watch` and `serve`; 64."
            ),
            SettingKey(
                name: "rules.rearm_after",
                kind: .duration(.zero ... .seconds(31_536_000)),
                help: "How long a price must be up again before the same drop is told again; 1h."
            ),
            SettingKey(
                name: "contact",
                kind: .field,
                help: "A web or mail address in the User-Agent, by which a shop can reach you."
            ),
            SettingKey(name: "user_agent", kind: .field, help: "The whole User-Agent, in place of the standard one."),
            SettingKey(
                name: "accept_language",
                kind: .field,
                help: "The languages asked for, for example en-GB,en;q=0.8."
            ),
            SettingKey(
                name: "proxy",
                kind: .text,
                help: "An HTTP proxy for pages, for example http://proxy.example:3128."
            ),
            SettingKey(name: "proxy_username", kind: .text, help: "The user name at the proxy, where it asks for one."),
            SettingKey(
                name: "proxy_password",
                kind: .secret,
                help: "The password at the proxy; better given as SALES_PROXY_PASSWORD."
            ),
            SettingKey(
                name: "tls.ca_file",
                kind: .path,
                help: "Certificate authorities (PEM) to trust instead of the system's."
            ),
            SettingKey(
                name: "allow_addresses",
                kind: .list(nil),
                help: "Addresses that may be reached although they are not public, as ADDRESS[:PORT]."
            ),
            SettingKey(
                name: "hosts.default.rate",
                kind: .number(0.0001...1_000),
                help: "Requests a second to one host; 1."
            ),
            SettingKey(
                name: "hosts.default.burst",
                kind: .whole(1...10_000),
                help: "Requests that may come at once after a pause; 2."
            ),
            SettingKey(
                name: "hosts.default.connections",
                kind: .whole(1...64),
                help: "Connections to one host at the same time; 2."
            ),
            SettingKey(name: "hosts.default.robots", kind: .flag, help: "Whether robots.txt is obeyed; true."),
            SettingKey(
                name: "hosts.NAME.rate",
                kind: .number(0.0001...1_000),
                help: "The same for one host: its name without www., with :PORT where that is not the usual one."
            ),
            SettingKey(name: "hosts.NAME.burst", kind: .whole(1...10_000), help: "The same for one host."),
            SettingKey(name: "hosts.NAME.connections", kind: .whole(1...64), help: "The same for one host."),
            SettingKey(name: "hosts.NAME.robots", kind: .flag, help: "The same for one host."),
            SettingKey(name: "hosts.NAME.user_agent", kind: .field, help: "The User-Agent for one host."),
            SettingKey(name: "hosts.NAME.accept_language", kind: .field, help: "The languages asked for at one host."),
            SettingKey(
                name: "hosts.NAME.headers",
                kind: .secrets,
                help: "Further request fields for one host, as “Name: value”."
            ),
            SettingKey(name: "hosts.NAME.cookies", kind: .secret, help: "The Cookie field for one host."),
            SettingKey(
                name: "websites.NAME.hosts",
                kind: .list(nil),
                help: "A website of your own: its hosts without www., with :PORT where that is not the usual one."
            ),
            SettingKey(
                name: "websites.NAME.price",
                kind: .text,
                help: "Where its price stands: css:, xpath:, json:, offer:, sku: or variant:."
            ),
            SettingKey(
                name: "websites.NAME.list_price",
                kind: .text,
                help: "Where the price before a reduction stands."
            ),
            SettingKey(name: "websites.NAME.availability", kind: .text, help: "Where it says whether it can be had."),
            SettingKey(name: "websites.NAME.name", kind: .text, help: "Where the product's name stands."),
            SettingKey(
                name: "websites.NAME.image",
                kind: .text,
                help: "Where the address of its picture stands, for example css:img.main@src."
            ),
            SettingKey(
                name: "websites.NAME.currency",
                kind: .text,
                help: "The currency's code, or where it stands."
            ),
            SettingKey(
                name: "websites.NAME.minor_units",
                kind: .flag,
                help: "Whether its whole numbers count the smallest unit, 1999 for 19.99; false."
            ),
            SettingKey(
                name: "websites.NAME.request",
                kind: .text,
                help: "An interface that is asked in place of the page: a URL with {host} and {id}."
            ),
            SettingKey(
                name: "websites.NAME.id",
                kind: .text,
                help: "The path of its products with {id} and *, for example /p/*/{id}; the last part, if not given."
            ),
            SettingKey(
                name: "websites.NAME.canonical_keep_query",
                kind: .list(nil),
                help: "The query keys that name a product; the others are dropped."
            ),
            SettingKey(
                name: "notify.channels",
                kind: .list(AppSettings.channelNames),
                help: "How you are told; console. An empty list tells nobody."
            ),
            SettingKey(name: "notify.email.to", kind: .text, help: "Your e-mail address."),
            SettingKey(name: "notify.smtp.host", kind: .text, help: "The mail server."),
            SettingKey(
                name: "notify.smtp.port",
                kind: .whole(1...65_535),
                help: "Its port; 587, or 465 with implicit TLS."
            ),
            SettingKey(
                name: "notify.smtp.security",
                kind: .choice(["starttls", "tls", "none"]),
                help: "tls is TLS from the first byte, none is for a server on this machine only; starttls."
            ),
            SettingKey(name: "notify.smtp.username", kind: .text, help: "The user name at the mail server."),
            SettingKey(
                name: "notify.smtp.password",
                kind: .secret,
                help: "The password; better given as SALES_NOTIFY_SMTP_PASSWORD."
            ),
            SettingKey(name: "notify.smtp.from", kind: .text, help: "The sender's address."),
            SettingKey(name: "notify.webhook.url", kind: .secret, help: "The URL that alerts are posted to."),
        ] + carriers + amazon + accounts + web + archive

    /// The entry for a key as it stands in a file.
    static func entry(for path: [String]) -> SettingKey? {
        let isHost = path.count == 3 && path[0] == "hosts" && path[1] != "default"
        let isWebsite = path.count == 3 && path[0] == "websites"
        let name =
            isHost || isWebsite ? "\(path[0]).NAME.\(path[2])" : path.joined(separator: ".")
        return all.first { $0.name == name }
    }

    /// Whether keys stand below a path, as below `notify` and `hosts.NAME`.
    static func isSection(_ path: [String]) -> Bool {
        let isNamed = path.count == 2 && ["hosts", "websites"].contains(path[0])
        let name = isNamed && path != ["hosts", "default"] ? "\(path[0]).NAME" : path.joined(separator: ".")
        return entry(for: path) == nil && all.contains { $0.name.hasPrefix("\(name).") }
    }

    /// The names of all keys with those of one host in place of `NAME`; without it, those that name no host.
    static func names(of host: String?) -> [String] {
        all.compactMap { key in
            guard key.name.contains(".NAME.") else { return key.name }
            guard key.name.hasPrefix("hosts.") else { return nil }
            return host.map { key.name.replacing(".NAME.", with: ".\($0).") }
        }
    }

    /// The names of the keys of one website.
    static func names(ofWebsite website: String) -> [String] {
        all.map(\.name).filter { $0.hasPrefix("websites.NAME.") }
            .map { $0.replacing("websites.NAME.", with: "websites.\(website).") }
    }

    /// The environment variable of a key (swift-configuration's own rule): capitals, and `_` for all else.
    static func variable(for path: [String]) -> String {
        let name = path.joined(separator: ".").uppercased()
        return "SALES_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

extension SettingKey.Kind {
    /// Whether values are never shown.
    var isSecret: Bool {
        switch self {
        case .secret, .secrets: true
        case .text, .field, .path, .whole, .number, .money, .duration, .timeOfDay, .flag, .choice, .list: false
        }
    }

    /// Whether it is a list.
    var isList: Bool {
        switch self {
        case .list, .secrets: true
        case .text, .field, .path, .secret, .whole, .number, .money, .duration, .timeOfDay, .flag, .choice: false
        }
    }

    /// What a value must be, in words that follow "must be".
    var words: String {
        switch self {
        case .text, .secret: "a text of one line, of at most \(SettingValue.maximumLength) characters"
        case .field:
            "a text of one line in ASCII, without ä, é and the like, of at most \(SettingValue.maximumLength) characters"
        case .path: "a file's path of at most \(SettingValue.maximumLength) characters; \(PersonalPath.rule)"
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
        case .money(let range):
            "an amount from \(range.lowerBound) to \(range.upperBound), with at most \(SettingValue.moneyDigits)"
                + " digits behind the point"
        case .duration(let range):
            "a duration from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        case .timeOfDay: "a time of day from 00:00 to 23:59"
        case .flag: "true or false"
        case .choice(let words): words.dropLast().joined(separator: ", ") + " or \(words.last ?? "")"
        case .list(nil), .secrets: "a list of at most \(SettingValue.maximumElements) texts"
        case .list(let words?): "a list of \(words.joined(separator: ", "))"
        }
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}
