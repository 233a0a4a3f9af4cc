import Logging
import SalesCore

/// Log lines for people on standard error, which leave a live status line whole.
struct TerminalLog: LogHandler {
    let terminal: Terminal
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    /// Libraries whose lines are about themselves, below warnings; `-v` asks about the work, and `-vv` about all.
    private static let inward: Set = ["Hummingbird", "HummingbirdCore", "ServiceLifecycle"]

    /// Longer lines are cut; what somebody else wrote may stand in them.
    static let maximumLength = 2_000

    init(terminal: Terminal, verbosity: Int) {
        self.terminal = terminal
        logLevel =
            switch verbosity {
            case ...0: .warning
            case 1: .debug
            default: .trace
            }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .warning || logLevel == .trace || !Self.inward.contains(event.source) else { return }
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let words = ["\(event.message)"] + fields.map { "\($0.key)=\(Self.quoted("\($0.value)"))" }
        let text = PlainText.cut(PlainText.safe(words.joined(separator: " ")), to: Self.maximumLength)
        let line = "\(SystemTime().now)  \(text)"
        terminal.err(event.level >= .warning ? Style.yellow(line, on: terminal) : Style.dim(line, on: terminal))
    }

    /// A value in quotes where it could not be told apart from what follows it.
    private static func quoted(_ value: String) -> String {
        value.isEmpty || value.contains(" ") ? "“\(value)”" : value
    }
}
