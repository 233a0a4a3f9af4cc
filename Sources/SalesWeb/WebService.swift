internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
import SalesCore
public import ServiceLifecycle

/// The HTTP API and dashboard: whoever runs it gives the parts, and hears on which port it listens.
///
/// A ``ServiceLifecycle/Service``: it runs until its group stops gracefully; requests that are under way are answered.
public struct WebService: Service {
    /// Where the service listens and how people reach it.
    public struct Address: Hashable, Sendable {
        /// The name or address that it listens on.
        public var host: String
        /// The port; 0 for one that the system chooses.
        public var port: Int
        /// The origin under which people reach it, as `https://sales.example`: cookies and forms are held to it.
        public var origin: String

        /// Listening on a host and port, reached as `http://HOST:PORT` unless another origin is given: whoever listens on
        /// port 0, on all addresses or behind a proxy has to give it.
        public init(host: String = "127.0.0.1", port: Int = 8_080, origin: String? = nil) {
            self.host = host
            self.port = port
            self.origin = origin ?? "http://\(Self.place(host, port))"
        }

        /// What browsers keep their session in there.
        var cookie: SessionCookie { SessionCookie(isSecure: origin.hasPrefix("https://")) }

        /// The host and the port, as `127.0.0.1:8080` or `[::1]:8080`.
        public var place: String { Self.place(host, port) }

        private static func place(_ host: String, _ port: Int) -> String {
            "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    private let responder: WebResponder
    private let address: Address
    private let limits: WebLimits
    private let logger: Logger
    private let metrics: WebMetrics
    private let listening: @Sendable (Int) async -> Void

    /// The service over its parts.
    ///
    /// - Parameter listening: is told the port once connections are taken.
    public init(
        parts: WebParts,
        address: Address = Address(),
        settings: WebSettings = WebSettings(),
        logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.init(
            Self.routes(parts, settings, address.cookie),
            parts: parts,
            address: address,
            settings: settings,
            pageProblem: PageProblems(PageMaker(settings: settings)).answer,
            logger: logger,
            listening: listening
        )
    }

    /// The service over some routes.
    init(
        _ routes: [Route],
        parts: WebParts,
        address: Address,
        settings: WebSettings,
        pageProblem: PageProblem? = nil,
        logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void
    ) {
        let gate = Gate(
            authenticator: Authenticator(store: parts.store, cookie: address.cookie, isPrivate: settings.isPrivate),
            crossSite: CrossSiteCheck(origin: address.origin),
            proxies: settings.trustedProxies,
            rates: RateLimiter(settings.limits.rates),
            idempotency: Idempotency(store: parts.store, lease: settings.limits.keyLease),
            log: AccessLog(parts.random),
            limits: settings.limits,
            time: parts.time,
            pageProblem: pageProblem
        )
        responder = WebResponder(routes, gate: gate)
        self.address = address
        self.limits = settings.limits
        self.logger = logger
        metrics = WebMetrics(parts.metrics)
        self.listening = listening
    }

    /// Everything that can be asked for.
    ///
    /// - Parameter cookie: what browsers keep their session in.
    static func routes(
        _ parts: WebParts,
        _ settings: WebSettings,
        _ cookie: SessionCookie = SessionCookie(isSecure: true)
    ) -> [Route] {
        let pages = PageMaker(settings: settings)
        let paces = HostPaces(parts.tracker)
        let routes: [Route] = [
            SystemRoutes.all(parts.store),
            MetricsRoutes.all(parts.metrics),
            AdminRoutes.all(parts),
            SignUpRoutes(parts.accounts, settings).all(),
            VerificationRoutes(accounts: parts.accounts).all(),
            SignInRoutes(accounts: parts.accounts, store: parts.store).all(),
            SessionRoutes(store: parts.store).all(),
            MeRoutes(accounts: parts.accounts, store: parts.store, carriers: parts.tracker.notifiers).all(),
            TokenRoutes(store: parts.store, accounts: parts.accounts).all(),
            FeedbackRoutes.all(parts),
            WebsiteRoutes.all(parts.tracker),
            ProductRoutes(parts, settings, paces).all(),
            SubscriptionRoutes(parts, settings).all(),
            ExtractionRoutes(parts, settings).all(),
            AlertRoutes(store: parts.store).all(),
            pages.assets.routes(),
            ProductsPages(parts, pages, paces).all(),
            ProductPages(parts, pages, paces).all(),
            NewProductPages(parts, pages).all(),
            AlertsPages(parts, pages).all(),
            HomePages(parts, pages, cookie).all(),
            SignInPages(parts, pages, cookie).all(),
            VerifyPages(parts, pages, cookie).all(),
            UnsubscribePages(parts, pages).all(),
            SettingsPages(parts, pages, cookie).all(),
            WebsitesPages(parts, pages).all(),
            AdminPages(parts, pages).all(),
        ].flatMap(\.self)
        return routes + OpenAPIRoutes.all(describing: routes)
    }

    /// Serves until the group stops.
    ///
    /// Then no more connections are taken, and requests that are under way have ``WebLimits/stopping`` to be answered.
    /// - Throws: ``ListeningError`` where it cannot listen.
    public func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask {
                    try await gracefulShutdown()
                    try await Task.sleep(for: limits.stopping)
                }
                // Whichever is first ends the other.
                _ = try await group.next()
                group.cancelAll()
            }
        } catch {
            throw ListeningError(error, at: address) ?? error
        }
    }

    /// The server, with its limits.
    var application: some ApplicationProtocol {
        let listening = listening
        return Application(
            responder: MeasuredResponder(responder: responder, metrics: metrics),
            server: .http1(configuration: Self.channel(limits)),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)
            ),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    private static func channel(_ limits: WebLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [UnreadableRequestHandler(limits)],
            idleTimeout: .milliseconds(limits.idle.wholeMilliseconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.fieldBytes,
                maxHeaderListSize: limits.fieldBytes,
                maxHeaderFieldCount: limits.fields
            )
        )
    }
}
