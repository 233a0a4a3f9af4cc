internal import CLibxml2

/// What is known of an element of libxml2's tree by its name and attributes alone.
enum ElementKind {
    /// Whether people don't see an element.
    static func isHidden(_ element: xmlNodePtr) -> Bool {
        let traits = traits(element)
        if traits.contains(.neverShown) { return true }
        var next = element.pointee.properties
        while let attribute = next {
            if hides(attribute, traits) { return true }
            next = attribute.pointee.next
        }
        return false
    }

    private static func hides(_ attribute: xmlAttrPtr, _ traits: ElementTraits) -> Bool {
        guard let name = attribute.pointee.name else { return false }
        return switch name.pointee {
        case UInt8(ascii: "h"): xmlStrEqual(name, "hidden") == 1
        case UInt8(ascii: "a"):
            !traits.contains(.shownDespiteARIA) && xmlStrEqual(name, "aria-hidden") == 1
                && value(attribute).lowercased() == "true"
        case UInt8(ascii: "s"): xmlStrEqual(name, "style") == 1 && hides(style: value(attribute))
        default: false
        }
    }

    private static func value(_ attribute: xmlAttrPtr) -> String {
        HTMLNode.value(of: attribute, limit: TagAttributes.longestStyle)
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
        !traits(element).contains(.inline)
    }

    private static func traits(_ element: xmlNodePtr) -> ElementTraits {
        guard let name = element.pointee.name else { return [] }
        return .of(ElementName(HTMLNode.bytes(of: name)))
    }
}
