internal import Foundation
public import SalesCore

/// Shows an alert on the desktop with the program `notify-send` of libnotify.
///
/// The program gets the texts as arguments behind `--`, never through a shell, so that no text can become an option or
/// a command; the body is escaped, since notification servers read markup in it (Desktop Notifications Specification,
/// "Markup").
public struct DesktopNotifier: Notifier {
    /// Where Debian's package libnotify-bin puts the program.
    public static let standardProgram = "/usr/bin/notify-send"

    private let program: String
    private let deadline: Duration

    /// A notifier.
    ///
    /// - Parameters:
    ///   - program: The path of `notify-send`.
    ///   - deadline: How long the program may take; it is ended then.
    public init(program: String = DesktopNotifier.standardProgram, deadline: Duration = .seconds(5)) {
        self.program = program
        self.deadline = min(deadline, Message.deadline)
    }

    /// ``Channel/desktop``.
    public var channel: Channel { .desktop }

    /// Shows the notification; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        guard FileManager.default.isExecutableFile(atPath: program) else { throw NotifyError(missingProgram: program) }
        let outcome: HelperProgram.Outcome
        do {
            outcome = try await HelperProgram.run(program, Self.arguments(for: message), deadline: deadline)
        } catch {
            throw NotifyError(program: program, unstartable: error)
        }
        switch outcome.end {
        case .exited(0): return Receipt(answer: "shown")
        case .exited(let status): throw NotifyError(program: program, status: status, words: outcome.errorText)
        case .timedOut: throw NotifyError(program: program, after: deadline)
        case .cancelled: throw NotifyError.cancelled("The notification was given up")
        }
    }

    private static let name = "Sales Tracker"

    /// What the program is called with: options, then `--`, summary and body.
    static func arguments(for message: Message) -> [String] {
        let summary = ForeignText.line(message.subject, limit: ConsoleNotifier.maximumSubject)
        let body = HTMLEscaping.escaped(ForeignText.line(message.short, limit: Message.maximumShortLength))
        // The program refuses an empty summary.
        return ["--app-name=\(name)", "--", summary.isEmpty ? name : summary, body]
    }
}
