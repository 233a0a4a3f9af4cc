internal import SalesCore

/// What a message says to a service that shows a title and some lines; neither is ever empty.
struct ServiceText: Hashable, Sendable {
    /// One line.
    let title: String
    /// Lines ended by line feeds alone, each made harmless.
    let body: String

    /// The text of a message.
    ///
    /// - Parameter maximumTitle: the characters of the subject that are kept.
    init(_ message: Message, maximumTitle: Int) {
        let subject = ForeignText.line(message.subject, limit: maximumTitle)
        title = subject.isEmpty ? Self.name : subject
        let text = Self.lines(message.text)
        body = text.isEmpty ? title : text
    }

    private static let name = "Sales Tracker"
    private static let maximumLines = 1_000

    private static func lines(_ text: String) -> String {
        let lines = text.split(maxSplits: maximumLines, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var kept = lines.prefix(maximumLines).map { ForeignText.line(String($0), limit: ForeignText.maximumLimit) }
        while kept.last?.isEmpty == true { kept.removeLast() }
        return kept.joined(separator: "\n")
    }
}
