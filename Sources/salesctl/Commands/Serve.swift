import ArgumentParser
import SalesCore
import SalesWeb

/// `salesctl serve`: the API and the dashboard, and the scheduler beside them.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the dashboard and the API, check what is due and tell what drops, until it is stopped.",
        discussion: """
            On this machine it serves you alone: you sign in by a link that it prints on a terminal, and that \
            `salesctl users link` prints at any time. Others reach it under the address that --origin names, through a \
            proxy with TLS, and sign in to accounts of their own. Any number may run on one store, beside `watch` too.
            Examples:
              salesctl serve
              salesctl serve --origin https://sales.example --registration invite
            """
    )

    @Option(name: .long, help: "The name or address of this machine to listen at; 127.0.0.1, if not given.")
    var host: String?

    @Option(name: .long, help: "The port to listen at, 0 for any that is free; 8080, if not given.")
    var port: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("Where people reach it, for example https://sales.example.", valueName: "URL")
    )
    var origin: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Who gets an account: closed for whom you add, invite for whom an admin adds, open for everybody.",
            valueName: "who"
        ),
        transform: Serve.who
    )
    var registration: WebSettings.Registration?

    @Flag(name: .customLong("private"), help: "Serve you alone also where others could reach it.")
    var isPrivate = false

    @Flag(
        name: .customLong("insecure-http"),
        help: "Let others in without TLS, so that others on the way read all they send."
    )
    var insecureHTTP = false

    @Flag(name: .long, help: "Check nothing here: `watch` runs elsewhere on this store. Letters to people are sent.")
    var noWatch = false

    @Option(
        name: .long,
        help: ArgumentHelp("How many checks run at the same time; 64, if not given.", valueName: "number")
    )
    var concurrency: Int?

    @Option(name: .long, help: "How log lines are written: text, or json, which --format json means as well.")
    var logFormat: Watch.LogFormat = .text

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        if let concurrency, !(1...maximumPageSize).contains(concurrency) {
            throw ValidationError("--concurrency must be 1 to \(maximumPageSize).")
        }
        if let port, !(0...Self.highestPort).contains(port) {
            throw ValidationError("--port must be 0 to \(Self.highestPort).")
        }
        if let origin {
            guard let url = try? PageURL(origin), url.isOrigin else {
                throw ValidationError("--origin \(AppSettings.originAdvice)")
            }
        }
    }

    func run() async throws {
        var options = options
        let logFormat = options.format == .json ? .json : logFormat
        if logFormat == .json { options.format = .json }
        try await Session.run(options, use: .working, isLasting: true, flags: self) { session in
            OpenFiles.allow(WebLimits().connections + Self.ownFiles)
            let plan = try ServePlan(session.settings, allowsPlainHTTP: insecureHTTP)
            warn(of: session, plan)
            let accounts = try session.accounts(isPrivate: plan.isPrivate)
            let parts = try session.webParts(accounts)
            let display = WatchDisplay(session: session, format: logFormat)
            guard !noWatch else {
                return try await serve(plan, parts, loops(session, parts, nil, display), session)
            }
            try await session.withScheduledArchive { archive in
                try await serve(plan, parts, loops(session, parts, archive, display), session)
            }
        }
    }

    private static let highestPort = 65_535
    /// The files that it opens beside people's connections: those of the store, of shops and of carriers.
    private static let ownFiles = 1_000

    private static func who(_ word: String) throws -> WebSettings.Registration {
        guard let registration = WebSettings.Registration(rawValue: word.lowercased()) else {
            throw ValidationError("--registration must be closed, invite or open.")
        }
        return registration
    }

    private func loops(
        _ session: Session,
        _ parts: WebParts,
        _ archive: ScheduledArchive?,
        _ display: WatchDisplay
    ) -> WatchService {
        WatchService(
            tracker: noWatch ? nil : session.tracker,
            accounts: parts.accounts,
            archive: archive,
            concurrency: concurrency ?? session.settings.concurrency,
            display: display,
            metrics: TrackingMetrics(parts.metrics)
        )
    }

    private func serve(_ plan: ServePlan, _ parts: WebParts, _ loops: WatchService, _ session: Session) async throws {
        let display = loops.display
        let settings = session.webSettings(plan)
        let service = ServeService(beside: loops) { port in
            let address = plan.address(on: port)
            await display.serving(at: address, settings)
            guard plan.isPrivate else { return }
            // A link that nobody sees is not made.
            var link: SignInLink?
            if await display.isSeen { link = try? await parts.accounts.signInLink(for: .local) }
            await display.signIn(by: link, at: address.origin)
        } web: { listening in
            WebService(
                parts: parts,
                address: plan.address,
                settings: settings,
                logger: session.logger,
                listening: listening
            )
        }
        try await session.serve(service, display)
    }

    /// Says what somebody should know before anybody comes.
    private func warn(of session: Session, _ plan: ServePlan) {
        var warnings = noWatch ? [] : session.settings.channelWarnings
        let carriers = session.tracker.notifiers
        if !plan.isPrivate, carriers[.email] == nil, carriers[.sms] == nil {
            warnings.append(
                "nobody can sign up or in by themselves: neither email nor sms is in notify.channels, so that nothing can "
                    + "be sent to them. `salesctl users link USER --sign-in` prints a link for one of them."
            )
        }
        Session.warn(warnings, on: session.terminal)
    }
}

extension Serve: SettingFlags {
    func apply(to settings: inout AppSettings) throws(CommandFailure) {
        if let host { settings.web.host = host }
        if let port { settings.web.port = port }
        if let origin { settings.web.origin = origin }
        if let registration { settings.web.registration = registration }
        if isPrivate { settings.web.isPrivate = true }
        let plan = try ServePlan(settings, allowsPlainHTTP: insecureHTTP)
        // Links in messages lead where people come in.
        if !plan.isPrivate { settings.web.origin = plan.address.origin }
    }
}
