import ArgumentParser
import SalesCore

/// `salesctl alerts show`: everything about one alert.
struct AlertsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of one alert: what it told, when, and what its carrier answered.",
        discussion: """
            Example:
              salesctl alerts show 5f3a91c2
            """
    )

    @Argument(help: "The alert's identifier, or its beginning as `salesctl alerts` shows it.")
    var id: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: .reading) { session in
            let id = try await session.alertIDs([id])[0]
            let query = AlertQuery(idPrefix: id.rawValue)
            guard let alert = try await session.tracker.alerts(matching: query, limit: 1).first else {
                throw CommandFailure(
                    .notFound,
                    "There is no alert “\(id.rawValue)”; `salesctl alerts` shows those there are."
                )
            }
            guard session.format == .table else { return try session.json(AlertJSON(alert)) }
            let terminal = session.terminal
            terminal.out(Style.bold(PlainText.safe(alert.facts.productName), on: terminal))
            for (label, value) in AlertWords.facts(alert, clock: session.clock) {
                terminal.out("  \(label.padding(to: 14))\(PlainText.safe(value))")
            }
        }
    }
}
