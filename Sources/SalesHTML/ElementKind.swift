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
