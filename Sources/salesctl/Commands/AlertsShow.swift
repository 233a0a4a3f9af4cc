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
            guard let alert = try await session.alert(named: id) else {
                throw CommandFailure(.notFound, "There is no alert “\(id)”; `salesctl alerts` shows those there are.")
            }
            guard session.format == .table else { return try session.json(AlertJSON(alert)) }
            let terminal = session.terminal
            terminal.out(Style.bold(PlainText.safe(alert.facts.productName), on: terminal))
            terminal.out(AlertWords.facts(alert, clock: session.clock, now: session.now))
        }
    }
}
