public import Foundation

/// Writes what an alert says, for every kind of carrier.
///
/// Pure: no clock, no locale, no I/O. Everything that a page or a person wrote is made harmless first
/// (``ForeignText``), then escaped for where it goes; the HTML loads nothing from anywhere.
public enum MessageWriter {
    /// The message that tells an alert to a person.
    ///
    /// - Parameters:
    ///   - alert: What is told; its identifier becomes the message's.
    ///   - user: The person.
    ///   - now: When the message is made.
    ///   - zone: Whose clock times of day are written by.
    public static func message(
        for alert: Alert,
        to user: User,
        at now: Timestamp,
        zone: TimeZone = .gmt
    ) -> Message {
        let content = MessageContent(alert.facts, zone: zone)
        return Message(
            id: alert.id,
            recipient: user,
            subject: subject(content),
            text: text(content),
            html: html(content),
            short: ShortText.write(alert.facts, content: content),
            facts: [alert.facts],
            createdAt: now
        )
    }

    /// The characters of a name that fit a subject; more are cut, so that the prices stay in sight.
    static let maximumSubjectName = 100

    private static func subject(_ content: MessageContent) -> String {
        "\(content.occasion): \(ForeignText.cut(content.name, to: maximumSubjectName)) \(content.predicate)"
    }

    private static func text(_ content: MessageContent) -> String {
        let width = content.lines.map(\.label.count).max() ?? 0
        let lines = content.lines.map { line in
            "\(line.label):" + String(repeating: " ", count: width - line.label.count + 1) + line.value
        }
        let paragraphs =
            ["\(content.occasion): \(content.name) \(content.predicate)"] + content.notices
            + [lines.joined(separator: "\n"), content.url, MessageContent.footer]
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    private static func html(_ content: MessageContent) -> String {
        let url = HTMLEscaping.escaped(content.url)
        let occasion = HTMLEscaping.escaped(content.occasion)
        let name = HTMLEscaping.escaped(content.name)
        let predicate = HTMLEscaping.escaped(content.predicate)
        let notices = content.notices.map { "<p><strong>\(HTMLEscaping.escaped($0))</strong></p>\n" }
        let rows = content.lines.map { line in
            "<tr><th align=\"left\">\(HTMLEscaping.escaped(line.label))</th>"
                + "<td>\(HTMLEscaping.escaped(line.value))</td></tr>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>\(occasion)</title></head>
            <body>
            <p>\(occasion): <bdi>\(name)</bdi> \(predicate)</p>
            \(notices.joined())<table>
            \(rows.joined())</table>
            <p><a href="\(url)" rel="noreferrer">\(url)</a></p>
            <p><small>\(HTMLEscaping.escaped(MessageContent.footer))</small></p>
            </body>
            </html>

            """
    }
}
