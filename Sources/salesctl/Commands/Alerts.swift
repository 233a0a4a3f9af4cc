import ArgumentParser
import SalesCore

/// `salesctl alerts`: what was told.
struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what was told, when and how, and retry what could not be told.",
        discussion: """
            Examples:
              salesctl alerts
              salesctl alerts show 5f3a91c2
              salesctl alerts retry
            """,
        subcommands: [AlertsList.self, AlertsShow.self, AlertsRetry.self],
        defaultSubcommand: AlertsList.self
    )
}

/// `salesctl alerts list`.
struct AlertsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show alerts, newest first.",
        discussion: """
            Examples:
              salesctl alerts list --product 3 --status dead
              salesctl alerts list --status dead --status expired --channel email --since 7d
              salesctl alerts list --failure "outcome unknown"
            """
    )

    @OptionGroup(title: "Which alerts") var which: AlertOptions

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "number"))
    var limit = 50

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only those to this person, by number or e-mail address; to everybody, if not given.",
            valueName: "user"
        )
    )
    var user: String?

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard (1...maximumPageSize).contains(limit) else {
            throw ValidationError("--limit must be 1 to \(maximumPageSize).")
        }
    }

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            var query = try await which.query(in: session)
            if let user { query.userID = try await session.person(user).id }
            let alerts = try await session.tracker.alerts(matching: query, limit: limit)
            guard session.format == .table else { return try session.json(alerts.map(AlertJSON.init)) }
            guard !alerts.isEmpty else {
                return session.terminal.out(
                    query == AlertQuery() ? "Nothing was told yet." : "No alert is like that."
                )
            }
            let isOfOne = query.userID != nil || alerts.allSatisfy { $0.userID == .local }
            let terminal = session.terminal
            let table = AlertTable(alerts, isOfOne: isOfOne, session: session).table
            for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
                terminal.out(line)
            }
        }
    }
}

/// Alerts as a table, each with why it was not told below it.
private struct AlertTable {
    let table: Table

    /// From so many columns on there is room for how long it took.
    private static let wide = 100

    init(_ alerts: [Alert], isOfOne: Bool, session: Session) {
        var table = Table([
            .init("ID", overflow: .keep), .init("TIME", overflow: .keep), .init("KIND", overflow: .keep),
            .init("STATUS"), .init("CHANNEL"), .init("USER", isNumeric: true), .init("PRICE", isNumeric: true),
            .init("WAS", isNumeric: true), .init("IN", isNumeric: true), .init("NAME"),
        ])
        let isWide = session.terminal.width >= Self.wide
        for alert in alerts {
            let change = alert.facts.change
            let row = [
                AlertWords.name(alert.id),
                session.clock.brief(alert.acceptedAt ?? alert.createdAt, now: session.now),
                alert.facts.kind.words,
                alert.status.rawValue,
                alert.channel.rawValue,
                isOfOne ? "" : alert.userID.description,
                change.after.price.map(MoneyFormat.text) ?? "",
                change.before.price.map(MoneyFormat.text) ?? "",
                isWide ? alert.timeToTell.map { "\($0.components.seconds) s" } ?? "" : "",
                alert.facts.productName,
            ]
            table.add(row, note: alert.failure)
        }
        self.table = table.withoutEmptyColumns
    }
}

/// `salesctl alerts retry`.
struct AlertsRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try dead alerts again: all, those named, or those that the options choose.",
        discussion: """
            It ends with 0 if there was nothing to tell or at least one alert was told; otherwise with 75 if one of \
            them is tried again by `watch`, and with 69 if none is. While sending is stopped (notify.enabled: false) \
            none is told, and all wait: 75. Where an identifier names no dead alert the others are tried all the same, \
            and it ends with 66, whatever came of them.
            Examples:
              salesctl alerts retry
              salesctl alerts retry --channel email --failure "mailbox full" --since 2d --dry-run
            """
    )

    @Argument(
        help:
            "The alerts' identifiers, or their beginnings as `salesctl alerts` shows them; all dead ones, if none are given."
    )
    var ids: [String] = []

    @OptionGroup(title: "Which alerts") var which: AlertOptions

    @Flag(name: .long, help: "Only say how many they are.")
    var dryRun = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard ids.isEmpty || (!which.isAny && !dryRun) else {
            throw ValidationError("Name alerts by their identifiers or choose them by options, not both.")
        }
        if let statuses = which.chosenStatuses, !statuses.contains(.dead) {
            throw ValidationError("Only dead alerts are tried again; --status \(statuses[0].rawValue) names none.")
        }
    }

    func run() async throws {
        try await Session.run(options, use: dryRun ? .reading : .changing) { session in
            let named = ids.isEmpty ? nil : try await session.alertIDs(ids, among: [.dead])
            let count =
                if let named {
                    try await session.store.retryAlerts(named, at: session.now)
                } else {
                    try await session.tracker.retryAlerts(
                        matching: which.query(in: session),
                        isRehearsal: dryRun
                    )
                }
            let alerts = CountedNoun.text(count, "alert")
            if let warning = session.settings.stopWarning { Session.warn([warning], on: session.terminal) }
            guard !dryRun else {
                if session.format == .json { return try session.json(["would_retry": count]) }
                return session.terminal.out("\(alerts) would be tried again.")
            }
            session.terminal.err("\(alerts) to be tried again.")
            try await tell(count, of: named, in: session)
        }
    }

    private func tell(_ count: Int, of named: [Alert.ID]?, in session: Session) async throws {
        let attempts = Attempts()
        let told = try await session.tracker.deliverAlerts { alert, outcome in
            await attempts.note(outcome)
            session.terminal.err(AttemptWords.text(alert, outcome, at: session.clock.text))
        }
        if session.format == .json { try session.json(["retried": count, "told": told]) }
        if let named, count < named.count {
            throw CommandFailure(
                .notFound,
                "\(CountedNoun.text(named.count - count, "identifier names", "identifiers name")) no dead alert."
            )
        }
        guard !session.settings.isSendingStopped || count == 0 else {
            throw CommandFailure(
                .temporary,
                "Nothing was told: sending is stopped. Set notify.enabled to true, and a running `salesctl watch` or "
                    + "`salesctl check` tells what waits."
            )
        }
        if told == 0, let status = await attempts.failure { throw ExitCode(status.rawValue) }
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
