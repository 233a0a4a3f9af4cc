/// One alert as HTML: the name leads to the page, and says what the text says.
///
/// Styles stand in attributes, since mail programs drop others.
enum MessageHTML {
    static func page(_ content: MessageContent, _ ending: MessageEnding) -> String {
        let notices = content.notices.map { "<p><strong>\(HTMLEscaping.escaped($0))</strong></p>\n" }
        let rows = content.lines.map { line in
            "<tr><th align=\"left\" style=\"\(cell)\">\(HTMLEscaping.escaped(line.label))</th>"
                + "<td style=\"\(cell)\">\(HTMLEscaping.escaped(line.value))</td></tr>\n"
        }
        return document(
            title: content.occasion,
            body: """
                <p>\(HTMLEscaping.escaped(content.occasion)): \(link(content)) \(HTMLEscaping.escaped(content.predicate))</p>
                \(picture(content))\(notices.joined())<table>
                \(rows.joined())</table>
                \(ending.html)
                """
        )
    }

    /// A whole document.
    static func document(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>\(HTMLEscaping.escaped(title))</title></head>
        <body style="font-family: sans-serif; line-height: 1.4">
        \(body)
        </body>
        </html>

        """
    }

    /// The product's name, which leads to its page.
    static func link(_ content: MessageContent) -> String {
        let url = HTMLEscaping.escaped(content.url)
        return "<a href=\"\(url)\" rel=\"noreferrer\"><bdi>\(HTMLEscaping.escaped(content.name))</bdi></a>"
    }

    private static func picture(_ content: MessageContent) -> String {
        guard let image = content.image else { return "" }
        let url = HTMLEscaping.escaped(image)
        return "<p><img src=\"\(url)\" alt=\"\" width=\"160\" referrerpolicy=\"no-referrer\"></p>\n"
    }

    private static let cell = "padding: 2px 12px 2px 0"
}
