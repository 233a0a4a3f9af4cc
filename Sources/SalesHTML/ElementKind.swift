internal import CLibxml2

/// What is known of elements by their names and attributes alone.
enum ElementKind {
    /// Whether people don't see an element.
    static func isHidden(_ element: xmlNodePtr) -> Bool {
        if let name = element.pointee.name, neverShown.contains(String(cString: name)) { return true }
        var next = element.pointee.properties
        while let attribute = next {
            if let name = attribute.pointee.name, hides(attribute, named: String(cString: name)) { return true }
            next = attribute.pointee.next
        }
        return false
    }

    private static func hides(_ attribute: xmlAttrPtr, named name: String) -> Bool {
        switch name {
        case "hidden": true
        case "aria-hidden": value(attribute).lowercased() == "true"
        case "style": hides(style: value(attribute))
        default: false
        }
    }

    private static func value(_ attribute: xmlAttrPtr) -> String {
        HTMLNode.value(of: attribute, limit: longestStyle)
    }

    /// Whether a `style` attribute hides its element.
    static func hides(style: String) -> Bool {
        for declaration in style.lowercased().split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1).map { part in
                part.unicodeScalars.filter { !BoundedText.isSpace($0) }
            }
            guard parts.count == 2 else { continue }
            let property = String(String.UnicodeScalarView(parts[0]))
            var value = String(String.UnicodeScalarView(parts[1]))
            if value.hasSuffix("!important") { value.removeLast("!important".count) }
            if property == "display", value == "none" { return true }
            if property == "visibility", value == "hidden" || value == "collapse" { return true }
        }
        return false
    }

    /// Whether text before and after the tag stands apart on the screen.
    static func breaksText(_ element: xmlNodePtr) -> Bool {
        guard let name = element.pointee.name else { return true }
        return !inline.contains(String(cString: name))
    }

    private static let longestStyle = 4_096

    private static let neverShown: Set<String> = [
        "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "datalist", "iframe",
        "object", "svg", "math", "audio", "video", "canvas", "textarea", "noembed", "noframes",
    ]

    /// Elements that don't break a line of text.
    ///
    /// Unknown ones (custom elements) are inline too in browsers, but shops
    /// build blocks of them, so they break.
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    ]
}
