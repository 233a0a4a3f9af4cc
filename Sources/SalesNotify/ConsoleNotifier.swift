public import SalesCore

/// Tells an alert as one line, through whatever the caller writes lines with.
///
/// The library itself never prints: embedders own their process and its output.
public struct ConsoleNotifier: Notifier {
    private let write: @Sendable (String) async throws -> Void

    /// A notifier that hands each line to a closure.
    ///
    /// - Parameter write: Writes one line; the line holds no control character and no line break. What it throws is
    ///   taken for an output that cannot be written now.
    public init(write: @escaping @Sendable (String) async throws -> Void) {
        self.write = write
    }

    /// ``Channel/console``.
    public var channel: Channel { .console }

    /// Writes the line; see ``Notifier/send(_:)``.
    public func send(_ message: Message) async throws(NotifyError) -> Receipt {
        let subject = ForeignText.line(message.subject, limit: Self.maximumSubject)
        let line = ([subject] + message.facts.map { "\($0.url)" }).joined(separator: "  ")
        guard !Task.isCancelled else { throw NotifyError.cancelled("Nothing was written") }
        do {
            try await write(line)
        } catch {
            throw NotifyError(console: error)
        }
        return Receipt(answer: "written")
    }

    /// The characters of a subject that are written.
    static let maximumSubject = 500
}
