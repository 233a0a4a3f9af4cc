/// One alert as plain text.
enum MessageText {
    /// The characters of a name that fit a subject; more are cut, so that the prices stay in sight.
    static let maximumSubjectName = 100

    static func subject(_ content: MessageContent) -> String {
        "\(content.occasion): \(ForeignText.cut(content.name, to: maximumSubjectName)) \(content.predicate)"
    }

    static func text(_ content: MessageContent, _ ending: MessageEnding) -> String {
        let width = content.lines.map(\.label.count).max() ?? 0
        let lines = content.lines.map { line in
            "\(line.label):" + String(repeating: " ", count: width - line.label.count + 1) + line.value
        }
        let paragraphs =
            ["\(content.occasion): \(content.name) \(content.predicate)"] + content.notices
            + [lines.joined(separator: "\n"), content.url, ending.text]
        return paragraphs.joined(separator: "\n\n") + "\n"
    }
}
