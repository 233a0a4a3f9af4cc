/// Several alerts in one message.
enum DigestText {
    /// The characters of a name in a list.
    private static let maximumName = 60
    /// The longest URL of a list; of a longer one the website is named.
    private static let maximumURL = 300

    static func subject(_ contents: [MessageContent]) -> String {
        let first = contents[0]
        return "\(contents.count) products: \(ForeignText.cut(first.name, to: maximumName)) \(first.predicate), "
            + "and \(contents.count - 1) more"
    }

    static func text(_ contents: [MessageContent], _ ending: MessageEnding) -> String {
        let entries = contents.map { content in
            ([headline(content)] + content.notices + [address(content)]).joined(separator: "\n")
        }
        return ([subject(contents)] + entries + [ending.text]).joined(separator: "\n\n") + "\n"
    }

    static func html(_ contents: [MessageContent], _ ending: MessageEnding) -> String {
        let entries = contents.map { content in
            let notices = content.notices.map { "<br><strong>\(HTMLEscaping.escaped($0))</strong>" }
            let url = HTMLEscaping.escaped(address(content))
            let name = HTMLEscaping.escaped(ForeignText.cut(content.name, to: maximumName))
            return "<li>\(HTMLEscaping.escaped(content.occasion)): "
                + "<a href=\"\(url)\" rel=\"noreferrer\"><bdi>\(name)</bdi></a> "
                + "\(HTMLEscaping.escaped(content.predicate))\(notices.joined())</li>\n"
        }
        return MessageHTML.document(
            title: "\(contents.count) products",
            body: "<ul>\n\(entries.joined())</ul>\n\(ending.html)"
        )
    }

    /// As many of the products as there is room for, and how many more there are.
    static func short(_ contents: [MessageContent]) -> String {
        var text = ""
        for (index, content) in contents.enumerated() {
            let name = ShortAlphabet.plain(ForeignText.cut(content.name, to: maximumShortName))
            let next = (text.isEmpty ? "" : text + "; ") + "\(name) \(ShortAlphabet.plain(content.predicate))"
            let rest = contents.count - index - 1
            guard ShortAlphabet.fits(next + more(rest)) else {
                return text + more(contents.count - index)
            }
            text = next
        }
        return text
    }

    /// The characters of a name in a text message of several products: one of them always has room.
    private static let maximumShortName = 30

    private static func more(_ count: Int) -> String { count == 0 ? "" : "; and \(count) more" }

    private static func headline(_ content: MessageContent) -> String {
        "\(content.occasion): \(ForeignText.cut(content.name, to: maximumName)) \(content.predicate)"
    }

    private static func address(_ content: MessageContent) -> String {
        content.url.utf8.count <= maximumURL ? content.url : "https://\(content.site)/"
    }
}
