import ArgumentParser
import SalesCore

/// `salesctl watch`: the scheduler in the foreground.
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what is due and tell what drops, until it is stopped.",
        discussion: """
            SIGINT (Ctrl-C) and SIGTERM end it within seconds, with nothing half done. Any number may run on one store. \
            With archive.schedule and archive.to in the configuration it archives each day as well.
            Examples:
              salesctl watch
              salesctl watch --log-format json
            """
    )

    /// How log lines are written.
    enum LogFormat: String, ExpressibleByArgument, CaseIterable {
        /// For people.
        case text
        /// One JSON object a line.
        case json
    }

    @Option(
        name: .long,
        help: ArgumentHelp("How many checks run at the same time; 64, if not given.", valueName: "number")
    )
    var concurrency: Int?

    @Option(name: .long, help: "How log lines are written: text, or json, which --format json means as well.")
    var logFormat: LogFormat = .text

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        if let concurrency, !(1...maximumPageSize).contains(concurrency) {
            throw ValidationError("--concurrency must be 1 to \(maximumPageSize).")
        }
    }

    func run() async throws {
        var options = options
        let logFormat = options.format == .json ? .json : logFormat
        if logFormat == .json { options.format = .json }
        try await Session.run(options, use: .working, isLasting: true) { session in
            Session.warn(session.settings.channelWarnings, on: session.terminal)
            let display = WatchDisplay(session: session, format: logFormat)
            let accounts = session.settings.people.secret.isSet ? try session.accounts() : nil
            try await session.withScheduledArchive { archive in
                try await session.serve(
                    WatchService(
                        tracker: session.tracker,
                        accounts: accounts,
                        archive: archive,
                        concurrency: concurrency ?? session.settings.concurrency,
                        display: display
                    ),
                    display
                )
            }
        }
    }
}
