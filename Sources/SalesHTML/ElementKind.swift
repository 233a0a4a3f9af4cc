internal import CLibxml2

/// What is known of elements by their names and attributes alone.
enum ElementKind {
    /// Whether people don't see an element.
    static func isHidden(_ element: xmlNodePtr) -> Bool {
        if neverShown.contains(packed(element.pointee.name)) { return true }
        var next = element.pointee.properties
        while let attribute = next {
            if hides(attribute) { return true }
            next = attribute.pointee.next
        }
        return false
    }

    private static func hides(_ attribute: xmlAttrPtr) -> Bool {
        guard let name = attribute.pointee.name else { return false }
        return switch name.pointee {
        case UInt8(ascii: "h"): xmlStrEqual(name, "hidden") == 1
        case UInt8(ascii: "a"): xmlStrEqual(name, "aria-hidden") == 1 && value(attribute).lowercased() == "true"
        case UInt8(ascii: "s"): xmlStrEqual(name, "style") == 1 && hides(style: value(attribute))
        default: false
        }
    }

    private static func value(_ attribute: xmlAttrPtr) -> String {
        HTMLNode.value(of: attribute, limit: longestStyle)
    }

    /// Whether a `style` attribute hides its element.
    static func hides(style: String) -> Bool {
        // Nearly all styles set sizes and colours: reading those is not worth the time.
        guard mentions(style, "none") || mentions(style, "visibility") else { return false }
        let scalars = style.unicodeScalars.lazy.filter { !BoundedText.isSpace($0) }
        for declaration in String(String.UnicodeScalarView(scalars)).lowercased().split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = parts[1].hasSuffix("!important") ? parts[1].dropLast("!important".count) : parts[1]
            if parts[0] == "display", value == "none" { return true }
            if parts[0] == "visibility", value == "hidden" || value == "collapse" { return true }
        }
        return false
    }

    /// Whether a word stands anywhere in a text, in any case.
    private static func mentions(_ text: String, _ word: String) -> Bool { xmlStrcasestr(text, word) != nil }

    /// Whether text before and after the tag stands apart on the screen.
    static func breaksText(_ element: xmlNodePtr) -> Bool {
        !inline.contains(packed(element.pointee.name))
    }

    private static let longestStyle = 4_096

    /// A name of up to eight bytes as one number, which compares faster than text; 0 for a longer one.
    private static func packed(_ name: UnsafePointer<xmlChar>?) -> UInt64 {
        guard var name else { return 0 }
        var number: UInt64 = 0
        for _ in 0..<8 where name.pointee != 0 {
            number = number << 8 | UInt64(name.pointee)
            name += 1
        }
        return name.pointee == 0 ? number : 0
    }

    private static func packed(_ names: [String]) -> [UInt64] {
        names.map { name in name.withCString(encodedAs: UTF8.self) { packed($0) } }
    }

    private static let neverShown = packed([
        "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "datalist", "iframe",
        "object", "svg", "math", "audio", "video", "canvas", "textarea", "noembed", "noframes",
    ])

    /// Elements that don't break a line of text.
    ///
    /// Unknown ones (custom elements) are inline too in browsers, but shops
    /// build blocks of them, so they break.
    private static let inline = packed([
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    ])
}
