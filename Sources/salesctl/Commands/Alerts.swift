import ArgumentParser
import SalesCore

/// `salesctl alerts`: what was told.
struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what was told, when and how, and retry what could not be told.",
        discussion: """
            Examples:
              salesctl alerts
              salesctl alerts retry
            """,
        subcommands: [AlertsList.self, AlertsRetry.self],
        defaultSubcommand: AlertsList.self
    )
}

/// `salesctl alerts list`.
struct AlertsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show alerts, newest first.",
        discussion: """
            Example:
              salesctl alerts list --product 3 --status dead
            """
    )

    @Option(name: .long, help: ArgumentHelp("Only those about this product.", valueName: "number"))
    var product: String?

    @Option(
        name: .long,
        help: "Only those of this status: pending, accepted, dead, expired or suppressed.",
        completion: .list(Alert.Status.allCases.map(\.rawValue)),
        transform: { text throws in
            guard let status = Alert.Status(rawValue: text) else {
                throw ValidationError(
                    "“\(text)” is no status; there are \(Alert.Status.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            return status
        }
    )
    var status: Alert.Status?

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "number"))
    var limit = 50

    @OptionGroup(title: "Whose") var whose: UserOption

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard (1...maximumPageSize).contains(limit) else {
            throw ValidationError("--limit must be 1 to \(maximumPageSize).")
        }
    }

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let session = try await session.acting(for: whose)
            var filter = AlertFilter(statuses: status.map { [$0] })
            if whose.user != nil { filter.userID = session.userID }
            if let product { filter.productID = try await session.product(product).product.id }
            let alerts = try await session.store.alerts(matching: filter, after: nil, limit: limit).elements
            guard session.format == .table else { return try session.json(alerts.map(AlertJSON.init)) }
            guard !alerts.isEmpty else {
                return session.terminal.out(
                    filter == AlertFilter() ? "Nothing was told yet." : "No alert is like that."
                )
            }
            var table = Table([
                .init("TIME", overflow: .keep), .init("STATUS"), .init("CHANNEL"), .init("PRICE", isNumeric: true),
                .init("WAS", isNumeric: true), .init("IN", isNumeric: true), .init("NAME"), .init("NOTE"),
            ])
            for alert in alerts {
                table.add([
                    String((alert.acceptedAt ?? alert.createdAt).description.prefix(19)),
                    alert.status.rawValue,
                    alert.channel.rawValue,
                    alert.facts.change.after.price.map(MoneyFormat.text) ?? "",
                    alert.facts.change.before.price.map(MoneyFormat.text) ?? "",
                    alert.timeToTell.map { "\($0.components.seconds) s" } ?? "",
                    alert.facts.productName,
                    alert.failure ?? "",
                ])
            }
            let terminal = session.terminal
            for line in table.withoutEmptyColumns.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
                terminal.out(line)
            }
        }
    }
}

/// `salesctl alerts retry`.
struct AlertsRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try dead alerts again: all, or those named.",
        discussion: """
            It ends with 0 if there was nothing to tell or at least one alert was told; otherwise with 75 if one of \
            them is tried again by `watch`, and with 69 if none is.
            Example:
              salesctl alerts retry
            """
    )

    @Argument(
        help:
            "The alerts' identifiers, as `salesctl alerts --format json` shows them; all dead ones, if none are given."
    )
    var ids: [String] = []

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            let named = ids.isEmpty ? nil : ids.map { Alert.ID(rawValue: $0) }
            let count = try await session.store.retryAlerts(named, at: session.now)
            session.terminal.err("\(count) alert\(count == 1 ? "" : "s") to be tried again.")
            let attempts = Attempts()
            let told = try await session.tracker.deliverAlerts { alert, outcome in
                await attempts.note(outcome)
                session.terminal.err(AttemptWords.text(alert, outcome))
            }
            if session.format == .json { try session.json(["retried": count, "told": told]) }
            if let named, count < named.count {
                throw CommandFailure(.notFound, "\(named.count - count) of the identifiers name no dead alert.")
            }
            if told == 0, let status = await attempts.failure { throw ExitCode(status.rawValue) }
        }
    }
}

/// What came of attempts to tell, of which not one succeeded.
private actor Attempts {
    /// The exit code that they earn; nil where nothing failed.
    private(set) var failure: ExitStatus?

    func note(_ outcome: Settlement.Outcome) {
        switch outcome {
        case .retry, .released: failure = .temporary
        case .dead, .expired, .suppressed: failure = failure ?? .noAnswer
        case .accepted, .held: break
        }
    }
}

/// An alert for programs.
struct AlertJSON: Encodable {
    let id: String
    let productId: Int64
    let channel: String
    let status: String
    let kind: String
    let name: String
    let url: String
    let price: MoneyJSON?
    let oldPrice: MoneyJSON?
    let isUnusuallyLow: Bool
    let attempts: Int
    let oldPriceLastReadAt: String
    let seenAt: String
    let confirmedAt: String
    let createdAt: String
    let sentAt: String?
    let acceptedAt: String?
    let secondsToTell: Double?
    let receipt: String?
    let failure: String?

    init(_ alert: Alert) {
        let change = alert.facts.change
        id = alert.id.rawValue
        productId = alert.productID.rawValue
        channel = alert.channel.rawValue
        status = alert.status.rawValue
        kind = alert.facts.kind.rawValue
        name = alert.facts.productName
        url = alert.facts.url.absoluteString
        price = change.after.price.map(MoneyJSON.init)
        oldPrice = change.before.price.map(MoneyJSON.init)
        isUnusuallyLow = change.isUnusuallyLow
        attempts = alert.attempts
        oldPriceLastReadAt = change.oldLastReadAt.description
        seenAt = change.seenAt.description
        confirmedAt = change.confirmedAt.description
        createdAt = alert.createdAt.description
        sentAt = alert.sentAt?.description
        acceptedAt = alert.acceptedAt?.description
        secondsToTell = alert.timeToTell.map { Double($0.wholeMilliseconds) / 1_000 }
        receipt = alert.receipt
        failure = alert.failure
    }
}
