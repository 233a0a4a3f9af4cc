import Foundation
import Glibc
import Synchronization

/// What is known of the terminal, and the only place that writes to standard output and standard error.
struct Terminal: Sendable {
    /// Whether standard output is a terminal that a person reads.
    let isInteractive: Bool
    /// Whether colours are welcome.
    let hasColour: Bool
    /// The live line at the bottom, which lines of any kind push down.
    let statusLine: StatusLine
    /// The width where it does not change; nil where the terminal is asked each time.
    private let fixedWidth: Int?
    /// Writes where the program must not wait for its reader.
    private let queue: OutputQueue?
    /// What went wrong first with writing results.
    private let trouble = OutputTrouble()

    /// Assumed where nothing tells the width.
    static let standardWidth = 80

    /// The width in columns now: people change the size of their windows.
    var width: Int { fixedWidth ?? Self.presentWidth ?? Self.standardWidth }

    /// The terminal of this process.
    ///
    /// - Parameters:
    ///   - noColour: the person's own wish; `NO_COLOR` (https://no-color.org) counts as well.
    ///   - queue: writes where the program must not wait for its reader; nil where it may.
    init(
        noColour: Bool,
        queue: OutputQueue? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.queue = queue
        isInteractive = isatty(STDOUT_FILENO) == 1
        let isDumb = environment["TERM"] == "dumb"
        let isPlain = noColour || !(environment["NO_COLOR"] ?? "").isEmpty || isDumb
        hasColour = isInteractive && !isPlain
        statusLine = StatusLine(isPossible: isInteractive && !isDumb, coversErrors: isatty(STDERR_FILENO) == 1)
        let assumed = environment["COLUMNS"].flatMap(Int.init).map { min(max($0, 20), 500) } ?? Self.standardWidth
        fixedWidth = isInteractive && Self.presentWidth != nil ? nil : assumed
    }

    /// What the terminal itself says (ioctl_tty(2)); nil where it does not know.
    private static var presentWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// A terminal of known properties, for tests.
    init(isInteractive: Bool, hasColour: Bool, width: Int) {
        self.isInteractive = isInteractive
        self.hasColour = hasColour
        fixedWidth = width
        queue = nil
        statusLine = StatusLine(isPossible: false, coversErrors: false)
    }

    /// Writes a line to standard output.
    func out(_ line: String) {
        statusLine.pushDown { erasing in put(erasing + line + "\n", to: .output) }
    }

    /// Writes facts with their names in front, one a line; foreign text is made safe here.
    func out(_ facts: [(label: String, value: String)]) {
        let width = (facts.map(\.label.count).max() ?? 0) + 2
        for (label, value) in facts { out("  \(label.padding(to: width))\(PlainText.safe(value))") }
    }

    /// Writes a line of data that somebody keeps, such as an export, to standard output.
    ///
    /// - Throws: where the output is full or broken, so that half of the data is never taken for all of it.
    func data(_ line: String) throws(CommandFailure) {
        let number = StandardStream.output.write(line + "\n")
        // A reader that went away has what it wanted.
        guard number != 0, number != EPIPE else { return }
        throw Self.failure(number)
    }

    /// Fails where results could not be written, unless their reader went away: it has what it wanted.
    func check() throws(CommandFailure) {
        guard let number = trouble.number, number != EPIPE else { return }
        throw Self.failure(number)
    }

    private static func failure(_ number: Int32) -> CommandFailure {
        CommandFailure(
            .store,
            "Standard output cannot be written: \(OutputFailure(number: number)). What was written is not complete."
        )
    }

    /// Writes a line to standard error.
    func err(_ line: String) {
        guard statusLine.coversErrors else { return put(line + "\n", to: .errors) }
        statusLine.pushDown { erasing in
            if !erasing.isEmpty { put(erasing, to: .output) }
            put(line + "\n", to: .errors)
        }
    }

    /// Writes a line that somebody must get, and waits until it is written.
    ///
    /// - Throws: ``OutputFailure`` where it was not written, `CancellationError` where it was given up before.
    func tell(_ line: String, to stream: StandardStream) async throws {
        // Only what lasts has a live line.
        guard let queue else { return try Self.check(stream.write(line + "\n")) }
        var ticket: WriteTicket?
        statusLine.pushDown { erasing in
            if stream == .errors, !erasing.isEmpty { put(erasing, to: .output) }
            ticket = queue.addAwaited((stream == .output ? erasing : "") + line + "\n", to: stream)
        }
        if let ticket { try Self.check(await ticket.result()) }
    }

    private static func check(_ number: Int32) throws {
        if number == ECANCELED { throw CancellationError() }
        if number != 0 { throw OutputFailure(number: number) }
    }

    /// Shows a text in the live line, cut to the present width; nil takes it away.
    func showStatus(_ text: String?) {
        let width = width
        let drawn = text.map { Style.dim(PlainText.cut($0, to: width - 1), on: self) }
        statusLine.show(drawn, width: width) { put($0, to: .output, isCounted: false) }
    }

    /// Waits for what is still to be written, and not for a reader that does not read.
    func flush() async {
        await queue?.drain(atMost: Self.flushPatience)
    }

    /// How long a program that ends waits for whoever reads its output.
    private static let flushPatience = Duration.seconds(1)

    private func put(_ text: String, to stream: StandardStream, isCounted: Bool = true) {
        guard let queue else {
            let number = stream.write(text)
            if stream == .output { trouble.note(number) }
            return
        }
        queue.add(text, to: stream, isCounted: isCounted)
    }
}

/// The first failure of a stream.
private final class OutputTrouble: Sendable {
    private let first = Mutex<Int32?>(nil)

    /// Its number (errno); nil where there was none.
    var number: Int32? { first.withLock { $0 } }

    func note(_ number: Int32) {
        guard number != 0 else { return }
        first.withLock { $0 = $0 ?? number }
    }
}

/// Colours and weights, which stay plain text where they are not welcome.
enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"

    /// The text in this style.
    func callAsFunction(_ text: String, on terminal: Terminal) -> String {
        terminal.hasColour ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
