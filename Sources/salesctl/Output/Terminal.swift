import Foundation
import Glibc

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

    /// Assumed where nothing tells the width.
    static let standardWidth = 80

    /// The width in columns now: people change the size of their windows.
    var width: Int { fixedWidth ?? Self.presentWidth ?? Self.standardWidth }

    /// The terminal of this process.
    ///
    /// - Parameter noColour: the person's own wish; `NO_COLOR` (https://no-color.org) counts as well.
    init(noColour: Bool, environment: [String: String] = ProcessInfo.processInfo.environment) {
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
        statusLine = StatusLine(isPossible: false, coversErrors: false)
    }

    /// Writes a line to standard output.
    func out(_ line: String) {
        statusLine.pushDown { erasing in Self.write(erasing + line + "\n", to: STDOUT_FILENO) }
    }

    /// Writes a line of data that somebody keeps, such as an export, to standard output.
    ///
    /// - Throws: where the output is full or broken, so that half of the data is never taken for all of it.
    func data(_ line: String) throws(CommandFailure) {
        let failure = Self.write(line + "\n", to: STDOUT_FILENO)
        guard failure != 0, failure != EPIPE else { return }
        throw CommandFailure(
            .store,
            "Standard output cannot be written: \(String(cString: strerror(failure))). What was written is not complete."
        )
    }

    /// Writes a line to standard error.
    func err(_ line: String) {
        guard statusLine.coversErrors else { return _ = Self.write(line + "\n", to: STDERR_FILENO) }
        statusLine.pushDown { erasing in
            if !erasing.isEmpty { Self.write(erasing, to: STDOUT_FILENO) }
            Self.write(line + "\n", to: STDERR_FILENO)
        }
    }

    /// Shows a text in the live line, cut to the present width; nil takes it away.
    func showStatus(_ text: String?) {
        let width = width
        let drawn = text.map { Style.dim(PlainText.cut($0, to: width - 1), on: self) }
        statusLine.show(drawn, width: width) { Self.write($0, to: STDOUT_FILENO) }
    }

    /// Writes all bytes.
    ///
    /// A reader that went away ends the writing without a fuss.
    ///
    /// - Returns: 0, or the errno(3) that ended the writing.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno != EINTR && errno != EAGAIN {
                return errno
            }
        }
        return 0
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
