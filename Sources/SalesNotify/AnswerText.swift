/// The text that people would see of a web page, for an answer that is one: services and what stands before them answer
/// errors with pages.
///
/// Pure, and linear in the answer's length. It is no reader of HTML as `SalesHTML` is: what it gets wrong is a word too
/// many in a message.
enum AnswerText {
    /// The text of an answer that is HTML; nil for any other.
    ///
    /// - Parameter type: the media type, where one was named.
    static func ofPage(_ text: String, type: String?) -> String? {
        let start = text.drop(while: \.isWhitespace)
        let isMarkup =
            start.hasPrefix("<") && start.dropFirst().first.map { $0.isLetter || "!?/".contains($0) } ?? false
        guard isMarkup || type?.lowercased().contains("html") == true else { return nil }
        var page = Page()
        page.read(text)
        // The title says the same as the page, mostly; it is all there is of some.
        return page.body.contains { !$0.isWhitespace } ? page.body : page.title
    }

    /// Text of elements, as far as it was read.
    private struct Page {
        var body = ""
        var title = ""
        private var isTitle = false
        /// The element whose content is no text, until it ends.
        private var hidden: String?

        private static let silent: Set<String> = ["script", "style", "template", "noscript", "svg"]

        mutating func read(_ text: String) {
            var rest = text[...]
            while let mark = rest.firstIndex(of: "<") {
                add(rest[..<mark])
                let tail = rest[mark...]
                if let hidden, !Self.isEnd(of: hidden, tail) {
                    // What looks like a tag in a script is none: `a<b` would take the script's end for its own.
                    rest = tail.dropFirst()
                } else if tail.hasPrefix("<!--") {
                    rest = Self.behind("-->", in: tail.dropFirst(4))
                } else if let next = tail.dropFirst().first, next.isLetter || "!?/".contains(next) {
                    let end = tail.firstIndex(of: ">") ?? tail.endIndex
                    tag(tail[tail.index(after: mark)..<end])
                    rest = end < tail.endIndex ? tail[tail.index(after: end)...] : ""
                } else {
                    add("<")
                    rest = tail.dropFirst()
                }
            }
            add(rest)
        }

        /// Whether a text begins with an element's end tag.
        private static func isEnd(of name: String, _ text: Substring) -> Bool {
            let end = "</" + name
            guard text.prefix(end.count).lowercased() == end, let next = text.dropFirst(end.count).first else {
                return false
            }
            return !next.isLetter && !next.isNumber
        }

        private mutating func tag(_ tag: Substring) {
            let isEnd = tag.first == "/"
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
            guard hidden == nil else {
                // Nothing else is read as a tag there.
                hidden = nil
                return
            }
            if Self.silent.contains(name), !isEnd, tag.last != "/" { hidden = name }
            if name == "title" { isTitle = !isEnd }
            body.append(" ")
        }

        private mutating func add(_ text: Substring) {
            guard hidden == nil else { return }
            if isTitle { title += AnswerText.unescaped(text) } else { body += AnswerText.unescaped(text) }
        }

        private static func behind(_ end: String, in text: Substring) -> Substring {
            var rest = text
            while let first = rest.firstIndex(of: "-") {
                rest = rest[first...]
                if rest.hasPrefix(end) { return rest.dropFirst(end.count) }
                rest = rest.dropFirst()
            }
            return ""
        }
    }

    /// The text with the commonest character references read (HTML Standard §13.5); others stay as they are.
    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            let name = rest[mark...].dropFirst().prefix(longestReference).prefix { $0 != ";" && $0 != "&" }
            let end = rest.index(mark, offsetBy: name.count + 1, limitedBy: rest.endIndex) ?? rest.endIndex
            if end < rest.endIndex, rest[end] == ";", let character = character(name) {
                result.append(character)
                rest = rest[rest.index(after: end)...]
            } else {
                result.append("&")
                rest = rest[rest.index(after: mark)...]
            }
        }
        return result + rest
    }

    private static let longestReference = 10

    private static func character(_ name: Substring) -> Character? {
        if let known = references[String(name)] { return known }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map(Character.init)
    }

    private static let references: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
        "hellip": "…", "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "middot": "·", "copy": "©",
    ]
}
