import SalesCore
import SalesWeb

/// What is set of the API and the dashboard.
extension AppSettings {
    /// What is set, as it stands there.
    struct Web: Sendable {
        var host: String
        var port: Int
        /// Where people reach it; nil where nobody said.
        var origin: String?
        var registration: WebSettings.Registration
        /// Whether it serves one person alone; nil where nobody said.
        var isPrivate: Bool?
        var trustedProxies: TrustedProxies
        var people: PersonLimits
    }

    static func web(_ read: SettingReader) throws(CommandFailure) -> Web {
        let standard = WebService.Address()
        var people = PersonLimits()
        if let most = try read.whole("web.products_per_person") { people.products = most }
        if let most = try read.whole("web.adds_per_hour") { people.addsPerHour = Int64(most) }
        if let shortest = try read.duration("web.shortest_interval") { people.shortestInterval = shortest }
        let registration = try read.text("web.registration")?.lowercased()
        return Web(
            host: try read.text("web.host") ?? standard.host,
            port: try read.whole("web.port") ?? standard.port,
            origin: try read.text("web.origin"),
            registration: registration.flatMap(WebSettings.Registration.init(rawValue:)) ?? .closed,
            isPrivate: try read.flag("web.private"),
            trustedProxies: try proxies(read),
            people: people
        )
    }

    private static func proxies(_ read: SettingReader) throws(CommandFailure) -> TrustedProxies {
        var networks: [TrustedProxies.Network] = []
        for text in try read.list("web.trusted_proxies") ?? [] {
            guard let network = TrustedProxies.Network(text) else {
                throw read.origins.failure(
                    "web.trusted_proxies",
                    "names “\(PlainText.cut(text, to: shownLength))”, which is neither an address nor a network: write "
                        + "127.0.0.1 or 10.0.0.0/8."
                )
            }
            networks.append(network)
        }
        return TrustedProxies(networks)
    }

    /// How much of a text that is no network is repeated.
    private static let shownLength = 60

    /// Where people reach the API and the dashboard; nil where that is not set.
    func webOrigin() throws(CommandFailure) -> PageURL? {
        guard let text = web.origin else { return nil }
        let url = try url(text, of: "web.origin")
        guard url.isOrigin else { throw origins.failure("web.origin", Self.originAdvice) }
        return url
    }

    /// What is said of a URL that is more than an origin.
    static let originAdvice = "must be an origin without a path, as https://sales.example."
}

extension PageURL {
    /// Whether it is nothing but scheme, host and port.
    var isOrigin: Bool { path == "/" && query == nil }

    /// Its scheme, host and port, as browsers write an origin (RFC 6454 §6.2).
    var origin: String { "\(scheme.rawValue)://\(authority)" }
}
