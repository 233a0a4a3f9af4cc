import ArgumentParser
import SalesCore

/// `salesctl notify`: the channels.
struct Notify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the channels over which you are told, and try one.",
        discussion: """
            Examples:
              salesctl notify
              salesctl notify test email
            """,
        subcommands: [NotifyList.self, NotifyTest.self],
        defaultSubcommand: NotifyList.self
    )
}

/// `salesctl notify list`.
struct NotifyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the channels that are set up.",
        discussion: """
            Example:
              salesctl notify list --format json
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            Session.warn(session.settings.channelWarnings, on: session.terminal)
            let channels = session.settings.channelDescriptions
            guard session.format == .table else {
                return try session.json(channels.map { ["channel": $0.channel, "target": $0.target] })
            }
            guard !channels.isEmpty else {
                return session.terminal.out("No channel is set up: see notify.channels in the configuration.")
            }
            var table = Table([.init("CHANNEL"), .init("TARGET")])
            for entry in channels { table.add([entry.channel, entry.target]) }
            let terminal = session.terminal
            for line in table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) }) {
                terminal.out(line)
            }
        }
    }
}

/// `salesctl notify test`.
struct NotifyTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send one message over a channel, and show the carrier's real answer.",
        discussion: """
            Example:
              salesctl notify test email
            """
    )

    @Argument(help: "The channel: apprise, console, desktop, email, ntfy, sms or webhook.")
    var channel: String

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options) { session in
            if let warning = session.settings.stopWarning {
                throw CommandFailure(.refused, "No message was sent. \(warning)")
            }
            guard let wanted = try session.channels([channel]).first, let notifier = session.tracker.notifiers[wanted]
            else {
                throw CommandFailure(.unexpected, "The channel “\(channel)” has no carrier.")
            }
            var random = RandomSource.system
            let message = TestMessage.message(to: session.settings.recipient, at: session.now, using: &random)
            let receipt = try await notifier.send(message)
            switch session.format {
            case .table: session.terminal.out("\(channel) accepted the message: \(PlainText.safe(receipt.answer))")
            case .json:
                try session.json(["channel": channel, "answer": receipt.answer, "reference": receipt.reference ?? ""])
            }
        }
    }
}
